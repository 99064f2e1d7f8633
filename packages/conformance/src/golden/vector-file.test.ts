import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { goldenVectors, readVectorFile } from './vector-file.ts';

/** A file of vectors as `record.py` writes it. */
function fileOf(vectors: readonly unknown[], ...elements: readonly ArrayBufferView[]): Uint8Array {
  const index = Buffer.from(`${JSON.stringify({ tensorflow: '2.21.0', vectors })}\n`);
  const bytes = elements.map((view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength));
  return gzipSync(Buffer.concat([index, ...bytes]));
}

const twoVectors = fileOf(
  [
    ['add', 'float32', 'k1', { outputs: [['float32', [2], 1]], gradients: [null, ['float32', [2], 1]] }],
    ['add', 'bfloat16', 'k2', { outputs: [['bfloat16', [7], 3]] }],
    ['add', 'uint8', 'k3', { refused: 'no kernel' }],
  ],
  Float32Array.of(1.5, -2),
  Float32Array.of(3, 4),
  Uint16Array.of(0x3f80, 0x4000, 0xc040),
);

test('vectors are found by op, dtype and key', async () => {
  const golden = goldenVectors([await readVectorFile(twoVectors)]);
  expect(golden.version).toBe('2.21.0');
  expect(golden.find('add', 'float32', 'k1')).toEqual({
    outputs: [{ dtype: 'float32', shape: [2], step: 1, data: Float32Array.of(1.5, -2) }],
    gradients: [null, { dtype: 'float32', shape: [2], step: 1, data: Float32Array.of(3, 4) }],
  });
  expect(golden.find('add', 'float32', 'k2')).toBeUndefined();
  expect(golden.find('add', 'uint8', 'k3')).toEqual({ refused: 'no kernel' });
});

test('of a thinned tensor every step-th element is there, in value form', async () => {
  const golden = goldenVectors([await readVectorFile(twoVectors)]);
  const [tensor] = golden.find('add', 'bfloat16', 'k2')?.outputs ?? [];
  expect(tensor).toEqual({ dtype: 'bfloat16', shape: [7], step: 3, data: Float32Array.of(1, 2, -3) });
});

test('calls that TensorFlow refused do not count as recorded', async () => {
  expect(goldenVectors([await readVectorFile(twoVectors)]).count('add')).toBe(2);
});

test('a file that is cut short is refused', async () => {
  const short = fileOf([['add', 'float32', 'k1', { outputs: [['float32', [2], 1]] }]], Float32Array.of(1));
  await expect(readVectorFile(short)).rejects.toThrow('cut short');
});
