/**
 * @file From the arguments after the operands to attributes: positional in TensorFlow's order, or by name in a
 * trailing options object, or both.
 */

import { InvalidArgumentError } from '../../errors/index.ts';
import type { Attrs } from '../../runtime/index.ts';

const requiredMarker: unique symbol = Symbol('required');

/** Stands for the default of an attribute that has none. */
export interface RequiredAttr<T> {
  readonly [requiredMarker]: T;
}

/** Declares an attribute without a default. */
export function required<T>(): RequiredAttr<T> {
  // The property exists for the type alone; the object's identity is what is checked.
  return requiredAttr as RequiredAttr<T>;
}

const requiredAttr = Object.freeze({ [requiredMarker]: undefined });

/** The attributes a lowering receives, from the declared defaults. */
export type AttrsOf<A> = { readonly [K in keyof A]: A[K] extends RequiredAttr<infer T> ? T : A[K] };

/** Whether some attribute has no default. */
export function hasRequired(defaults: Attrs): boolean {
  return Object.values(defaults).includes(requiredAttr);
}

/**
 * Fills the attributes of a call.
 * @throws InvalidArgumentError for a missing, unknown or surplus argument.
 */
export function normalizeAttrs(
  op: string,
  defaults: Attrs,
  names: readonly string[],
  rest: readonly unknown[],
): Attrs {
  if (rest.length === 0 && !hasRequired(defaults)) return defaults;
  const attrs: Record<string, unknown> = { ...defaults };
  const last = rest[rest.length - 1];
  const options = isOptions(last) ? last : undefined;
  const positional = options ? rest.length - 1 : rest.length;
  if (positional > names.length) {
    throw new InvalidArgumentError(
      `${op}: takes ${names.length === 0 ? 'no' : `at most ${names.length}`} arguments after its operands` +
        `${names.length > 0 ? ` (${names.join(', ')})` : ''}, got ${positional}.`,
    );
  }
  for (let i = 0; i < positional; i++) if (rest[i] !== undefined) attrs[names[i] as string] = rest[i];
  checkOptionNames(op, options ?? {}, names);
  for (const [name, value] of Object.entries(options ?? {})) if (value !== undefined) attrs[name] = value;
  for (const name of names) {
    if (attrs[name] === requiredAttr) throw new InvalidArgumentError(`${op}: '${name}' is missing.`);
  }
  return attrs;
}

/**
 * Refuses an option that does not exist, which JavaScript would ignore: a misspelt one would silently do nothing.
 * @throws InvalidArgumentError naming the options that there are.
 */
export function checkOptionNames(context: string, options: object, names: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new InvalidArgumentError(
    `${context}: unknown option '${unknown}'; it takes ${names.length > 0 ? names.join(', ') : 'none'}.`,
  );
}

export function isOptions(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
