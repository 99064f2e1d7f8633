/**
 * @file The backend in a page that a server sent without the headers that threads need: it works on one.
 */

import * as tn from '@tenon/core';
import { expect, test, vi } from 'vitest';
import { cpuWasm } from '../src/index.ts';

test('there is one thread, which computes, and a note if more were asked for', async () => {
  expect(crossOriginIsolated).toBe(false);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const backend = cpuWasm();
  expect(warn).not.toHaveBeenCalled();
  await tn.use(backend);
  const product = tn.matmul(tn.ones([300, 300]), tn.ones([300, 300]));
  expect((await product.sum().data())[0]).toBe(2.7e7);
  expect(
    tn
      .exp(tn.range(0, 1000, 1, 'float32').mul(0))
      .sum()
      .item(),
  ).toBe(1000);
  tn.unregister(backend);

  cpuWasm({ threads: 2 }).dispose();
  expect(warn.mock.calls).toEqual([
    [
      expect.stringMatching(
        /^cpu-wasm: kernels run on one thread instead of 2, since the page is not cross-origin/,
      ),
    ],
  ]);
});
