/**
 * @file The arithmetic of windows that move over spatial axes: strides, dilations and padding as TensorFlow spells
 * them, and the lengths that follow. One entry per spatial axis from here on.
 */

import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape } from '../../../shape/index.ts';

/** A length for all spatial axes, for each, or for every axis of the data format (1 for batch and channels). */
export type SpatialLengths = number | readonly number[];

/** Elements added before and after an axis. */
export type PadPair = readonly [before: number, after: number];

/**
 * How windows meet the edges. `VALID`: they stay inside. `SAME`: as many as strides fit into the axis, with the zeros
 * that takes, half of them before and the odd one after. Or explicit pairs, per spatial axis or per axis of the format.
 */
export type Padding = 'SAME' | 'VALID' | readonly PadPair[];

/** What all functions here need to know to read an argument and to name it. */
export interface SpatialContext {
  readonly op: string;
  readonly spatialRank: number;
  readonly channelsFirst: boolean;
}

/**
 * One positive integer per spatial axis.
 * @throws InvalidArgumentError naming the op and the argument.
 */
export function spatialLengths(
  value: SpatialLengths | null,
  argument: string,
  { op, spatialRank, channelsFirst }: SpatialContext,
): readonly number[] {
  const list = value === null ? [1] : typeof value === 'number' ? [value] : value;
  const fail = (problem: string) =>
    new InvalidArgumentError(`${op}: ${argument} ${JSON.stringify(value)} ${problem}.`);
  if (!list.every((length) => Number.isInteger(length) && length > 0)) {
    throw fail('must be positive integers');
  }
  if (list.length === 1) return new Array<number>(spatialRank).fill(list[0]);
  if (list.length === spatialRank) return list;
  if (list.length !== spatialRank + 2) {
    throw fail(`must be one number, ${spatialRank}, or ${spatialRank + 2} with those of batch and channels`);
  }
  const start = channelsFirst ? 2 : 1;
  if (list.some((length, axis) => length !== 1 && (axis < start || axis >= start + spatialRank))) {
    throw fail('must be 1 for batch and channels');
  }
  return list.slice(start, start + spatialRank);
}

/** The length of an axis with holes between its elements. */
export function dilatedLength(length: number, dilation: number): number {
  return length === 0 ? 0 : (length - 1) * dilation + 1;
}

/** How many windows fit into an axis. */
export function windowCount(length: number, window: number, stride: number): number {
  return Math.max(0, Math.floor((length - window) / stride) + 1);
}

/**
 * The padding of each spatial axis.
 * @param lengths The lengths of the spatial axes.
 * @param windows The lengths of the windows, holes included.
 * @throws InvalidArgumentError if the padding is neither a known word nor pairs of non-negative integers.
 */
export function resolvePadding(
  padding: Padding,
  lengths: Shape,
  windows: readonly number[],
  strides: readonly number[],
  { op, spatialRank, channelsFirst }: SpatialContext,
): readonly PadPair[] {
  if (padding === 'VALID') return lengths.map(() => [0, 0]);
  if (padding === 'SAME') {
    return lengths.map((length, axis) => samePadding(length, windows[axis], strides[axis]));
  }
  const fail = (problem: string) =>
    new InvalidArgumentError(`${op}: padding ${JSON.stringify(padding)} ${problem}.`);
  if (!Array.isArray(padding)) throw fail("is neither 'SAME', 'VALID' nor a list of pairs");
  const isPair = (pair: PadPair) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((n) => Number.isInteger(n) && n >= 0);
  if (!padding.every(isPair)) throw fail('must be pairs of non-negative integers');
  if (padding.length === spatialRank) return padding;
  if (padding.length !== spatialRank + 2) {
    throw fail(`must have ${spatialRank} pairs, or ${spatialRank + 2} with those of batch and channels`);
  }
  const start = channelsFirst ? 2 : 1;
  const outside = padding.filter((_, axis) => axis < start || axis >= start + spatialRank);
  if (outside.some(([before, after]) => before !== 0 || after !== 0)) {
    throw fail('must be [0, 0] for batch and channels');
  }
  return padding.slice(start, start + spatialRank);
}

function samePadding(length: number, window: number, stride: number): PadPair {
  const count = Math.ceil(length / stride);
  const total = Math.max(0, (count - 1) * stride + window - length);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

/** @throws InvalidArgumentError if a tensor does not have the rank its format asks for. */
export function checkRank(shape: Shape, least: number, what: string, op: string, most = least): void {
  if (shape.length >= least && shape.length <= most) return;
  const expected = most === least ? `${least}` : `at least ${least}`;
  throw new InvalidArgumentError(
    `${op}: ${what} must have ${expected} axes, got shape ${formatShape(shape)}.`,
  );
}
