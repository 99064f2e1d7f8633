/**
 * @file What a running example calls where its text claims a result.
 *
 * `x.shape // => 2,3` becomes `claim(x.shape, …)`. Inside an example `console.log` returns what it prints
 * and prints nothing, so a claim behind a `console.log` is checked the same way.
 */
import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';

export const console = {
  ...globalThis.console,
  log: (...values: unknown[]): string => format(...values),
};

/**
 * Compares a value with what the example says it is.
 *
 * Right is `String(value)`, and also the value as one would write it (`'text'`, `[1, 2]`, `{ a: 1 }`, a typed
 * array like an array), since for text and arrays that says more. Indentation is not compared: a comment is
 * indented as its code is.
 *
 * @param place Where the claim is written, as `file:line`.
 * @throws AssertionError naming the place, if they differ.
 */
export function claim(value: unknown, text: string, place: string): void {
  if (unindented(text) === unindented(String(value))) return;
  if (unpadded(unindented(text)) === unpadded(unindented(literal(value)))) return;
  const shown = String(value).startsWith('[object') ? literal(value) : String(value);
  assert.fail(`${place} says the result is\n${text}\nbut it is\n${shown}`);
}

/** The value as source text would give it, on one line. */
function literal(value: unknown): string {
  const elements =
    ArrayBuffer.isView(value) && Symbol.iterator in value ? Array.from(value as Iterable<unknown>) : value;
  return inspect(elements, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: null });
}

function unindented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}

/** Without the blanks just inside of brackets and braces, which are a matter of taste. */
function unpadded(text: string): string {
  return text.replace(/(?<=[[{]) | (?=[\]}])/g, '');
}
