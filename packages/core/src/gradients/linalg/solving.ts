/**
 * @file The gradients of solvers (Giles, An extended collection of matrix derivative results, 2008, § 2.2). A bar is an
 * upstream gradient: with A·X = B, B̄ = A⁻ᵀ·X̄ and Ā = −B̄·Xᵀ.
 */

import { matmul } from '../../ops/linalg/matmul.ts';
import { inv, solve, triangularSolve } from '../../ops/linalg/solving.ts';
import { negative } from '../../ops/math/arithmetic.ts';
import { gradientOf } from '../rule.ts';
import {
  asMatrices,
  lowerTriangle,
  type Matrices,
  strictLowerTriangle,
  strictUpperTriangle,
  upperTriangle,
} from './triangles.ts';

/** −B̄·Xᵀ, or of transposed systems −X·B̄ᵀ. */
const ofMatrix = (dRhs: Matrices, x: Matrices, adjoint: boolean) =>
  asMatrices(
    negative(adjoint ? matmul(x, dRhs, { transposeB: true }) : matmul(dRhs, x, { transposeB: true })),
  );

// Only the triangle that is read has a gradient.
export const triangularSolveGradient = gradientOf(triangularSolve, {
  saves: ['matrix', 'output'],
  linear: ['rhs'],
  rule: ({ matrix }, { lower, adjoint, unitDiagonal }, dx, { outputs }) => {
    const dRhs = () => triangularSolve(matrix, asMatrices(dx), { lower, adjoint: !adjoint, unitDiagonal });
    const read = unitDiagonal ? [strictUpperTriangle, strictLowerTriangle] : [upperTriangle, lowerTriangle];
    return {
      matrix: () => read[Number(lower)](ofMatrix(dRhs(), asMatrices(outputs[0]), adjoint)),
      rhs: dRhs,
    };
  },
});

export const solveGradient = gradientOf(solve, {
  saves: ['matrix', 'output'],
  linear: ['rhs'],
  rule: ({ matrix }, { adjoint }, dx, { outputs }) => {
    // Both gradients need it, and it is a factorization: it is computed once.
    let known: Matrices | undefined;
    const dRhs = () => {
      known ??= solve(matrix, asMatrices(dx), { adjoint: !adjoint });
      return known;
    };
    return { matrix: () => ofMatrix(dRhs(), asMatrices(outputs[0]), adjoint), rhs: dRhs };
  },
});

// With Y = A⁻¹: Ā = −Yᵀ·Ȳ·Yᵀ; with Y = A⁻ᵀ: Ā = −Y·Ȳᵀ·Y.
export const invGradient = gradientOf(inv, {
  saves: ['output'],
  rule: (_inputs, { adjoint }, upstream, { outputs }) => ({
    input: () => {
      const [y, dy] = [asMatrices(outputs[0]), asMatrices(upstream)];
      const left = matmul(y, dy, adjoint ? { transposeB: true } : { transposeA: true });
      return negative(matmul(left, y, { transposeB: !adjoint }));
    },
  }),
});
