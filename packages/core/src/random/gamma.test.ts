import { expect, test } from 'vitest';
import { standardGamma } from './gamma.ts';
import { elementBlocks } from './reservation.ts';
import { roundTo } from './rounding.ts';
import { StatefulSeeds } from './stateful-seeds.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';

test.each<'float16' | 'float32' | 'float64'>(['float16', 'float32', 'float64'])(
  'draws of %s are TensorFlow’s',
  (dtype) => {
    const alphas = [0.3, 1.5, 40].map(roundTo[dtype]);
    const drawn = standardGamma(scrambleSeed([3, 4]), dtype, alphas, 3000);
    // The op replaces what is below the least normal number by it, which only float16 draws ever are.
    const least = dtype === 'float16' ? 2 ** -14 : 0;
    for (const [i, value] of drawn.entries()) drawn[i] = Math.max(value, least);
    expectDraw(drawn, `stateless gamma ${dtype}`);
  },
);

test('draws for the shape parameter 1, an exponential distribution, are TensorFlow’s', () => {
  expectDraw(standardGamma(scrambleSeed([3, 4]), 'float32', [1], 3000), 'stateless gamma float32 of shape 1');
});

test('seeded draws continue', () => {
  const seeds = new StatefulSeeds();
  seeds.setSeed(42);
  for (const call of [1, 2] as const) {
    const draw = { op: 'RandomGamma', attributes: 'float32', seed: 7, blocks: elementBlocks(6) };
    expectDraw(standardGamma(seeds.reserve(draw), 'float32', [0.5, 2], 3), `continued gamma, ${call}`);
  }
});

test('no parameter and no sample are no draws', () => {
  expect(standardGamma(scrambleSeed([1, 2]), 'float64', [], 3)).toEqual(new Float64Array(0));
  expect(standardGamma(scrambleSeed([1, 2]), 'float32', [1, 2], 0)).toEqual(new Float32Array(0));
});
