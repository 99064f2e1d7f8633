/**
 * @file An op under another call signature, where TensorFlow's argument order is not «tensors, then attributes».
 *
 * `fill(dims, value)` and `x.at(0, ':2')` are such calls. The record stays the op's; only the public function differs.
 */

import type { Differentiation } from '../../runtime/index.ts';
import { isOptions } from './attributes.ts';
import type { AnyCall, DTypeRule, Op } from './op.ts';

/**
 * Publishes an op under `call`. The standard form, tensors and then an object of attributes, works too, since tools
 * that treat all ops alike call them so.
 */
export function withCall<
  Name extends string,
  I extends readonly string[],
  A extends object,
  C extends DTypeRule,
  Diff extends Differentiation,
  Call extends AnyCall,
>(op: Op<Name, AnyCall, I, A, C, Diff>, call: Call): Op<Name, Call, I, A, C, Diff> {
  const dispatch = (...args: unknown[]) => (isStandardCall(op, args) ? op(...args) : call(...args));
  Object.defineProperty(dispatch, 'name', { value: op.record.name });
  // The dispatcher takes what `call` takes, and `op`'s own properties are all that an `Op` has beside its call.
  return Object.assign(dispatch as Call, op as Omit<typeof op, never>);
}

function isStandardCall(op: { readonly attrDefaults: object }, args: readonly unknown[]): boolean {
  const last = args[args.length - 1];
  if (args.length < 2 || !isOptions(last)) return false;
  const names = Object.keys(last);
  return names.length > 0 && names.every((name) => Object.hasOwn(op.attrDefaults, name));
}
