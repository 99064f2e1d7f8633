/**
 * @file The gradients of eigenvalue and singular value decompositions (Giles, An extended collection of matrix derivative
 * results, 2008, §§ 3.1, 3.2; Townsend, Differentiating the singular value decomposition, 2016). A bar is an upstream
 * gradient.
 *
 * Vectors of equal values span a space, and which of its bases comes out is arbitrary: their gradient is infinite. Here
 * equal values contribute nothing: a reciprocal is 0 at 0. (TensorFlow's x / (x² + 1e-20) gives the same but for gaps
 * about 1e-10; its own derivative at 0 is 1e20.)
 */

import { UnimplementedError } from '../../errors/index.ts';
import { expandDims, matrixTranspose } from '../../ops/array/layout.ts';
import { diag, diagPart, setDiag } from '../../ops/linalg/diag.ts';
import { eigh, eigvalsh, svd } from '../../ops/linalg/factorization.ts';
import { matmul } from '../../ops/linalg/matmul.ts';
import { add, multiply, reciprocalNoNan, square, subtract } from '../../ops/math/arithmetic.ts';
import { formatShape } from '../../shape/index.ts';
import { gradientOf } from '../rule.ts';
import { asMatrices, columnsOf, lowerTriangle, type Matrices, withTranspose } from './triangles.ts';

/** u · w · vᵀ. */
const sandwich = (u: Matrices, w: Matrices, v: Matrices) =>
  asMatrices(matmul(u, matmul(w, v, { transposeB: true })));

/** u · diag(s) · vᵀ. */
const scaledProduct = (u: Matrices, s: Matrices, v: Matrices) =>
  asMatrices(matmul(multiply(u, expandDims(s, -2)), v, { transposeB: true }));

/** 1 / (xⱼ − xᵢ) in row i and column j, and 0 on the diagonal. */
const reciprocalGaps = (x: Matrices) =>
  reciprocalNoNan(asMatrices(subtract(expandDims(x, -2), expandDims(x, -1))));

/** The gradient of a symmetric matrix whose lower triangle alone is read. */
const onLowerTriangle = (gradient: Matrices) =>
  setDiag(lowerTriangle(withTranspose(gradient)), diagPart(gradient));

// Ā = V · (diag(ē) + F ∘ (Vᵀ·V̄)) · Vᵀ, F of the reciprocal gaps between eigenvalues.
export const eighGradient = gradientOf(eigh, {
  saves: ['output'],
  rule: (_inputs, _attrs, de, { outputs, upstreams }) => ({
    tensor: () => {
      const [e, v] = outputs.map(asMatrices);
      const turning = matmul(v, asMatrices(upstreams[1]), { transposeA: true });
      const inner = add(diag(de), multiply(reciprocalGaps(e), turning));
      return onLowerTriangle(sandwich(v, asMatrices(inner), v));
    },
  }),
});

// Without vectors: Ā = V · diag(ē) · Vᵀ.
export const eigvalshGradient = gradientOf(eigvalsh, {
  saves: ['tensor'],
  rule: ({ tensor }, _attrs, de) => ({
    tensor: () => {
      const { v } = eigh(tensor);
      return onLowerTriangle(scaledProduct(v, asMatrices(de), v));
    },
  }),
});

export const svdGradient = gradientOf(svd, {
  saves: ['tensor', 'output'],
  rule: ({ tensor }, { fullMatrices, computeUv }, upstream, { outputs, upstreams }) => ({
    tensor: () => {
      const ds = asMatrices(upstream);
      if (!computeUv) {
        const { u, v } = svd(tensor);
        return scaledProduct(u, ds, v);
      }
      const [rows, columns] = tensor.shape.slice(-2);
      if (fullMatrices && Math.abs(rows - columns) > 1) {
        throw new UnimplementedError(
          `svd: the full decomposition of ${formatShape(tensor.shape)} has no gradient, since of the vectors beyond the ` +
            'singular values only the space that they span is determined. Use fullMatrices: false.',
        );
      }
      const [s, u, v] = outputs.map(asMatrices);
      const [, du, dv] = upstreams.map(asMatrices);
      // A = U·S·Vᵀ is Aᵀ = V·S·Uᵀ: a tall matrix is treated as its transpose.
      if (rows <= columns) return wideGradient({ s, u, v }, { s: ds, u: du, v: dv });
      return matrixTranspose(wideGradient({ s, u: v, v: u }, { s: ds, u: dv, v: du }));
    },
  }),
});

interface Decomposition {
  readonly s: Matrices;
  readonly u: Matrices;
  readonly v: Matrices;
}

/**
 * Of m ≤ n, where U is square and V₁ is the first m columns of V:
 * Ā = U · (diag(s̄) + 2·sym(F ∘ UᵀŪ)·S + 2·S·sym(F ∘ V₁ᵀV̄₁)) · V₁ᵀ + U·S⁻¹ · (what of V̄ᵀ lies outside of V₁'s span),
 * F of the reciprocal gaps between squared singular values, and 2·sym(X) = X + Xᵀ.
 */
function wideGradient({ s, u, v }: Decomposition, d: Decomposition): Matrices {
  const m = u.shape[u.rank - 1] as number;
  const n = v.shape[v.rank - 2] as number;
  const [v1, dv1] = [columnsOf(v, 0, m), columnsOf(d.v, 0, m)];
  const gaps = reciprocalGaps(asMatrices(square(s)));
  const ofU = withTranspose(asMatrices(multiply(gaps, matmul(u, d.u, { transposeA: true }))));
  const ofV = withTranspose(asMatrices(multiply(gaps, matmul(v1, dv1, { transposeA: true }))));
  const turned = add(multiply(ofU, expandDims(s, -2)), multiply(expandDims(s, -1), ofV));
  const within = sandwich(u, asMatrices(add(diag(d.s), turned)), v1);
  if (m === n) return within;
  let beside = subtract(
    matrixTranspose(dv1),
    matmul(matmul(dv1, v1, { transposeA: true }), v1, { transposeB: true }),
  );
  const count = v.shape[v.rank - 1] as number;
  if (count > m) {
    // The full decomposition: V₂ turns against V₁.
    const dv2 = columnsOf(d.v, m, count);
    const v2 = columnsOf(v, m, count);
    beside = subtract(beside, matmul(matmul(v1, dv2, { transposeA: true }), v2, { transposeB: true }));
  }
  const scaled = multiply(u, expandDims(reciprocalNoNan(s), -2));
  return asMatrices(add(within, matmul(scaled, beside)));
}
