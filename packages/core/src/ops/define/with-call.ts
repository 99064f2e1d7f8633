/**
 * @file An op under another call signature, where TensorFlow's argument order is not «tensors, then attributes».
 *
 * `fill(dims, value)` and `at(x, 0, ':2')` are such calls.
 */

import type { Differentiation } from '../../runtime/index.ts';
import { isOptions } from './attributes.ts';
import type { AnyCall, DTypeRule, Op } from './op.ts';
import { republish } from './republish.ts';

/** Publishes an op under `call`, beside the standard form: tensors, then an object of attributes. */
export function withCall<
  Name extends string,
  I extends readonly string[],
  A extends object,
  C extends DTypeRule,
  Diff extends Differentiation,
  Call extends AnyCall,
>(op: Op<Name, AnyCall, I, A, C, Diff>, call: Call): Op<Name, Call, I, A, C, Diff> {
  const dispatch = (...args: unknown[]) => (isStandardCall(op, args) ? op(...args) : call(...args));
  // It takes what `call` takes.
  return republish(op, dispatch as Call);
}

function isStandardCall(op: { readonly attrDefaults: object }, args: readonly unknown[]): boolean {
  const last = args[args.length - 1];
  if (args.length < 2 || !isOptions(last)) return false;
  const names = Object.keys(last);
  return names.length > 0 && names.every((name) => Object.hasOwn(op.attrDefaults, name));
}
