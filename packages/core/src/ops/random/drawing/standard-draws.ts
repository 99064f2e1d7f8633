/**
 * @file Standard draws as tensors on the current device, from a place in a Philox stream.
 *
 * Uniform numbers and integers are made where they will live: the backend's `randomBits` writes the words of the
 * stream, and a scalar program makes a number of each, in the same exact steps as `random/uniform.ts` on the host.
 * So nothing is uploaded, and every device draws the same bits. A device without 32-bit words gets the host's.
 *
 * Normal numbers take float64 steps even in float32. A GPU that has them draws float32 and the halves itself. Elsewhere,
 * and in float64, they are drawn on the host and written to the device, and truncated ones always are: they take a
 * number of words that nobody knows beforehand.
 */

import { type Device, kernelDTypes, type View } from '../../../backend/index.ts';
import { byteWidth, type DType, dtypeInfo, encodeElement, type FloatingDType } from '../../../dtype/index.ts';
import {
  type IntegerDType as DrawnIntegerDType,
  fullRangeIntegers,
  integerRange,
  type PhiloxState,
  standardNormal,
  standardTruncatedNormal,
  standardUniform,
  uniformIntegers,
} from '../../../random/index.ts';
import {
  allocateTensor,
  currentDevice,
  runProgram,
  scoped,
  tensorFromEncoded,
  viewTensor,
} from '../../../runtime/index.ts';
import { buildProgram, type Scalar, type ScalarBuilder, type ScalarProgram } from '../../../scalar/index.ts';
import { contiguousLayout, contiguousStrides, type Shape, sizeOf } from '../../../shape/index.ts';
import { encodeValues, type Tensor } from '../../../tensor/index.ts';
import { boxMullerProgram, unitFloat32 } from './box-muller-program.ts';

/** Numbers uniform in [0, 1), of as many bits as the dtype's significand has. */
export function drawUniform<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  const device = currentDevice();
  if (!hasWords(device, 'uint32')) {
    return tensorOfDraws(standardUniform(state, dtype, sizeOf(shape)), dtype, shape, context);
  }
  return scopedDraw(() => {
    const words = drawWords(device, state, shape, byteWidth(dtype) === 8 ? 2 : 1, context);
    return runProgram(context, uniformProgram(dtype), words, shape, device) as Tensor<D>;
  });
}

/** Integers, every value of the dtype equally likely. */
export function drawFullRange<D extends DrawnIntegerDType>(
  state: PhiloxState,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  const device = currentDevice();
  if (!hasWords(device, 'uint32')) {
    return tensorOfDraws(fullRangeIntegers(state, dtype, sizeOf(shape)), dtype, shape, context);
  }
  const output = allocateTensor(device, dtype, shape, context);
  fillWithWords(device, state, output);
  return output;
}

/**
 * Integers in [minval, maxval).
 * @throws InvalidArgumentError if a bound is no integer of the dtype, or the range is empty and the shape is not.
 */
export function drawIntegers<D extends 'int32' | 'int64'>(
  state: PhiloxState,
  dtype: D,
  shape: Shape,
  [minval, maxval]: readonly [number | bigint, number | bigint],
  context: string,
): Tensor<D> {
  const device = currentDevice();
  const unsigned = dtype === 'int64' ? 'uint64' : 'uint32';
  if (!hasWords(device, 'uint32', unsigned)) {
    const drawn = uniformIntegers(state, dtype, sizeOf(shape), minval, maxval);
    return tensorOfDraws(drawn, dtype, shape, context);
  }
  const { low, size } = integerRange(dtype, sizeOf(shape), minval, maxval);
  return scopedDraw(() => {
    const words = drawFullRange(state, unsigned, shape, context);
    const range = tensorFromEncoded(device, encodeValues(size, unsigned, context), context);
    const lowest = tensorFromEncoded(device, encodeValues(low, dtype, context), context);
    const program = rangeProgram(unsigned, dtype);
    return runProgram(context, program, [words, range, lowest], shape, device) as Tensor<D>;
  });
}

/** Numbers of the normal distribution with mean 0 and standard deviation 1. */
export function drawNormal<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  const device = currentDevice();
  const isOwnDraw =
    device.backend.deviceKind === 'gpu' && hasWords(device, 'uint32', 'int32', 'float64', dtype);
  if (isOwnDraw && dtype !== 'float64') {
    // D narrowed by the condition is still D.
    return drawNormalPairs(device, state, dtype, shape, context) as Tensor<D>;
  }
  return tensorOfDraws(standardNormal(state, dtype, sizeOf(shape)), dtype, shape, context);
}

