/**
 * @file An op under another public function: where arguments come in an order that tensors-then-attributes is not.
 */

import type { Differentiation } from '../../runtime/index.ts';
import type { AnyCall, DTypeRule, Op } from './op.ts';

/**
 * The same record under `call`, which parses its arguments itself. It must take the standard form too, tensors and then
 * attributes, since tools that treat all ops alike call them so.
 */
export function republish<
  Name extends string,
  I extends readonly string[],
  A,
  C extends DTypeRule,
  Diff extends Differentiation,
  Call extends AnyCall,
>(op: Op<Name, AnyCall, I, A, C, Diff>, call: Call): Op<Name, Call, I, A, C, Diff> {
  Object.defineProperty(call, 'name', { value: op.record.name });
  // `op`'s own properties are all that an `Op` has beside its call.
  return Object.assign(call, op as Omit<typeof op, never>);
}
