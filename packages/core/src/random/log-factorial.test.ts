import { expect, test } from 'vitest';
import { logFactorial } from './log-factorial.ts';

// From Python's math.lgamma(k + 1).
test.each([
  [0, 0],
  [1, 0],
  [5, 4.787491742782047],
  [20, 42.335616460753485],
  [21, 45.38013889847691],
  [30, 74.65823634883017],
  [100, 363.73937555556347],
  [1000, 5912.128178488163],
  [1000000, 12815518.384658169],
  [1000000000, 19723265848.226982],
])('log of %s! is within 4 units in the last place', (k, expected) => {
  expect(Math.abs(logFactorial(k) - expected)).toBeLessThanOrEqual(
    4 * Number.EPSILON * Math.max(1, expected),
  );
});
