import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { UnimplementedError } from '../../errors/index.ts';
import { constant } from '../../ops/array/creation.ts';
import { cholesky, eigh, eigvalsh, lu, qr, svd } from '../../ops/linalg/factorization.ts';
import { use } from '../../ops/use.ts';
import type { Tensor } from '../../tensor/index.ts';

type Matrix = Tensor<'float64'>;

beforeAll(async () => {
  await use(reference());
});

const matrix = (values: number[][]) => constant(values, { dtype: 'float64' });

/** The gradient of the sum of what `fn` gives. */
function gradientAt(values: number[][], fn: (x: Matrix) => Tensor): unknown {
  const x = matrix(values);
  const tape = new GradientTape();
  tape.watch(x);
  const target = tape.record(() => fn(x));
  return tape.gradient(target, x)?.arraySync();
}

test('the two triangles of a matrix share the gradient of its Cholesky factor', () => {
  // L = [[2, 0], [1, 2]]; d(ΣL)/dA below the diagonal is 1/2 − 1/4, half of which lies above it.
  const gradient = gradientAt(
    [
      [4, 2],
      [2, 5],
    ],
    cholesky,
  ) as number[][];
  expect(gradient[0][1]).toBeCloseTo(0.125, 12);
  expect(gradient[1][0]).toBeCloseTo(0.125, 12);
});

test('the gradient of eigenvalues lies in the triangle that is read', () => {
  // Their sum is the trace.
  expect(
    gradientAt(
      [
        [1, 9],
        [0, 2],
      ],
      eigvalsh,
    ),
  ).toEqual([
    [1, 0],
    [0, 1],
  ]);
  const gradient = gradientAt(
    [
      [1, 9],
      [0.5, 2],
    ],
    (x) => eigh(x).v,
  ) as number[][];
  expect(gradient[0][1]).toBe(0);
});

test('vectors of equal values have a gradient without NaN', () => {
  const twice = [
    [2, 0],
    [0, 2],
  ];
  expect(gradientAt(twice, (x) => eigh(x).v)).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(gradientAt(twice, (x) => svd(x).u)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('vectors that only span a space have no gradient', () => {
  const tall = [
    [1, 0],
    [0, 2],
    [0, 0],
    [0, 0],
  ];
  expect(() => gradientAt(tall, (x) => qr(x, true).q)).toThrow(UnimplementedError);
  expect(() => gradientAt(tall, (x) => qr(x, true).q)).toThrow(/qr: .*\(4, 2\).*fullMatrices: false/);
  expect(() => gradientAt(tall, (x) => svd(x, true).u)).toThrow(/svd: .*\(4, 2\).*fullMatrices: false/);
  expect(gradientAt(tall, (x) => svd(x, { fullMatrices: true, computeUv: false }))).toEqual([
    [1, 0],
    [0, 1],
    [0, 0],
    [0, 0],
  ]);
});

test('the gradient of the LU factors of a singular matrix is refused', () => {
  expect(() =>
    gradientAt(
      [
        [1, 2],
        [2, 4],
      ],
      (x) => lu(x).lu,
    ),
  ).toThrow(/not invertible/);
});
