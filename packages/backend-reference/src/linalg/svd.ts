/**
 * @file `svd`: one-sided Jacobi rotations (Hestenes, 1958; Golub & Van Loan, 4th ed., § 8.6.3). The columns of the
 * matrix are rotated until they are orthogonal to working precision; their lengths are the singular values, and small
 * ones come out as exact, relative to themselves, as great ones (Demmel & Veselić, 1992).
 */

import { notConverged } from '@tenon/core/backend';
import type { ReferenceView } from '../buffer.ts';
import { magnitudeScale, readMatrices, writeAll } from './matrix-stack.ts';
import { completeBasis, dot } from './orthonormal-basis.ts';

/** Convergence is quadratic: a dozen sweeps are many. */
const MOST_SWEEPS = 60;
const UNIT_ROUNDOFF = 2 ** -53;

export function svd(
  input: ReferenceView,
  s: ReferenceView,
  u: ReferenceView | null,
  v: ReferenceView | null,
): void {
  const { batchShape, rows, columns, matrices } = readMatrices(input);
  const solved = matrices.map((matrix, position) => {
    const decomposition = decompose(matrix, rows, columns);
    if (!decomposition) throw notConverged('svd', batchShape, position);
    return decomposition;
  });
  const write = (view: ReferenceView | null, part: (one: Decomposition) => readonly Column[]) => {
    if (!view) return;
    const kept = view.shape[view.shape.length - 1];
    const length = view.shape[view.shape.length - 2];
    writeAll(
      view,
      solved.map((one) => asRows(completeBasis(part(one), length, kept), length, kept)),
    );
  };
  writeAll(
    s,
    solved.map((one) => one.values),
  );
  write(u, (one) => one.left);
  write(v, (one) => one.right);
}

type Column = Float64Array;

/** Singular values in descending order and the vectors of those that are not zero. */
interface Decomposition {
  readonly values: Float64Array;
  readonly left: readonly Column[];
  readonly right: readonly Column[];
}

function decompose(matrix: Float64Array, m: number, n: number): Decomposition | undefined {
  const scale = magnitudeScale(matrix);
  if (Number.isNaN(scale)) return undefined;
  // Of a wide matrix the rows are rotated: there are fewer of them, and A = U·S·Vᵀ is Aᵀ = V·S·Uᵀ.
  const wide = m < n;
  const length = Math.max(m, n);
  const count = Math.min(m, n);
  const vectors = Array.from({ length: count }, (_, j) =>
    Float64Array.from({ length }, (_element, i) => (wide ? matrix[j * n + i] : matrix[i * n + j]) / scale),
  );
  const rotations = vectors.map((_, j) => Float64Array.from({ length: count }, (_one, i) => Number(i === j)));
  if (!orthogonalize(vectors, rotations)) return undefined;
  const lengths = vectors.map((vector) => Math.sqrt(dot(vector, vector)));
  const order = lengths.map((_, j) => j).sort((i, j) => lengths[j] - lengths[i]);
  const spanning = order.filter((j) => lengths[j] > 0);
  const long = spanning.map((j) => vectors[j].map((element) => element / lengths[j]));
  const short = order.map((j) => rotations[j]);
  return {
    values: Float64Array.from(order, (j) => lengths[j] * scale),
    left: wide ? short : long,
    right: wide ? long : short,
  };
}

/** Rotates pairs of vectors until all are orthogonal, and `rotations` with them; false if they do not become so. */
function orthogonalize(vectors: readonly Column[], rotations: readonly Column[]): boolean {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < vectors.length; p++) {
      for (let q = p + 1; q < vectors.length; q++) {
        const alpha = dot(vectors[p], vectors[p]);
        const beta = dot(vectors[q], vectors[q]);
        const gamma = dot(vectors[p], vectors[q]);
        if (Math.abs(gamma) <= UNIT_ROUNDOFF * Math.sqrt(alpha * beta) * vectors[p].length) continue;
        // A vector whose square vanishes is as good as zero.
        if (alpha === 0 || beta === 0) continue;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.hypot(1, t);
        turn(vectors[p], vectors[q], c, t * c);
        turn(rotations[p], rotations[q], c, t * c);
        rotated = true;
      }
    }
    if (!rotated) return true;
  }
  return false;
}

function turn(x: Column, y: Column, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i], y[i]];
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
}

/** A matrix of these columns, in row-major order. */
function asRows(columns: readonly Column[], m: number, n: number): Float64Array {
  return Float64Array.from(
    { length: m * n },
    (_, position) => columns[position % n][Math.floor(position / n)],
  );
}
