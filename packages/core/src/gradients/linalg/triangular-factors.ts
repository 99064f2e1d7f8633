/**
 * @file The gradients of factorizations into triangles. A bar is an upstream gradient.
 */

import { UnimplementedError } from '../../errors/index.ts';
import { concat } from '../../ops/array/joining.ts';
import { matrixTranspose } from '../../ops/array/layout.ts';
import { cholesky, lu, qr } from '../../ops/linalg/factorization.ts';
import { rowsAt } from '../../ops/linalg/linear/rows-at.ts';
import { matmul } from '../../ops/linalg/matmul.ts';
import { triangularSolve } from '../../ops/linalg/solving.ts';
import { add, multiply, subtract } from '../../ops/math/arithmetic.ts';
import { argsort } from '../../ops/math/sorting.ts';
import { formatShape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { gradientOf } from '../rule.ts';
import {
  asMatrices,
  columnsOf,
  halvedLowerTriangle,
  type Matrices,
  solvedFromRight,
  strictLowerTriangle,
  upperTriangle,
  withTranspose,
} from './triangles.ts';

// Murray, Differentiation of the Cholesky decomposition (2016), eq. 10: Ā = ½ (S + Sᵀ), S = L⁻ᵀ · Φ(Lᵀ · L̄) · L⁻¹.
// The input is taken as symmetric: its two triangles share the gradient, as in TensorFlow.
export const choleskyGradient = gradientOf(cholesky, {
  saves: ['output'],
  rule: (_inputs, _attrs, dl, { outputs }) => ({
    input: () => {
      const l = asMatrices(outputs[0]);
      const inner = halvedLowerTriangle(matmul(l, asMatrices(dl), { transposeA: true }));
      const left = triangularSolve(l, inner, { adjoint: true });
      return multiply(withTranspose(solvedFromRight(l, left, { adjoint: true })), 0.5);
    },
  }),
});

// With P·A = L·U: Ā = Pᵀ · L⁻ᵀ · (strict lower triangle of Lᵀ·L̄ + upper triangle of Ū·Uᵀ) · U⁻ᵀ (de Hoog, Anderssen &
// Lukas, Differentiation of matrix functionals using triangular factorization, Math. Comp. 80, 2011). TensorFlow has none.
export const luGradient = gradientOf(lu, {
  saves: ['output'],
  rule: (_inputs, _attrs, dFactors, { outputs }) => ({
    input: () => {
      const factors = asMatrices(outputs[0]);
      const unit = { lower: true, unitDiagonal: true };
      const d = asMatrices(dFactors);
      const upper = upperTriangle(factors);
      // Lᵀ·L̄ without forming L's diagonal of ones: L̄ is strictly lower, as what is stored of L is.
      const dLower = strictLowerTriangle(d);
      const lowerPart = add(dLower, matmul(strictLowerTriangle(factors), dLower, { transposeA: true }));
      const upperPart = matmul(upperTriangle(d), upper, { transposeB: true });
      const inner = add(strictLowerTriangle(asMatrices(lowerPart)), upperTriangle(asMatrices(upperPart)));
      const left = triangularSolve(factors, asMatrices(inner), { ...unit, adjoint: true });
      const permuted = solvedFromRight(factors, left, { lower: false });
      return rowsAt(permuted, argsort(outputs[1] as Tensor<'int32'>));
    },
  }),
});

// Roberts & Roberts, QR and LQ decomposition matrix backpropagation algorithms (arXiv:2009.10071, 2020).
export const qrGradient = gradientOf(qr, {
  saves: ['input', 'output'],
  rule: ({ input }, { fullMatrices }, _dq, { outputs, upstreams }) => ({
    input: () => {
      const [q, r] = outputs.map(asMatrices);
      const dq = asMatrices(upstreams[0]);
      const dr = upperTriangle(asMatrices(upstreams[1]));
      const [rows, columns] = input.shape.slice(-2);
      if (fullMatrices && rows > columns) {
        throw new UnimplementedError(
          `qr: the full factorization of matrices with more rows than columns, ${formatShape(input.shape)}, has no ` +
            'gradient, since the last columns of q are not determined. Use fullMatrices: false.',
        );
      }
      if (rows >= columns) return deepGradient(q, r, dq, dr);
      // Of a wide matrix [X Y], Q and the square part of R factorize X, and the rest of R is Qᵀ·Y.
      const [left, right] = [columnsOf(dr, 0, rows), columnsOf(dr, rows, columns)];
      const y = columnsOf(asMatrices(input), rows, columns);
      const dqOfY = matmul(y, right, { transposeB: true });
      const dx = deepGradient(q, columnsOf(r, 0, rows), asMatrices(add(dq, dqOfY)), left);
      return concat([dx, matmul(q, right)], -1);
    },
  }),
});

/**
 * Of matrices with as many rows as columns or more: Ā = (Q̄ − Q·Qᵀ·Q̄) · R⁻ᵀ + Q · (R̄ + T · R⁻ᵀ), where T is the strict
 * lower triangle of M − Mᵀ and M = Qᵀ·Q̄ + R·R̄ᵀ.
 */
function deepGradient(q: Matrices, r: Matrices, dq: Matrices, dr: Matrices): Matrices {
  const ofR = { lower: false };
  const projected = matmul(q, dq, { transposeA: true });
  const m = asMatrices(add(projected, matmul(r, dr, { transposeB: true })));
  const t = strictLowerTriangle(asMatrices(subtract(m, matrixTranspose(m))));
  const within = matmul(q, add(dr, solvedFromRight(r, t, ofR)));
  const beside = solvedFromRight(r, asMatrices(subtract(dq, matmul(q, projected))), ofR);
  return asMatrices(add(within, beside));
}
