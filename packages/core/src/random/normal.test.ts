import { describe, expect, test } from 'vitest';
import { scaleAndShift } from './affine.ts';
import type { FloatingDType } from './element-types.ts';
import { standardNormal } from './normal.ts';
import { philoxState } from './philox.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';

const COUNT = 10_000;
const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];
/** The stream of an op with the global seed 42 and this seed of its own. */
const seeded = (opSeed: bigint) => philoxState(42n, 0n, opSeed);
const stateless = scrambleSeed([3, 4]);

describe.each(floatingDTypes)('normal %s', (dtype) => {
  test('draws are TensorFlow’s', () => {
    expectDraw(standardNormal(stateless, dtype, COUNT), `stateless normal ${dtype}`);
  });

  test('an odd number of draws leaves the last one’s partner out', () => {
    expectDraw(standardNormal(seeded(4n), dtype, COUNT - 1), `normal ${dtype}`);
  });

  test('draws with a mean and a deviation are TensorFlow’s', () => {
    const values = standardNormal(seeded(5n), dtype, COUNT);
    scaleAndShift(values, dtype, 0.3, 1.7);
    expectDraw(values, `normal ${dtype} of mean 1.7, deviation 0.3`);
  });

  test('a shorter draw is the beginning of a longer one', () => {
    const long = standardNormal(stateless, dtype, 20);
    for (let count = 0; count < 20; count++) {
      expect([...standardNormal(stateless, dtype, count)]).toEqual([...long.subarray(0, count)]);
    }
  });
});
