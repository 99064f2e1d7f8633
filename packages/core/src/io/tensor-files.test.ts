import { reference } from '@tenon/backend-reference';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { FailedPreconditionError, UnimplementedError } from '../errors/index.ts';
import { constant } from '../ops/array/creation.ts';
import { transpose } from '../ops/array/layout.ts';
import { device, memory, tidy, use } from '../runtime/index.ts';
import { Variable } from '../variable/index.ts';
import { encodeSafetensors as encodeBytes } from './safetensors.ts';
import {
  decodeNpy,
  decodeNpz,
  decodeSafetensors,
  encodeNpy,
  encodeNpz,
  encodeSafetensors,
} from './tensor-files.ts';
import { anyTensors } from './testdata/arbitrary.ts';
import { expectedTensor, fileBytes, recorded } from './testdata/recorded.ts';

beforeAll(async () => {
  const backend = reference();
  await use(backend);
  const supports = { ...backend.supports, dtypes: ['float32', 'uint8'] as const };
  await use({ ...reference(), name: 'narrow', preference: -1, supports });
});

describe(`a file of ${recorded.recordedWith} becomes a tensor and the same file again`, () => {
  for (const file of recorded.npy.filter(({ sameWhenWritten }) => sameWhenWritten)) {
    test(file.what, async () => {
      const expected = expectedTensor(file);
      const tensor = decodeNpy(fileBytes(file), { voidAsBfloat16: true });
      expect([tensor.dtype, tensor.shape]).toEqual([expected.dtype, expected.shape]);
      expect(await encodeNpy(tensor)).toEqual(fileBytes(file));
    });
  }
});

test('every dtype, shape and name survives each format', async () => {
  await fc.assert(
    fc.asyncProperty(anyTensors, async (encoded) => {
      const file = encodeBytes(encoded);
      const { tensors } = decodeSafetensors(file);
      expect(await encodeSafetensors(tensors)).toEqual(file);
      const zipped = await encodeNpz(tensors, { compress: true });
      expect(await encodeSafetensors(decodeNpz(zipped, { voidAsBfloat16: true }))).toEqual(file);
    }),
    { numRuns: 30 },
  );
});

test('strided tensors and variables are written as what they hold', async () => {
  const x = constant([
    [1, 2],
    [3, 4],
  ]);
  expect(decodeNpy(await encodeNpy(transpose(x))).arraySync()).toEqual([
    [1, 3],
    [2, 4],
  ]);
  expect(decodeNpy(await encodeNpy(new Variable([5, 6]))).arraySync()).toEqual([5, 6]);
});

test('a file holds what its variables held when it was asked for', async () => {
  const [one, two] = [new Variable([1]), new Variable([2])];
  const writing = encodeNpz({ one, two });
  one.assign([7]);
  two.assign([7]);
  const read = decodeNpz(await writing);
  expect([read.one.item(), read.two.item()]).toEqual([1, 2]);
});

test('bytes may come as an ArrayBuffer', async () => {
  const file = await encodeNpy(constant([1, 2]));
  expect(decodeNpy(file.slice().buffer).arraySync()).toEqual([1, 2]);
});

test('metadata is kept', async () => {
  const file = await encodeSafetensors({ x: constant(1) }, { format: 'tenon', note: 'größer' });
  expect(decodeSafetensors(file).metadata).toEqual({ format: 'tenon', note: 'größer' });
});

test('tensors go to the current device, and tidy knows them', async () => {
  const file = await encodeNpz({ x: constant([1, 2]), y: constant([3]) });
  const read = tidy(() => device('narrow:0', () => decodeNpz(file)));
  expect([read.x.device, read.y.device]).toEqual(['narrow:0', 'narrow:0']);
  expect([read.x.arraySync(), read.y.arraySync()]).toEqual([[1, 2], [3]]);
});

test('where a tensor does not fit the device nothing is left of those before it', async () => {
  const file = await encodeNpz({ x: constant([1, 2]), y: constant([3], 'float64') });
  const before = memory()['narrow:0'].buffers;
  const read = () => device('narrow:0', () => decodeNpz(file));
  expect(read).toThrow(UnimplementedError);
  expect(read).toThrow(/io.decodeNpz: 'y': narrow:0 has no float64 tensors/);
  expect(memory()['narrow:0'].buffers).toBe(before);
});

test('a disposed tensor is refused by its name', async () => {
  const x = constant([1]);
  x.dispose();
  await expect(encodeNpz({ x })).rejects.toThrow(/io.encodeNpz: 'x': tensor .* has been disposed/);
  await expect(encodeNpy(x)).rejects.toThrow(FailedPreconditionError);
});
