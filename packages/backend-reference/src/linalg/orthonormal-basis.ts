/**
 * @file Completing orthonormal vectors to a basis: for the full decomposition, and for singular values of zero.
 */

/**
 * Orthonormal vectors and as many more as make `count`.
 * @param length The length of the vectors, at least `count`.
 */
export function completeBasis(
  vectors: readonly Float64Array[],
  length: number,
  count: number,
): readonly Float64Array[] {
  const basis = vectors.slice(0, count);
  while (basis.length < count) basis.push(anotherVector(basis, length));
  return basis;
}

/** A unit vector orthogonal to a basis: what is left of the axis that lies least in its span. */
function anotherVector(basis: readonly Float64Array[], length: number): Float64Array {
  const within = (axis: number) => basis.reduce((sum, vector) => sum + vector[axis] ** 2, 0);
  const shares = Array.from({ length }, (_, axis) => within(axis));
  const axis = shares.indexOf(Math.min(...shares));
  const vector = new Float64Array(length);
  vector[axis] = 1;
  // Once more removes what rounding left of the first time («twice is enough»: Giraud et al., 2005).
  for (let time = 0; time < 2; time++) {
    for (const other of basis) {
      const along = dot(vector, other);
      for (let i = 0; i < length; i++) vector[i] -= along * other[i];
    }
  }
  const norm = Math.sqrt(dot(vector, vector));
  return vector.map((element) => element / norm);
}

export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
