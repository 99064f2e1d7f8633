import { reference } from '@tenon/backend-reference';
import { afterEach, expect, test, vi } from 'vitest';
import * as tn from '../index.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('values are waited for where a device cannot give them at once', async () => {
  const { readSync: _, ...backend } = reference();
  const later = { ...backend, name: 'later', supports: { ...backend.supports, syncRead: false } };
  await tn.use(later);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const x = tn.constant([1, 2]);
  const v = new tn.Variable(x, { name: 'v' });
  expect(String(x)).toMatch(/values=<on later:0>>$/);
  await tn.print(x, 'and', v);
  expect(log.mock.calls).toEqual([
    [
      expect.stringMatching(/^<tn.Tensor: id=\d+, shape=\(2,\), dtype=float32, values=\[1., 2.\]>$/),
      'and',
      "<tn.Variable 'v:0' shape=(2,) dtype=float32, values=[1., 2.]>",
    ],
  ]);
  x.dispose();
  expect(await x.text()).toMatch(/values=<disposed>>$/);
  tn.unregister(later);
});
