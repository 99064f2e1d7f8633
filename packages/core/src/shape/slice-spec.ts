/**
 * @file What `x.at(…)` accepts, resolved against a shape: Python's basic indexing.
 *
 * An index is an integer (takes one element and drops the axis), a slice (a `':2'`-like text or `slice(…)`), the text
 * `'...'` (as many full slices as are missing) or `newaxis` (a new axis of length 1). Bounds are clamped as Python
 * clamps them; an integer outside its axis is an error.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { formatShape, type Shape } from './shape.ts';

/** Inserts an axis of length 1 in an `at(…)` index, as `tf.newaxis` does. */
export const newaxis: unique symbol = Symbol('newaxis');

/** A range of indices, as Python's `slice(start, stop, step)`; `null` is «from the end of that side». */
export interface Slice {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number;
}

/** One entry of an `at(…)` index. */
export type IndexSpec = number | Slice | string | typeof newaxis;

/** An index resolved against a shape: first slice every source axis, then drop and insert axes. */
export interface ResolvedIndex {
  readonly begin: readonly number[];
  readonly lengths: readonly number[];
  readonly steps: readonly number[];
  /** The shape after integers dropped their axes and `newaxis` inserted axes. */
  readonly shape: Shape;
}

/** First element, number of elements and step along one axis. */
export interface ResolvedSlice {
  readonly begin: number;
  readonly length: number;
  readonly step: number;
}

const slicePattern = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/;

/** Reads a slice text such as `':2'`, `'1:'`, `'::-1'`. */
function parseSlice(text: string, context: string): Slice {
  const match = slicePattern.exec(text);
  if (!match) throw noIndex(`'${text}'`, context);
  const bound = (digits: string | undefined) => (digits === undefined ? null : Number(digits));
  return { start: bound(match[1]), stop: bound(match[2]), step: bound(match[3]) ?? 1 };
}

/**
 * Resolves one slice against an axis length, as Python's `slice.indices` does.
 * @throws InvalidArgumentError if the step is 0 or a bound is not an integer.
 */
export function resolveSlice(
  { start, stop, step }: Slice,
  axisLength: number,
  context: string,
): ResolvedSlice {
  if (step === 0) throw new InvalidArgumentError(`${context}: a slice's step must not be 0.`);
  for (const bound of [start, stop, step]) {
    if (bound !== null && !Number.isInteger(bound)) {
      throw new InvalidArgumentError(`${context}: slice bounds must be integers, got ${bound}.`);
    }
  }
  const [low, high] = step > 0 ? [0, axisLength] : [-1, axisLength - 1];
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + axisLength : bound, low), high);
  const begin = start === null ? (step > 0 ? low : high) : clamp(start);
  const end = stop === null ? (step > 0 ? high : low) : clamp(stop);
  return { begin, length: Math.max(0, Math.ceil((end - begin) / step)), step };
}

/**
 * Resolves a whole index against a shape.
 * @throws InvalidArgumentError if there are too many entries, two ellipses, or an integer outside its axis.
 */
export function resolveIndex(index: readonly IndexSpec[], shape: Shape, context: string): ResolvedIndex {
  const ellipses = index.filter((entry) => entry === '...').length;
  const consumed = index.filter((entry) => entry !== '...' && entry !== newaxis).length;
  if (ellipses > 1) throw new InvalidArgumentError(`${context}: an index may hold one '...' only.`);
  if (consumed > shape.length) {
    throw new InvalidArgumentError(
      `${context}: ${consumed} indices for a tensor of rank ${shape.length} and shape ${formatShape(shape)}.`,
    );
  }
  const begin: number[] = [];
  const lengths: number[] = [];
  const steps: number[] = [];
  const result: number[] = [];
  const take = (slice: ResolvedSlice) => {
    begin.push(slice.begin);
    lengths.push(slice.length);
    steps.push(slice.step);
  };
  const takeWhole = () => {
    const length = shape[begin.length] as number;
    take({ begin: 0, length, step: 1 });
    result.push(length);
  };
  for (const entry of index) {
    if (entry === newaxis) {
      result.push(1);
    } else if (entry === '...') {
      for (let missing = shape.length - consumed; missing > 0; missing--) takeWhole();
    } else if (typeof entry === 'number') {
      take({ begin: resolveInteger(entry, begin.length, shape, context), length: 1, step: 1 });
    } else {
      const slice = typeof entry === 'string' ? parseSlice(entry, context) : checkSlice(entry, context);
      const resolved = resolveSlice(slice, shape[begin.length] as number, context);
      take(resolved);
      result.push(resolved.length);
    }
  }
  while (begin.length < shape.length) takeWhole();
  return { begin, lengths, steps, shape: result };
}

/** What is no number and no text must be what `slice` makes; a tensor or a list of positions is not. */
function checkSlice(entry: Slice, context: string): Slice {
  const isSlice = typeof entry === 'object' && entry !== null && 'start' in entry && 'stop' in entry;
  if (isSlice) return entry;
  const selects = Array.isArray(entry) || ArrayBuffer.isView(entry) || Object(entry).shape !== undefined;
  throw noIndex(selects ? 'a list or tensor of positions' : String(entry), context, selects);
}

/** @param selects Whether positions were given, which ops other than `at` select by. */
function noIndex(what: string, context: string, selects = false): InvalidArgumentError {
  const advice = selects ? ' To select by positions use tn.gather, tn.gatherNd or tn.booleanMask.' : '';
  return new InvalidArgumentError(
    `${context}: ${what} is no index. Use an integer, a slice such as '1:3' or '::-1', '...' or tn.newaxis.${advice}`,
  );
}

function resolveInteger(index: number, axis: number, shape: Shape, context: string): number {
  const length = shape[axis] as number;
  if (!Number.isInteger(index)) throw noIndex(String(index), context);
  if (index < -length || index >= length) {
    throw new InvalidArgumentError(
      `${context}: index ${index} is outside axis ${axis} of length ${length}, in shape ${formatShape(shape)}.`,
    );
  }
  return index < 0 ? index + length : index;
}
