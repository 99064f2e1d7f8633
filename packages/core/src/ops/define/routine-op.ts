/**
 * @file Routine ops: one call of one of the routines that a backend may have.
 */

import type { RoutineName, Routines } from '../../backend/index.ts';
import type { OpRecord, TensorSpec } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { AttrsOf } from './attributes.ts';
import { type DiffOf, differentiationOf } from './differentiation.ts';
import type { AnyCall, Definition, DTypeRule, NamedInputs, NamedSpecs, Op } from './op.ts';
import { inputSpecs, nameInputs, publish } from './publish.ts';

/** Defines an op that is one call of a routine. */
export function routineOp<
  const Name extends string,
  const I extends readonly string[],
  const C extends DTypeRule,
  Call extends AnyCall,
  A extends object = Record<never, never>,
  Reason extends string = never,
>(
  name: Name,
  definition: Definition<I, A, C, Call> & {
    /** Why the op has no gradient; without it the registry must hold its rule. */
    readonly notDifferentiable?: Reason;
    readonly routine: RoutineName;
    readonly infer: (inputs: NamedSpecs<I>, attrs: AttrsOf<A>) => TensorSpec | readonly TensorSpec[];
    readonly run: (
      routines: Routines,
      inputs: NamedInputs<I, C>,
      outputs: readonly Tensor[],
      attrs: AttrsOf<A>,
    ) => void;
  },
): Op<Name, Call, I, A, C, DiffOf<Reason, never, 'rule'>> {
  const specs = inputSpecs(definition.inputs, definition.dtypes);
  const record: OpRecord<Name> = {
    kind: 'routine',
    name,
    routine: definition.routine,
    ...differentiationOf(definition, 'rule'),
    infer: (inputs, attrs) => {
      // `nameInputs` gives each name what its declaration says: a spec, or a list of them.
      const inferred = definition.infer(nameInputs(specs, inputs) as NamedSpecs<I>, attrs as AttrsOf<A>);
      return Array.isArray(inferred) ? inferred : [inferred as TensorSpec];
    },
    run: (routines, inputs, outputs, attrs) =>
      definition.run(routines, nameInputs(specs, inputs) as NamedInputs<I, C>, outputs, attrs as AttrsOf<A>),
  };
  return publish(record, definition);
}
