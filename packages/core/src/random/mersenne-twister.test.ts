import { expect, test } from 'vitest';
import { MersenneTwister } from './mersenne-twister.ts';

function take(seed: bigint, count: number): number[] {
  const twister = new MersenneTwister(seed);
  return Array.from({ length: count }, () => twister.nextBelowTwoTo31());
}

// From Python 3.11: random.Random(seed).randint(0, 2**31 - 1), the first six and the 2000th.
test.each<[bigint, number[], number]>([
  [0n, [1654615998, 1806341205, 173879092, 1112038970, 2087043557, 1739178872], 1149652262],
  [42n, [478163327, 107420369, 1181241943, 1051802512, 958682846, 599310825], 1616884203],
  [2n ** 31n - 1n, [1364760256, 516955790, 843305193, 1247118883, 1427070677, 32113387], 2129385474],
  [2n ** 70n + 3n, [701776502, 1422058157, 1052406490, 1209442044, 705925616, 142793064], 1418981690],
])('draws what Python draws for the seed %s', (seed, first, last) => {
  const drawn = take(seed, 2000);
  expect(drawn.slice(0, 6)).toEqual(first);
  expect(drawn[1999]).toBe(last);
});

test('words are those of Python’s getrandbits(32)', () => {
  const twister = new MersenneTwister(42n);
  expect([twister.nextWord(), twister.nextWord(), twister.nextWord()]).toEqual([
    2746317213, 478163327, 107420369,
  ]);
});

test('a negative seed gives the numbers of its absolute value', () => {
  expect(take(-42n, 10)).toEqual(take(42n, 10));
});
