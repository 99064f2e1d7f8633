import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, test } from 'vitest';
import { normal, setSeed } from '../../../namespaces/random.ts';
import { expectDraw } from '../../../random/testdata/expect-draw.ts';
import { use } from '../../../runtime/index.ts';

let written = 0;

beforeAll(async () => {
  const backend = reference();
  // A GPU with float64, which draws normal numbers itself.
  const write: typeof backend.write = (buffer, byteOffset, bytes) => {
    written += bytes.length;
    backend.write(buffer, byteOffset, bytes);
  };
  await use({ ...backend, deviceKind: 'gpu', write });
});

test.each(['float16', 'bfloat16', 'float32'] as const)(
  'a GPU with float64 draws TensorFlow’s normal numbers itself, in %s',
  (dtype) => {
    setSeed(42);
    written = 0;
    const drawn = normal([9999], { dtype, seed: 4 });
    expect([drawn.shape, written]).toEqual([[9999], 0]);
    expectDraw(drawn.dataSync(), `normal ${dtype}`);
  },
);

test('those of float64 are written to it', () => {
  setSeed(42);
  expectDraw(normal([9999], { dtype: 'float64', seed: 4 }).dataSync(), 'normal float64');
  expect(normal([], { seed: 4 }).shape).toEqual([]);
  expect(normal([0, 3]).shape).toEqual([0, 3]);
});
