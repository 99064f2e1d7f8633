/**
 * @file The arguments of random functions: positional in TensorFlow's order or in a trailing options object, as an
 * op's attributes are; and parameters and seeds that may be numbers, arrays, tensors or variables.
 */

import { type DType, decodeValues, dtypeInfo, isDType, type ValueArrayOf } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import type { IntegerSeed, SeedDType, StatelessSeed } from '../../../random/index.ts';
import type { Attrs } from '../../../runtime/index.ts';
import {
  broadcastLayout,
  checkShape,
  contiguousLayout,
  formatShape,
  type Shape,
  sameShape,
  sizeOf,
} from '../../../shape/index.ts';
import { asTensor, encodeValues, isTensorLike, type Tensor, type TensorLike } from '../../../tensor/index.ts';
import { type AttrsOf, normalizeAttrs, type Operand, toTensor } from '../../define/index.ts';

/** The seed of a stateless function: two integers, as an array, a typed array or a tensor of shape [2]. */
export type SeedOperand = StatelessSeed | Int32Array | BigInt64Array | TensorLike<SeedDType>;

/**
 * Fills the arguments that a caller left out.
 * @param defaults Every argument with its default, in the order in which they may be given by position.
 * @throws InvalidArgumentError for a missing, unknown or surplus argument.
 */
export function fillArguments<A extends Attrs>(
  context: string,
  defaults: A,
  rest: readonly unknown[],
): AttrsOf<A> {
  // Every declared argument is present after this, with the caller's value or the default.
  return normalizeAttrs(context, defaults, Object.keys(defaults), rest) as AttrsOf<A>;
}

/** @throws InvalidArgumentError if a shape or a dtype that was asked for is none, or the dtype is not drawn. */
export function checkDraw(context: string, shape: Shape, dtype: DType, drawn: readonly DType[]): void {
  checkShape(shape, context);
  if (!drawn.includes(dtype)) {
    const got = isDType(dtype) ? dtype : `'${String(dtype)}'`;
    throw new InvalidArgumentError(`${context}: dtype must be one of ${drawn.join(', ')}, got ${got}.`);
  }
}

/**
 * A parameter as a tensor of the dtype of the draw; one that was given as a tensor is returned as it is.
 * @throws InvalidArgumentError if it is a tensor of another dtype.
 */
export function parameterTensor<D extends DType>(
  parameter: Operand,
  dtype: D,
  name: string,
  context: string,
): Tensor<D> {
  const tensor: Tensor = toTensor(parameter, `${context}: '${name}'`, dtype);
  checkParameterDType(tensor.dtype, [dtype], name, context);
  // Checked just now.
  return tensor as Tensor<D>;
}

/** A parameter's elements, for a draw that is made on the host. */
export interface HostParameter<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: Shape;
  readonly values: ValueArrayOf<D>;
}

/**
 * The elements of a parameter. Plain values do not go by way of a device.
 * @param dtype What plain values are read as; by default what `tn.constant` makes of them.
 * @throws InvalidArgumentError if its dtype is not accepted.
 * @throws UnimplementedError if it is a tensor on a device that cannot be read synchronously.
 */
export function hostParameter<D extends DType>(
  parameter: Operand,
  accepted: readonly D[],
  name: string,
  context: string,
  dtype?: D,
): HostParameter<D> {
  const { values, ...found } = isTensorLike(parameter)
    ? readTensor(parameter[asTensor]())
    : readValues(encodeValues(parameter, dtype, `${context}: '${name}'`));
  checkParameterDType(found.dtype, accepted, name, context);
  // The dtype was checked just now, and the values came with it.
  return { ...found, values } as HostParameter<D>;
}

/**
 * A parameter repeated to a shape.
 * @throws InvalidArgumentError if its shape does not broadcast to it.
 */
export function broadcastParameter<D extends DType>(
  parameter: HostParameter<D>,
  to: Shape,
  context: string,
): HostParameter<D> {
  const { dtype, shape, values } = parameter;
  if (sameShape(shape, to)) return parameter;
  const { strides } = broadcastLayout(contiguousLayout(shape), to, context);
  const repeated = new dtypeInfo[dtype].ValueArray(sizeOf(to));
  for (let position = 0; position < repeated.length; position++) {
    let offset = 0;
    for (let axis = to.length - 1, rest = position; axis >= 0; axis--) {
      offset += (rest % to[axis]) * strides[axis];
      rest = Math.floor(rest / to[axis]);
    }
    repeated[position] = values[offset];
  }
  return { dtype, shape: to, values: repeated };
}

function readTensor(tensor: Tensor) {
  return { dtype: tensor.dtype, shape: tensor.shape, values: tensor.dataSync() };
}

function readValues({ dtype, shape, bytes }: ReturnType<typeof encodeValues>) {
  return { dtype, shape, values: decodeValues(dtype, bytes) };
}

function checkParameterDType(dtype: DType, accepted: readonly DType[], name: string, context: string): void {
  if (accepted.includes(dtype)) return;
  throw new InvalidArgumentError(
    `${context}: '${name}' must be ${accepted.join(' or ')}, got ${dtype}. Use tn.cast to convert it.`,
  );
}

/**
 * A bound of an integer range.
 * @throws InvalidArgumentError if it has axes; bounds of integer ranges do not broadcast.
 */
export function integerBound(bound: Operand, name: string, context: string): number | bigint {
  if (typeof bound === 'number' || typeof bound === 'bigint') return bound;
  const { shape, values } = hostParameter(bound, ['int32', 'int64'], name, context, 'int64');
  if (shape.length === 0) return values[0];
  throw new InvalidArgumentError(
    `${context}: '${name}' must be a single integer, got shape ${formatShape(shape)}.`,
  );
}

/**
 * The two integers of a seed, and the dtype that seeds made from it have: int32 for plain numbers that fit, as in
 * TensorFlow.
 * @throws InvalidArgumentError if it is not two integers.
 * @throws UnimplementedError if it is a tensor on a device that cannot be read synchronously.
 */
export function readSeed(
  seed: SeedOperand,
  context: string,
): { readonly seed: StatelessSeed; readonly dtype: SeedDType } {
  const given = isTensorLike(seed)
    ? hostParameter(seed, ['int32', 'int64'], 'seed', context)
    : { shape: [seed?.length], values: seed };
  if (given.shape.length !== 1 || given.shape[0] !== 2) {
    throw new InvalidArgumentError(
      `${context}: 'seed' must be two integers, got ${isTensorLike(seed) ? `shape ${formatShape(given.shape)}` : String(seed)}.`,
    );
  }
  const [first, second]: ArrayLike<IntegerSeed> & Iterable<IntegerSeed> = given.values;
  return { seed: [first, second], dtype: [first, second].every(isInt32) ? 'int32' : 'int64' };
}

/** Whether an integer is an int32 in TensorFlow: a plain number that fits. */
export function isInt32(value: IntegerSeed): boolean {
  return typeof value === 'number' && value === (value | 0);
}
