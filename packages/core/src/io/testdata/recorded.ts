/**
 * @file Files that NumPy and the safetensors reference implementation wrote, with what they hold.
 */

import { readFileSync } from 'node:fs';
import type { DType } from '../../dtype/index.ts';
import type { EncodedTensor } from '../encoded-tensor.ts';

interface RecordedTensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Hexadecimal; null for all zeros, too many to list. */
  readonly bytes: string | null;
}

interface Recorded {
  readonly recordedWith: string;
  readonly npy: readonly (RecordedTensor & { what: string; file: string; sameWhenWritten: boolean })[];
  /** Arrays whose elements are of a type that no dtype is. */
  readonly npyOfNoDtype: readonly { what: string; file: string }[];
  readonly npz: readonly { what: string; file: string; arrays: readonly RecordedTensor[] }[];
  readonly safetensors: readonly {
    what: string;
    file: string;
    metadata: Readonly<Record<string, string>>;
    tensors: readonly RecordedTensor[];
  }[];
}

export const recorded: Recorded = JSON.parse(
  readFileSync(new URL('./interop.json', import.meta.url), 'utf8'),
);

/** A recorded file's bytes, in an array of its own. */
export function fileBytes({ file }: { readonly file: string }): Uint8Array {
  return Uint8Array.from(Buffer.from(file, 'base64'));
}

/** What a reader should make of a recorded tensor. */
export function expectedTensor({ dtype, shape, bytes }: RecordedTensor): EncodedTensor {
  const zeros = () => new Uint8Array(2 * shape.reduce((size, length) => size * length, 1));
  return { dtype, shape, bytes: bytes === null ? zeros() : Uint8Array.from(Buffer.from(bytes, 'hex')) };
}

/** The same for several, by name. */
export function expectedTensors(tensors: readonly RecordedTensor[]): Map<string, EncodedTensor> {
  return new Map(tensors.map((tensor) => [tensor.name, expectedTensor(tensor)]));
}
