/**
 * @file View ops: a function from layout to layout.
 */

import type { Attrs } from '../../runtime/index.ts';
import type { Layout } from '../../shape/index.ts';
import type { AttrsOf } from './attributes.ts';
import { type DiffOf, differentiationOf } from './differentiation.ts';
import type { AnyCall, Definition, DTypeRule, Op } from './op.ts';
import { publish } from './publish.ts';

/** Defines an op that only looks at the same elements in another layout: no backend work at all. */
export function view<
  const Name extends string,
  const I extends readonly [string],
  const C extends DTypeRule,
  Call extends AnyCall,
  A extends object = Record<never, never>,
  Reason extends string = never,
>(
  name: Name,
  definition: Definition<I, A, C, Call> & {
    /** Why the op has no gradient; without it the registry must hold its rule. */
    readonly notDifferentiable?: Reason;
    /** The new layout; undefined where the input must be packed first. */
    readonly layout: (input: Layout, attrs: AttrsOf<A>) => Layout | undefined;
  },
): Op<Name, Call, I, A, C, DiffOf<Reason, never, 'rule'>> {
  const layout = (input: Layout, attrs: Attrs) => definition.layout(input, attrs as AttrsOf<A>);
  return publish({ kind: 'view', name, ...differentiationOf(definition, 'rule'), layout }, definition);
}
