/**
 * @file Optional inputs given by name: Python's `layer_norm(x, axis=1, scale=g)` is
 * `layerNormalization(x, { axis: 1, scale: g })`, without a `null` for each input that is left out.
 */

import type { Differentiation } from '../../runtime/index.ts';
import { isOptions } from './attributes.ts';
import type { AnyCall, DTypeRule, Op } from './op.ts';
import { republish } from './republish.ts';

/** The same op, whose call takes inputs that were not given by position from its trailing options object. */
export function withNamedInputs<
  Name extends string,
  I extends readonly string[],
  A,
  C extends DTypeRule,
  Diff extends Differentiation,
  Call extends AnyCall,
>(op: Op<Name, Call, I, A, C, Diff>): Op<Name, Call, I, A, C, Diff> {
  const { inputSpecs } = op;
  const call = (...args: unknown[]): unknown => {
    const given = args.findLastIndex((argument) => argument !== undefined);
    const options = args[given];
    if (given >= inputSpecs.length || !isOptions(options)) return op(...args);
    const attrs = { ...options };
    const named = inputSpecs.slice(given).map(({ name }) => {
      const operand = attrs[name];
      delete attrs[name];
      return operand;
    });
    return op(...args.slice(0, given), ...named, attrs);
  };
  // It takes what `op` takes.
  return republish(op, call as Call);
}
