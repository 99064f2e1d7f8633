/** @file Elements of fewer than 32 bits that many updates meet, which the kit leaves out where order is free. */

import * as tn from '@tenon/core';
import { type Backend, contiguousLayout } from '@tenon/core/backend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../index.ts';
import { whyNoAdapter } from '../testdata/adapter.ts';

const obstacle = await whyNoAdapter();

describe.skipIf(obstacle)('scatter', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await webgpu();
    await tn.use(backend);
  });
  afterAll(() => tn.unregister(backend));

  function view(dtype: 'uint8' | 'int32', values: Uint8Array<ArrayBuffer> | Int32Array, shape: number[]) {
    const buffer = backend.allocate(values.byteLength);
    backend.write(buffer, 0, new Uint8Array(values.slice().buffer));
    return { buffer, dtype, ...contiguousLayout(shape) };
  }

  async function scattered(kind: 'update' | 'add', given: readonly number[]) {
    const count = 3000;
    // Every element of the four of a word, over and over.
    const rows = Int32Array.from({ length: count }, (_, i) => i % 4);
    const updates = Uint8Array.from({ length: count }, (_, i) => given[(i * 7) % given.length]);
    const views = [
      view('uint8', new Uint8Array(4), [4]),
      view('int32', rows, [count, 1]),
      view('uint8', updates, [count]),
      view('uint8', new Uint8Array(4), [4]),
    ];
    backend.kernels.scatter(kind, views[0], views[1], views[2], views[3]);
    const bytes = await backend.read(views[3].buffer, 0, 4);
    for (const { buffer } of views) backend.free(buffer);
    const sums = new Uint8Array(4);
    for (let i = 0; i < count; i++) sums[rows[i]] += updates[i];
    return { result: [...bytes], sums: [...sums] };
  }

  test('of the updates of an element one wins, whole', async () => {
    // Their bits together are another number.
    const given = [0x0f, 0xf0, 0x55, 0xaa];
    const { result } = await scattered('update', given);
    for (const element of result) expect(given).toContain(element);
  });

  test('no update is lost among those of the neighbours in a word', async () => {
    const { result, sums } = await scattered('add', [1, 2, 3, 5, 8, 13]);
    expect(result).toEqual(sums);
  });
});
