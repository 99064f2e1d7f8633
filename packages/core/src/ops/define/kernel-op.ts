/**
 * @file Kernel ops: one call of one of the backend's kernels.
 */

import type { KernelName, Kernels } from '../../backend/index.ts';
import type { OpRecord, TensorSpec } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { AttrsOf } from './attributes.ts';
import { type DiffOf, differentiationOf } from './differentiation.ts';
import type { AnyCall, Definition, DTypeRule, NamedInputs, NamedSpecs, Op } from './op.ts';
import { inputSpecs, nameInputs, publish } from './publish.ts';

/** Defines an op that is one kernel call. */
export function kernelOp<
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
    readonly kernel: KernelName;
    readonly infer: (inputs: NamedSpecs<I>, attrs: AttrsOf<A>) => TensorSpec | readonly TensorSpec[];
    readonly run: (
      kernels: Kernels,
      inputs: NamedInputs<I, C>,
      outputs: readonly [Tensor, Tensor, ...Tensor[]],
      attrs: AttrsOf<A>,
    ) => void;
  },
): Op<Name, Call, I, A, C, DiffOf<Reason, never, 'rule'>> {
  const specs = inputSpecs(definition.inputs, definition.dtypes);
  const record: OpRecord<Name> = {
    kind: 'kernel',
    name,
    kernel: definition.kernel,
    ...differentiationOf(definition, 'rule'),
    infer: (inputs, attrs) => {
      // `nameInputs` gives each name what its declaration says: a spec, or a list of them.
      const inferred = definition.infer(nameInputs(specs, inputs) as NamedSpecs<I>, attrs as AttrsOf<A>);
      return Array.isArray(inferred) ? inferred : [inferred as TensorSpec];
    },
    run: (kernels, inputs, outputs, attrs) =>
      definition.run(
        kernels,
        nameInputs(specs, inputs) as NamedInputs<I, C>,
        // As many as `infer` gave specs: a definition that names a second output inferred two.
        outputs as unknown as readonly [Tensor, Tensor, ...Tensor[]],
        attrs as AttrsOf<A>,
      ),
  };
  return publish(record, definition);
}