/** Normal numbers by the device's own program, which makes two of two words. */
function drawNormalPairs<D extends Exclude<FloatingDType, 'float64'>>(
  device: Device,
  state: PhiloxState,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  const pairs = Math.ceil(sizeOf(shape) / 2);
  const program = kept(`normal ${dtype}`, () => boxMullerProgram(dtype));
  return scopedDraw(() => {
    const words = drawWords(device, state, [pairs], 2, context);
    const output = allocateTensor(device, dtype, [2 * pairs], context);
    const halves = [0, 1].map((offset) =>
      viewTensor(output, { shape: [pairs], strides: [2], offset }, context),
    );
    device.backend.kernels.map(program, words, halves);
    // The second number of the last pair is one too many where the count is odd.
    return viewTensor(output, contiguousLayout(shape), context);
  });
}

/** The same conditioned on being in (−2, 2). */
export function drawTruncatedNormal<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  return tensorOfDraws(standardTruncatedNormal(state, dtype, sizeOf(shape)), dtype, shape, context);
}

/** A tensor of numbers that were drawn on the host. */
export function tensorOfDraws<D extends DType>(
  values: ArrayLike<number | bigint>,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  const storage = new dtypeInfo[dtype].StorageArray(values.length);
  for (let i = 0; i < values.length; i++) storage[i] = encodeElement(dtype, values[i]);
  const bytes = new Uint8Array(storage.buffer, 0, storage.byteLength);
  // The encoded values have the dtype of the storage array they were written to.
  return tensorFromEncoded(currentDevice(), { dtype, shape, bytes }, context) as Tensor<D>;
}

/** Runs a draw; what it makes beside its result is freed. */
const scopedDraw = <D extends DType>(draw: () => Tensor<D>) => scoped(draw, (tensor) => [tensor]);

/** Whether a device can fill memory with words and compute with them in these dtypes. */
function hasWords({ backend: { supports } }: Device, ...dtypes: readonly DType[]): boolean {
  return (
    kernelDTypes(supports, 'randomBits').includes('uint32') &&
    dtypes.every((dtype) => supports.dtypes.includes(dtype))
  );
}

/** The words of `shape` elements, one tensor for each of the words that an element takes. */
function drawWords(
  device: Device,
  state: PhiloxState,
  shape: Shape,
  perElement: number,
  context: string,
): Tensor<'uint32'>[] {
  const words = allocateTensor(device, 'uint32', [sizeOf(shape) * perElement], context);
  fillWithWords(device, state, words);
  const strides = contiguousStrides(shape).map((stride) => stride * perElement);
  return Array.from({ length: perElement }, (_, offset) =>
    viewTensor(words, { shape, strides, offset }, context),
  );
}

/** Fills a new tensor with the words of a stream; an element of 64 bits is two words, the low one first. */
function fillWithWords(device: Device, { key, counter }: PhiloxState, tensor: Tensor): void {
  const wordsPerElement = byteWidth(tensor.dtype) / byteWidth('uint32');
  const words: View = {
    buffer: tensor.buffer,
    dtype: 'uint32',
    shape: [tensor.size * wordsPerElement],
    strides: [1],
    offset: 0,
  };
  device.backend.kernels.randomBits('philox4x32-10', key, counter, words);
}

/** How each dtype makes a number in [0, 1) of the low bits of its words. Every step is exact. */
const uniformExpressions: {
  readonly [D in FloatingDType]: (s: ScalarBuilder, words: readonly Scalar[]) => Scalar;
} = {
  float16: (s, [word]) => lowBits(s, word, 10, 'float16'),
  bfloat16: (s, [word]) => lowBits(s, word, 7, 'bfloat16'),
  float32: (s, [word]) => unitFloat32(s, word),
  float64: (s, [first, second]) => {
    const high = s.mul(s.cast(s.bitAnd(first, 0xfffff), 'float64'), 2 ** 32);
    return s.mul(s.add(high, s.cast(second, 'float64')), 2 ** -52);
  },
};

const lowBits = (s: ScalarBuilder, word: Scalar, bits: number, dtype: DType) =>
  s.cast(s.mul(s.cast(s.bitAnd(word, 2 ** bits - 1), 'float32'), 2 ** -bits), dtype);

const programs = new Map<string, ScalarProgram>();

/** The program kept under a name, built at its first use. */
function kept(name: string, build: () => ScalarProgram): ScalarProgram {
  let program = programs.get(name);
  if (!program) {
    program = build();
    programs.set(name, program);
  }
  return program;
}

const uniformProgram = (dtype: FloatingDType) =>
  kept(dtype, () =>
    buildProgram(byteWidth(dtype) === 8 ? ['uint32', 'uint32'] : ['uint32'], uniformExpressions[dtype]),
  );

/** lowest + word mod range, the sum wrapping. */
const rangeProgram = (unsigned: DType, dtype: DType) =>
  kept(dtype, () =>
    buildProgram([unsigned, unsigned, dtype], (s, [word, range, lowest]) =>
      s.add(s.bitcast(s.floorMod(word, range), dtype), lowest),
    ),
  );
