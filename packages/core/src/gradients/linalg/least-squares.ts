/**
 * @file The gradient of the pseudo-inverse, while the rank stays what it is (Golub & Pereyra, SIAM J. Numer. Anal. 10,
 * 1973, eq. 4.12): dY = −Y·dA·Y + Y·Yᵀ·dAᵀ·(I − A·Y) + (I − Y·A)·dAᵀ·Yᵀ·Y. Unlike that of the decomposition it is
 * finite where singular values are equal.
 */

import { matrixTranspose } from '../../ops/array/layout.ts';
import { pinv } from '../../ops/linalg/least-squares.ts';
import { matmul } from '../../ops/linalg/matmul.ts';
import { add, subtract } from '../../ops/math/arithmetic.ts';
import { gradientOf } from '../rule.ts';
import { asMatrices } from './triangles.ts';

export const pinvGradient = gradientOf(pinv, {
  saves: ['a', 'output'],
  rule: ({ a }, _attrs, upstream, { outputs }) => ({
    a: () => {
      const y = asMatrices(outputs[0]);
      const dy = asMatrices(upstream);
      const yT = matrixTranspose(y);
      const dyT = matrixTranspose(dy);
      // x − A·Y·x, and x − x·Y·A.
      const offRange = (x: typeof dyT) => subtract(x, matmul(a, matmul(y, x)));
      const offRows = (x: typeof dyT) => subtract(x, matmul(matmul(x, y), a));
      const inverse = matmul(matmul(yT, dy), yT);
      const left = matmul(offRange(dyT), matmul(y, yT));
      const right = matmul(matmul(yT, y), offRows(dyT));
      return subtract(add(left, right), inverse);
    },
  }),
});
