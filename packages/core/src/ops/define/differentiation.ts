/**
 * @file How a definition says where its gradient comes from.
 */

import type { Differentiation } from '../../runtime/index.ts';

/**
 * Where an op's gradient comes from: nowhere, if its definition gives a reason; a rule, if it says so; else the default
 * of its kind. The two are type parameters of their own, so that nothing else of a definition is read as literals.
 */
export type DiffOf<Reason extends string, Rule extends 'rule', Default extends Differentiation> = [
  Reason,
] extends [never]
  ? [Rule] extends [never]
    ? Default
    : 'rule'
  : 'none';

/** The part of a record that says where the gradient comes from. */
export function differentiationOf(definition: object, byDefault: Differentiation) {
  if ('notDifferentiable' in definition) {
    return { differentiation: 'none', reason: String(definition.notDifferentiable) } as const;
  }
  return { differentiation: 'gradient' in definition ? ('rule' as const) : byDefault };
}
