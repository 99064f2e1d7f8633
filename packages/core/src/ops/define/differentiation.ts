/**
 * @file How a definition says where its gradient comes from.
 */

import type { Differentiation } from '../../runtime/index.ts';

/** Where a view, kernel or composite op's gradient comes from, if not from the default of its kind. */
export interface NotDifferentiable {
  /** Why the op has no gradient. */
  readonly notDifferentiable: string;
}

export type DiffOf<Def, Default extends Differentiation> = Def extends NotDifferentiable
  ? 'none'
  : Def extends { readonly gradient: 'rule' }
    ? 'rule'
    : Default;

/** The part of a record that says where the gradient comes from. */
export function differentiationOf(definition: object, byDefault: Differentiation) {
  if ('notDifferentiable' in definition) {
    return { differentiation: 'none', reason: String(definition.notDifferentiable) } as const;
  }
  return { differentiation: 'gradient' in definition ? ('rule' as const) : byDefault };
}
