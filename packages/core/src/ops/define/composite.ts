/**
 * @file Composite ops: a lowering written with other ops.
 */

import type { Attrs, OpRecord, TensorSpec } from '../../runtime/index.ts';
import { type Tensor, tensorsIn } from '../../tensor/index.ts';
import type { AttrsOf } from './attributes.ts';
import { type DiffOf, differentiationOf } from './differentiation.ts';
import type { AnyCall, Definition, DTypeRule, NamedInputs, NamedSpecs, Op } from './op.ts';
import { inputSpecs, nameInputs, publish } from './publish.ts';

/**
 * Defines an op written with other ops. Its gradient is its lowering's, unless `gradient: 'rule'` says that the
 * registry has a better one.
 */
export function composite<
  const Name extends string,
  const I extends readonly string[],
  const C extends DTypeRule,
  Call extends AnyCall,
  A extends object = Record<never, never>,
  Reason extends string = never,
  Rule extends 'rule' = never,
>(
  name: Name,
  definition: Definition<I, A, C, Call> & {
    /** Why the op has no gradient. */
    readonly notDifferentiable?: Reason;
    /** Whether the registry holds a rule that is better than the lowering's gradient. */
    readonly gradient?: Rule;
    readonly lower: (
      inputs: NamedInputs<I, C>,
      attrs: AttrsOf<A>,
    ) => Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>;
    /** The outputs' specs; an op that has this may be overridden by a backend. */
    readonly infer?: (inputs: NamedSpecs<I>, attrs: AttrsOf<A>) => TensorSpec | readonly TensorSpec[];
  },
): Op<Name, Call, I, A, C, DiffOf<Reason, Rule, 'lowering'>> {
  const specs = inputSpecs(definition.inputs, definition.dtypes);
  const { infer } = definition;
  const record: OpRecord<Name> = {
    kind: 'composite',
    name,
    ...differentiationOf(definition, 'lowering'),
    lower: (inputs, attrs) =>
      tensorsIn(definition.lower(nameInputs(specs, inputs) as NamedInputs<I, C>, attrs as AttrsOf<A>)),
    ...(infer && {
      infer: (inputs: readonly (TensorSpec | undefined)[], attrs: Attrs) => {
        const inferred = infer(nameInputs(specs, inputs) as NamedSpecs<I>, attrs as AttrsOf<A>);
        return Array.isArray(inferred) ? inferred : [inferred as TensorSpec];
      },
    }),
  };
  return publish(record, definition);
}
