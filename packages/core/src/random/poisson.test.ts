import { expect, test } from 'vitest';
import { poisson } from './poisson.ts';
import { elementBlocks } from './reservation.ts';
import { roundTo } from './rounding.ts';
import { StatefulSeeds } from './stateful-seeds.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';

test('draws are TensorFlow’s at every size of the rate', () => {
  const rates = Float32Array.of(0.5, 9.9, 10, 1e6, Number.POSITIVE_INFINITY, -1);
  expectDraw(poisson(scrambleSeed([3, 4]), rates, 2000), 'stateless poisson');
});

test('counts beyond the greatest number of the dtype are drawn again', () => {
  const drawn = poisson(scrambleSeed([3, 4]), [65400], 2000, 65504);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(65504);
  expectDraw(Float32Array.from(drawn, roundTo.float16), 'stateless poisson of float16');
});

test('seeded draws continue', () => {
  const seeds = new StatefulSeeds();
  seeds.setSeed(42);
  for (const call of [1, 2] as const) {
    const draw = { op: 'RandomPoissonV2', attributes: 'float32', seed: 7, blocks: elementBlocks(6) };
    expectDraw(Float32Array.from(poisson(seeds.reserve(draw), [0.5, 20], 3)), `continued poisson, ${call}`);
  }
});

test('a rate that is no number is refused', () => {
  expect(() => poisson(scrambleSeed([1, 2]), [1, Number.NaN], 3)).toThrow(/rate must be a number, got NaN/);
});
