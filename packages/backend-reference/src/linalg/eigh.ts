/**
 * @file `eigh`: cyclic Jacobi rotations (Golub & Van Loan, 4th ed., § 8.5), slow and as exact as can be.
 */

import { notConverged } from '@tenon/core/backend';
import type { ReferenceView } from '../buffer.ts';
import { identity, magnitudeScale, readMatrices, writeAll } from './matrix-stack.ts';

/** Convergence is quadratic: a dozen sweeps are many. */
const MOST_SWEEPS = 60;
const UNIT_ROUNDOFF = 2 ** -53;

export function eigh(input: ReferenceView, values: ReferenceView, vectors: ReferenceView | null): void {
  const { batchShape, rows: n, matrices } = readMatrices(input);
  const solved = matrices.map((matrix, position) => {
    mirrorLowerTriangle(matrix, n);
    const scale = magnitudeScale(matrix);
    const rotations = identity(n);
    if (Number.isNaN(scale) || !diagonalize(matrix, rotations, n, scale)) {
      throw notConverged('eigh', batchShape, position);
    }
    return ascending(matrix, rotations, n, scale);
  });
  writeAll(
    values,
    solved.map((one) => one.values),
  );
  if (vectors) {
    writeAll(
      vectors,
      solved.map((one) => one.vectors),
    );
  }
}

function mirrorLowerTriangle(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
}

/** Rotates a matrix, divided by `scale`, until its off-diagonal vanishes; false if it does not. */
function diagonalize(a: Float64Array, v: Float64Array, n: number, scale: number): boolean {
  for (let i = 0; i < a.length; i++) a[i] /= scale;
  const negligible = UNIT_ROUNDOFF ** 2;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = Math.abs(a[p * n + q]);
        const beside = UNIT_ROUNDOFF * Math.sqrt(Math.abs(a[p * n + p] * a[q * n + q]));
        if (off <= Math.max(beside, negligible)) continue;
        rotate(a, v, n, p, q);
        rotated = true;
      }
    }
    if (!rotated) return true;
  }
  return false;
}

/** The rotation in the plane of p and q that makes their off-diagonal element zero, of the smaller angle. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(v, k * n + p, k * n + q, c, s);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}

function turn(elements: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = elements[i];
  const y = elements[j];
  elements[i] = c * x - s * y;
  elements[j] = s * x + c * y;
}

/** The diagonal in ascending order, scaled back, and the columns of `v` in the same order. */
function ascending(a: Float64Array, v: Float64Array, n: number, scale: number) {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i * n + i] - a[j * n + j]);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i] * scale),
    vectors: v.map((_, position) => v[position - (position % n) + order[position % n]]),
  };
}
