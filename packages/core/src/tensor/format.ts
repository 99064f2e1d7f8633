/**
 * @file A tensor's values as text, laid out exactly as NumPy prints an array (`numpy.array2string(a, separator=', ')`).
 *
 * People who come from NumPy and TensorFlow read such blocks at a glance, so nothing is invented here: aligned
 * columns, lines of 75 characters, and beyond 1,000 elements only the first and last three along each axis. The
 * functions take plain data and know no Tensor.
 */

import { type DType, isFloating } from '../dtype/index.ts';
import { floatFormatter, formatFloatScalar } from './format-float.ts';

/** Width of a line. */
const LINE_WIDTH = 75;
/** An array of more elements than this is summarised. */
const SUMMARY_THRESHOLD = 1000;
/** What a summary keeps at either end of an axis. */
const EDGE_ITEMS = 3;

type Element = number | bigint | boolean;

/** The text of one element, padded to the width that all share. */
type ElementFormatter = (value: Element) => string;

/**
 * The values of an array as NumPy prints them; a scalar as Python's `str` prints a NumPy scalar.
 *
 * @param values the elements in C order, as values of `dtype` (a float16 as the number it stands for; bool as 0 and 1 or booleans).
 * @param shape of the array; its size is the length of `values`.
 * @example
 * formatArray([1, 2, 3, 4], [2, 2], 'float32'); // => '[[1., 2.],\n [3., 4.]]'
 * formatArray([5], [], 'float32'); // => '5.0'
 */
export function formatArray(values: ArrayLike<Element>, shape: readonly number[], dtype: DType): string {
  if (shape.length === 0) return formatScalar(values[0], dtype);
  if (values.length === 0) return '[]';
  const axes = printedAxes(shape, values.length > SUMMARY_THRESHOLD);
  const format = elementFormatter(printedElements(values, axes), dtype);
  return block(values, axes, format);
}

function formatScalar(value: Element, dtype: DType): string {
  if (dtype === 'bool') return boolText(value);
  return isFloating(dtype) ? formatFloatScalar(Number(value), dtype) : String(value);
}

/** The format that suits every element that will be seen; what a summary leaves out has no say in the width. */
function elementFormatter(seen: readonly Element[], dtype: DType): ElementFormatter {
  if (isFloating(dtype)) {
    const format = floatFormatter(seen.map(Number), dtype);
    return (value) => format(Number(value));
  }
  if (dtype === 'bool') return (value) => boolText(value).padStart('False'.length);
  const width = seen.reduce<number>((longest, value) => Math.max(longest, String(value).length), 0);
  return (value) => String(value).padStart(width);
}

function boolText(value: Element): string {
  return value ? 'True' : 'False';
}

/** One axis as it is printed: the indices shown, where `undefined` stands for the gap, and the step between them in `values`. */
interface PrintedAxis {
  readonly indices: readonly (number | undefined)[];
  readonly stride: number;
}

function printedAxes(shape: readonly number[], summarise: boolean): PrintedAxis[] {
  return shape.map((length, axis) => ({
    indices: printedIndices(length, summarise),
    stride: shape.slice(axis + 1).reduce((size, inner) => size * inner, 1),
  }));
}

function printedIndices(length: number, summarise: boolean): (number | undefined)[] {
  const from = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i);
  if (!summarise || length <= 2 * EDGE_ITEMS) return from(0, length);
  return [...from(0, EDGE_ITEMS), undefined, ...from(length - EDGE_ITEMS, EDGE_ITEMS)];
}

function printedElements(
  values: ArrayLike<Element>,
  [axis, ...inner]: readonly PrintedAxis[],
  offset = 0,
): Element[] {
  if (!axis) return [values[offset]];
  return axis.indices.flatMap((index) =>
    index === undefined ? [] : printedElements(values, inner, offset + index * axis.stride),
  );
}

/** The bracketed text of the sub-array at `offset`; `depth` brackets are open to its left. */
function block(
  values: ArrayLike<Element>,
  [axis, ...inner]: readonly PrintedAxis[],
  format: ElementFormatter,
  offset = 0,
  depth = 0,
): string {
  const indent = ' '.repeat(depth + 1);
  const items = axis.indices.map((index) => {
    if (index === undefined) return '...';
    const start = offset + index * axis.stride;
    return inner.length === 0 ? format(values[start]) : block(values, inner, format, start, depth + 1);
  });
  // A block of rank n is followed by n line breaks, so that the nesting shows.
  return `[${inner.length === 0 ? row(items, depth) : items.join(`,${'\n'.repeat(inner.length)}${indent}`)}]`;
}

/** The elements of a row, broken into lines under the first one. Room is kept for the comma and the closing brackets. */
function row(words: readonly string[], depth: number): string {
  const indent = ' '.repeat(depth + 1);
  const width = LINE_WIDTH - depth - 1;
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && indent.length + line.length + word.length > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += `${word}, `;
  }
  lines.push(line.slice(0, -', '.length));
  return lines.join(`\n${indent}`);
}
