/** @file Words stored four at a time, which the kit's outputs, between guards, are not. */

import { type Backend, contiguousLayout, PhiloxStream } from '@tenon/core/backend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../index.ts';
import { whyNoAdapter } from '../testdata/adapter.ts';

const obstacle = await whyNoAdapter();

describe.skipIf(obstacle)('randomBits', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await webgpu();
  });
  afterAll(() => backend.dispose());

  test.each([
    ['whole blocks', 600, [1, 2, 3, 4]],
    ['a block that is cut', 601, [1, 2, 3, 4]],
    ['a carry through every word', 600, [0xfffffff0, 0xffffffff, 0xffffffff, 0xffffffff]],
  ] as const)('words are those of the stream: %s', async (_, count, counter) => {
    const key = [0xdeadbeef, 7] as const;
    const buffer = backend.allocate(count * 4);
    const output = { buffer, dtype: 'uint32', ...contiguousLayout([count]) } as const;
    backend.kernels.randomBits('philox4x32-10', key, counter, output);
    const bytes = await backend.read(buffer, 0, count * 4);
    const expected = new Uint32Array(count);
    new PhiloxStream({ key, counter }).fill(expected);
    expect(new Uint32Array(bytes.buffer)).toEqual(expected);
    backend.free(buffer);
  });
});
