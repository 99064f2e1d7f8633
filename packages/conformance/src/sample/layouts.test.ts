import { reference } from '@tenon/backend-reference';
import { use } from '@tenon/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { heldBy, isDistinctLayout, layoutNames, placeIn } from './layouts.ts';
import { fromTensor, tensorValues } from './tensor-values.ts';

let device: string;
beforeAll(async () => {
  device = await use(reference());
});

const values = tensorValues('float32', [2, 1, 3], [1, 2, 3, 4, 5, 6]);

describe.each(layoutNames)('%s', (layout) => {
  test('holds the same elements in another place', async () => {
    const tensor = placeIn(layout, heldBy(layout, values), device);
    const expected = layout === 'repeated' ? [1, 2, 3, 1, 2, 3] : [1, 2, 3, 4, 5, 6];
    expect(Array.from((await fromTensor(tensor)).data as Float32Array)).toEqual(expected);
    expect([tensor.strides, tensor.offset]).not.toEqual([[3, 3, 1], 0]);
  });

  test('of a single element is the packed one', () => {
    expect(isDistinctLayout(layout, tensorValues('int8', [1, 1], [7]))).toBe(false);
  });

  test('of nothing is the packed one', () => {
    expect(isDistinctLayout(layout, tensorValues('int8', [0, 3], []))).toBe(false);
  });
});

test('a stride of 0 repeats along the first axis that is long', () => {
  expect(placeIn('repeated', heldBy('repeated', values), device).strides).toEqual([0, 3, 1]);
});
