import { expect, test } from 'vitest';
import { logFloat64 } from './float64-log.ts';
import { fnv1a } from './testdata/fnv1a.ts';

// The expected numbers are those of glibc 2.36 on x86-64 with FMA.
test.each([
  [1e-7, -16.11809565095832],
  [0.3, -1.2039728043259361],
  [0.25, -1.3862943611198906],
  [0.6875, -0.3746934494414107],
  [0.7, -0.35667494393873245],
  [0.9375, -0.064538521137571178],
  [0.99, -0.010050335853501451],
  [1 - 2 ** -53, -1.1102230246251565e-16],
  [1, 0],
  [1.03, 0.029558802241544429],
  [1.065, 0.062974799161388387],
  [3, 1.0986122886681098],
  [1e300, 690.77552789821368],
])('log of %s is the C library’s', (x, logarithm) => {
  expect(logFloat64(x)).toBe(logarithm);
});

test('log is the C library’s for uniform numbers', () => {
  const step = 47453132081;
  const logarithms = Float64Array.from({ length: 94906 }, (_, i) => logFloat64((step * (i + 1)) / 2 ** 52));
  expect(fnv1a(logarithms)).toBe(0x7ec75e87);
});
