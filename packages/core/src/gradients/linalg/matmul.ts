/**
 * @file The gradient of the matrix product, which is two matrix products.
 */

import { reshape } from '../../ops/array/layout.ts';
import { isTransposed } from '../../ops/linalg/linear/matrix-view.ts';
import { matmul } from '../../ops/linalg/matmul.ts';
import { sizeOf } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';

// With C = A·B: dA = dC·Bᵀ and dB = Aᵀ·dC; of an operand given transposed, the transposes of these.
export const matmulGradient = gradientOf(matmul, {
  saves: ['a', 'b'],
  linear: ['a', 'b'],
  rule: ({ a, b }, attrs, dy) => {
    const transposeA = isTransposed(attrs, 'A');
    const transposeB = isTransposed(attrs, 'B');
    return {
      a: () =>
        transposeA
          ? matmul(b as Gradient, dy, { transposeA: transposeB, transposeB: true })
          : matmul(dy, b as Gradient, { transposeB: !transposeB }),
      b: () => {
        const [left, right] = b.rank === 2 && !transposeA ? [asRows(a), asRows(dy)] : [a, dy];
        return transposeB
          ? matmul(right as Gradient, left as Gradient, { transposeA: true, transposeB: transposeA })
          : matmul(left as Gradient, right as Gradient, { transposeA: !transposeA });
      },
    };
  },
});

/**
 * A batch of matrices as one. Where the right operand is one matrix for a whole batch, as the weights of a layer are,
 * its gradient is then one product, which sums over the batch as it goes, and not a sum over a batch of products.
 */
const asRows = (matrices: Tensor) =>
  matrices.rank === 2
    ? matrices
    : reshape(matrices, [sizeOf(matrices.shape.slice(0, -1)), matrices.shape.at(-1) as number]);
