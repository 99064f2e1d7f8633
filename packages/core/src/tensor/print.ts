/**
 * @file How a tensor prints: `<tn.Tensor: id=2, shape=(2, 2), dtype=float32, values=…>`, values as NumPy lays them out.
 */

import { decodeValues } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import { formatShape } from '../shape/index.ts';
import { formatArray } from './format.ts';
import { readBytes, readBytesSync } from './read.ts';
import type { StoredView } from './storage.ts';

/** What printing needs of a tensor. */
interface Printable extends StoredView {
  readonly id: number;
  readonly isDisposed: boolean;
}

/** The text of a tensor; never throws, since it is used in messages and debuggers. */
export function printTensor(tensor: Printable): string {
  return withValues(tensor, printValues(tensor));
}

/** The same with the values on any device: it waits for them. */
export async function readAndPrintTensor(tensor: Printable): Promise<string> {
  return withValues(tensor, await readAndPrintValues(tensor));
}

function withValues({ id, shape, dtype }: Printable, values: string): string {
  return `<tn.Tensor: id=${id}, shape=${formatShape(shape)}, dtype=${dtype}, values=${values}>`;
}

/** The values alone; on a line of their own if the tensor has more than one axis. */
export function printValues(tensor: Printable): string {
  if (tensor.isDisposed) return '<disposed>';
  if (!tensor.storage.device.active || !tensor.storage.device.backend.readSync)
    return `<on ${tensor.storage.device.name}>`;
  return layOut(tensor, readBytesSync(tensor, 'print'));
}

/** The same on any device. */
export async function readAndPrintValues(tensor: Printable): Promise<string> {
  const isReadable = !tensor.isDisposed && tensor.storage.device.active;
  return isReadable ? layOut(tensor, await readBytes(tensor)) : printValues(tensor);
}

function layOut({ dtype, shape }: Printable, bytes: Uint8Array): string {
  const text = formatArray(decodeValues(dtype, bytes), shape, dtype);
  return shape.length > 1 ? `\n${text}` : text;
}

/**
 * What `[Symbol.toPrimitive]` of a tensor or variable gives: its text where text is wanted. Where a number is, JavaScript
 * would make NaN of `a * b`, and compare the printed texts for `a < b`.
 * @throws InvalidArgumentError where a number is wanted.
 */
export function textOnly(printed: () => string, hint: string): string {
  if (hint !== 'number') return printed();
  throw new InvalidArgumentError(
    `JavaScript's operators do not compute with tensors: for a tensor use methods, as in a.mul(b) or a.less(b); for a ` +
      `number take the element of each, as in a.item() < b.item(). Got ${printed()}.`,
  );
}
