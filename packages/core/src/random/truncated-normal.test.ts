import { describe, expect, test } from 'vitest';
import { scaleAndShift } from './affine.ts';
import type { FloatingDType } from './element-types.ts';
import { philoxState } from './philox.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';
import { standardTruncatedNormal } from './truncated-normal.ts';

const COUNT = 10_000;
const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];
/** The stream of an op with the global seed 42 and this seed of its own. */
const seeded = (opSeed: bigint) => philoxState(42n, 0n, opSeed);
const stateless = scrambleSeed([3, 4]);

describe.each(floatingDTypes)('truncated normal %s', (dtype) => {
  test('draws are TensorFlow’s', () => {
    expectDraw(standardTruncatedNormal(stateless, dtype, COUNT), `stateless truncated ${dtype}`);
    expectDraw(standardTruncatedNormal(seeded(6n), dtype, COUNT - 1), `truncated ${dtype}`);
  });

  test('draws with a mean and a deviation are TensorFlow’s', () => {
    const values = standardTruncatedNormal(seeded(7n), dtype, COUNT);
    scaleAndShift(values, dtype, 2, -1);
    expectDraw(values, `truncated ${dtype} of mean -1, deviation 2`);
  });

  test('no draw is beyond two deviations', () => {
    const beyond = standardTruncatedNormal(stateless, dtype, COUNT).filter(
      (value: number) => Math.abs(value) > 2,
    );
    expect(beyond.length).toBe(0);
  });
});
