/**
 * @file The file of a family's vectors: an index as one line of JSON, then the elements of all tensors, gzipped.
 *
 * Elements are in storage form, little-endian, one tensor after the other in the order of the index. `record.py` of
 * `tools/golden` writes these files.
 */

import { DataLossError, type DType, isDType } from '@tenon/core';
import { byteWidth, decodeValues, sizeOf } from '@tenon/core/backend';
import type { ElementArray } from '../sample/tensor-values.ts';
import type { GoldenTensor, GoldenVector, GoldenVectors } from './golden-vectors.ts';

/** A tensor in the index: its dtype, shape, and every how many elements one was kept. */
type TensorEntry = readonly [dtype: string, shape: readonly number[], step: number];

/** A vector in the index. */
interface VectorEntry {
  readonly outputs?: readonly TensorEntry[];
  readonly gradients?: readonly (TensorEntry | null)[];
  readonly refused?: string;
}

/** The first line of a file. */
interface VectorIndex {
  readonly tensorflow: string;
  /** Op, dtype and key of each vector, and the vector. */
  readonly vectors: readonly (readonly [op: string, dtype: string, key: string, vector: VectorEntry])[];
}

/** The vectors of one file. */
export interface VectorFile {
  readonly tensorflow: string;
  readonly vectors: ReadonlyMap<string, GoldenVector>;
  /** How many vectors each op has. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The name of a vector in a file. */
export const vectorName = (op: string, dtype: DType, key: string) => `${op}/${dtype}/${key}`;

/**
 * Reads a file of vectors.
 * @throws DataLossError if it is cut short or is no such file.
 */
export async function readVectorFile(gzipped: Uint8Array): Promise<VectorFile> {
  // A copy, since a Blob takes no view of shared memory.
  const stream = new Blob([gzipped.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const lineEnd = bytes.indexOf(0x0a);
  if (lineEnd === -1) throw new DataLossError('A file of vectors has no index.');
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(0, lineEnd))) as VectorIndex;
  const read = tensorReader(bytes, lineEnd + 1);
  const vectors = new Map<string, GoldenVector>();
  const counts = new Map<string, number>();
  for (const [op, dtype, key, { outputs, gradients, refused }] of index.vectors) {
    vectors.set(vectorName(op, dtype as DType, key), {
      ...(outputs && { outputs: outputs.map(read) }),
      ...(gradients && { gradients: gradients.map((entry) => entry && read(entry)) }),
      ...(refused !== undefined && { refused }),
    });
    if (outputs) counts.set(op, (counts.get(op) ?? 0) + 1);
  }
  return { tensorflow: index.tensorflow, vectors, counts };
}

/** Reads tensors one after the other. */
function tensorReader(bytes: Uint8Array, start: number): (entry: TensorEntry) => GoldenTensor {
  let position = start;
  return ([dtype, shape, step]) => {
    if (!isDType(dtype)) throw new DataLossError(`A file of vectors names '${dtype}', which is no dtype.`);
    const length = Math.ceil(sizeOf(shape) / step) * byteWidth(dtype);
    if (position + length > bytes.length) throw new DataLossError('A file of vectors is cut short.');
    const data = decodeValues(dtype, bytes.slice(position, position + length)) as ElementArray;
    position += length;
    return { dtype, shape, step, data };
  };
}

/** The vectors of several files as one. */
export function goldenVectors(files: readonly VectorFile[]): GoldenVectors {
  const vectors = new Map(files.flatMap((file) => [...file.vectors]));
  const counts = new Map(files.flatMap((file) => [...file.counts]));
  return {
    version: files[0]?.tensorflow,
    find: (op, dtype, key) => vectors.get(vectorName(op, dtype, key)),
    count: (op) => counts.get(op) ?? 0,
  };
}
