import { expect, test } from 'vitest';
import { fusedMultiplyAdd } from './fused-multiply-add.ts';
import { fnv1a } from './testdata/fnv1a.ts';

test('keeps what rounding the product would lose', () => {
  expect(fusedMultiplyAdd(1 + 2 ** -52, 1 + 2 ** -52, -1)).toBe(2 ** -51);
  expect(fusedMultiplyAdd(0.1, 10, -1)).toBe(2 ** -54);
});

test('rounds once where rounding the sum of the rounded parts would round twice', () => {
  // The exact sum is just above the middle between 1 and the next float64.
  expect(fusedMultiplyAdd(1 + 2 ** -30, 1 - 2 ** -30, 3 * 2 ** -53)).toBe(1 + 2 ** -52);
});

test('agrees with a processor’s instruction on random numbers, also under cancellation', () => {
  let random = 88172645463325252n;
  /** Marsaglia's xorshift, as a signed fraction. */
  const next = () => {
    random ^= BigInt.asUintN(64, random << 13n);
    random ^= random >> 7n;
    random ^= BigInt.asUintN(64, random << 17n);
    return Number(BigInt.asIntN(64, random)) / 2 ** 63;
  };
  const results = Float64Array.from({ length: 20000 }, (_, i) => {
    const [a, b, c] = [next(), next(), next()];
    const summand = i % 2 === 1 ? -a * b : i % 4 === 2 ? c * 2 ** -54 : c;
    return fusedMultiplyAdd(a, b, summand);
  });
  // From the fma of glibc 2.36 on x86-64 with FMA.
  expect(fnv1a(results)).toBe(0x023832e0);
});
