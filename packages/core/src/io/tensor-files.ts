/**
 * @file Files to tensors and back: `tn.io`.
 *
 * The functions take and give bytes, not paths: core runs in browsers, where bytes come from `fetch` and go into a
 * `Blob`, as in Node, where they come from `readFile` and go to `writeFile`. Reading is synchronous, since nothing is
 * read back from a device; writing is asynchronous. What a file may claim is checked by the codecs beside this file.
 */

import { currentDevice, scoped, tensorFromEncoded } from '../runtime/index.ts';
import { asTensor, readBytes, type Tensor, type TensorLike, tensorsIn } from '../tensor/index.ts';
import type { EncodedTensor } from './encoded-tensor.ts';
import * as npy from './npy.ts';
import * as npz from './npz.ts';
import * as safetensors from './safetensors.ts';

/** A file's contents. A Node `Buffer` is a `Uint8Array`. */
export type FileBytes = Uint8Array | ArrayBuffer;

/** Tensors by name. */
export interface NamedTensors {
  readonly [name: string]: Tensor;
}

/** What is to be written, by name. */
export interface NamedTensorLikes {
  readonly [name: string]: TensorLike;
}

/**
 * The array of an .npy file, as `numpy.save` writes it, on the current device.
 * @throws DataLossError if the file is malformed or cut short.
 * @throws InvalidArgumentError if its elements are of a type that no dtype is (objects, strings, complex numbers).
 * @throws UnimplementedError if the device does not have the dtype.
 * @example
 * const x = tn.constant([[1, 2], [3, 4]], 'int16');
 * const file = await tn.io.encodeNpy(x);
 * tn.io.decodeNpy(file).arraySync(); // => [ [ 1, 2 ], [ 3, 4 ] ]
 */
export function decodeNpy(file: FileBytes, options?: npy.NpyReadOptions): Tensor {
  return toTensor(npy.decodeNpy(asBytes(file), options, 'io.decodeNpy'), 'io.decodeNpy');
}

/**
 * An .npy file, which `numpy.load` reads. NumPy has no bfloat16: such a tensor is written as two-byte elements of type
 * `V2`, see `NpyReadOptions`.
 */
export async function encodeNpy(tensor: TensorLike): Promise<Uint8Array> {
  return npy.encodeNpy(await toEncoded(tensor, 'io.encodeNpy'), 'io.encodeNpy');
}

/**
 * The arrays of an .npz file by name, as `numpy.savez` and `numpy.savez_compressed` write it, on the current device.
 * @throws DataLossError if the file or an array in it is malformed, cut short or fails its checksum.
 * @throws InvalidArgumentError if an array is of a type that no dtype is, or the file is encrypted.
 * @throws ResourceExhaustedError if the arrays are larger than `maxBytes`, or than the device has room for.
 * @throws UnimplementedError if the device does not have a dtype.
 * @example
 * const file = await tn.io.encodeNpz({ weights: tn.ones([2, 3]), bias: tn.zeros([3]) });
 * const { weights, bias } = tn.io.decodeNpz(file);
 * console.log(weights.shape, bias.shape); // => [ 2, 3 ] [ 3 ]
 */
export function decodeNpz(file: FileBytes, options?: npz.NpzReadOptions): NamedTensors {
  return toTensors(npz.decodeNpz(asBytes(file), options), 'io.decodeNpz');
}

/** An .npz file, which `numpy.load` reads. The same tensors always give the same bytes. */
export async function encodeNpz(
  tensors: NamedTensorLikes,
  options?: npz.NpzWriteOptions,
): Promise<Uint8Array> {
  return npz.encodeNpz(await toAllEncoded(tensors, 'io.encodeNpz'), options);
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: NamedTensors;
  /** Free text by key, as the writer left it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The tensors of a safetensors file, the format in which model weights are shared, on the current device.
 * @throws DataLossError if the file is malformed, cut short, has holes or overlaps.
 * @throws InvalidArgumentError if a tensor is of a dtype that we do not have, such as F8_E4M3.
 * @throws UnimplementedError if the device does not have a dtype.
 * @example
 * const file = await tn.io.encodeSafetensors({ w: tn.ones([2], 'bfloat16') }, { format: 'tenon' });
 * const { tensors, metadata } = tn.io.decodeSafetensors(file);
 * console.log(tensors.w.dtype, metadata.format); // => bfloat16 tenon
 */
export function decodeSafetensors(file: FileBytes): Safetensors {
  const { tensors, metadata } = safetensors.decodeSafetensors(asBytes(file));
  return { tensors: toTensors(tensors, 'io.decodeSafetensors'), metadata: Object.fromEntries(metadata) };
}

/**
 * A safetensors file. The same tensors always give the same bytes.
 * @throws InvalidArgumentError if a name cannot be written.
 */
export async function encodeSafetensors(
  tensors: NamedTensorLikes,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const encoded = await toAllEncoded(tensors, 'io.encodeSafetensors');
  return safetensors.encodeSafetensors(encoded, new Map(Object.entries(metadata)));
}

function asBytes(file: FileBytes): Uint8Array {
  return file instanceof Uint8Array ? file : new Uint8Array(file);
}

function toTensor(encoded: EncodedTensor, context: string): Tensor {
  return tensorFromEncoded(currentDevice(), encoded, context);
}

/** All of them, or none: where one does not fit the device, those before it are freed. */
function toTensors(encoded: ReadonlyMap<string, EncodedTensor>, context: string): NamedTensors {
  return scoped(() => {
    const entries = [...encoded].map(([name, tensor]) => [name, toTensor(tensor, `${context}: '${name}'`)]);
    return Object.fromEntries(entries) as NamedTensors;
  }, tensorsIn);
}

async function toEncoded(operand: TensorLike, context: string): Promise<EncodedTensor> {
  const tensor = operand[asTensor]();
  tensor.assertUsable(context);
  return { dtype: tensor.dtype, shape: tensor.shape, bytes: await readBytes(tensor) };
}

/** All reads begin before the first is awaited, so the file holds the values of one moment. */
async function toAllEncoded(
  tensors: NamedTensorLikes,
  context: string,
): Promise<ReadonlyMap<string, EncodedTensor>> {
  const entries = Object.entries(tensors).map(
    async ([name, tensor]) => [name, await toEncoded(tensor, `${context}: '${name}'`)] as const,
  );
  return new Map(await Promise.all(entries));
}
