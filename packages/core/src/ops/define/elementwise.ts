/**
 * @file Elementwise ops: one scalar program, from which the gradient is derived.
 */

import type { Attrs, TensorSpec } from '../../runtime/index.ts';
import {
  buildProgram,
  type Scalar,
  type ScalarBuilder,
  type ScalarProgram,
  type Tangent,
} from '../../scalar/index.ts';
import type { AttrsOf } from './attributes.ts';
import type { AnyCall, Definition, DTypeRule, Op } from './op.ts';
import { publish } from './publish.ts';

/** An expression over the inputs of an elementwise op, by name. */
type ProgramExpression<I extends readonly string[], A> = (
  s: ScalarBuilder,
  inputs: { readonly [K in I[number]]: Scalar },
  attrs: AttrsOf<A>,
) => Scalar;

/** The tangent of an elementwise op where the derived one would lose accuracy: a product with the inputs' tangents. */
type OwnTangent<I extends readonly string[], A> = (
  s: ScalarBuilder,
  inputs: { readonly [K in I[number]]: Scalar },
  output: Scalar,
  tangents: { readonly [K in I[number]]: Tangent },
  attrs: AttrsOf<A>,
) => Tangent;

/**
 * Defines an op whose every output element depends on the inputs' elements at the same place. Inputs broadcast.
 * Its gradients are derived from the program.
 * @example
 * import { elementwise, floating, signature, type Tensor } from '@tenon/core';
 * const cube = elementwise('cube', {
 *   inputs: ['x'], dtypes: floating,
 *   call: signature<(x: Tensor<'float32'>) => Tensor<'float32'>>(),
 *   program: (s, { x }) => s.mul(x, s.mul(x, x)),
 * });
 * cube(tn.constant(3)).item(); // => 27
 */
export function elementwise<
  const Name extends string,
  const I extends readonly string[],
  const C extends DTypeRule,
  Call extends AnyCall,
  A extends object = Record<never, never>,
>(
  name: Name,
  definition: Definition<I, A, C, Call> & {
    readonly program: ProgramExpression<I, A>;
    readonly tangent?: OwnTangent<I, A>;
  },
): Op<Name, Call, I, A, C, 'derived'> {
  const { inputs, attrs, program, tangent } = definition;
  const names = inputs as readonly I[number][];
  const byName = <T>(values: readonly T[]) =>
    Object.fromEntries(names.map((input, i) => [input, values[i]])) as { readonly [K in I[number]]: T };
  const cache = new Map<string, ScalarProgram>();
  const hasAttrs = Object.keys(attrs ?? {}).length > 0;

  const programFor = (specs: readonly TensorSpec[], values: Attrs): ScalarProgram => {
    const key = programKey(specs, hasAttrs ? values : undefined);
    let known = cache.get(key);
    if (!known) {
      const dtypes = specs.map((spec) => spec.dtype);
      known = buildProgram(dtypes, (s, scalars) => program(s, byName(scalars), values as AttrsOf<A>));
      cache.set(key, known);
    }
    return known;
  };
  const own = tangent && {
    tangentFor:
      (values: Attrs) =>
      (s: ScalarBuilder, scalars: readonly Scalar[], output: Scalar, tangents: readonly Tangent[]) =>
        tangent(s, byName(scalars), output, byName(tangents), values as AttrsOf<A>),
  };
  return publish({ kind: 'elementwise', name, differentiation: 'derived', programFor, ...own }, definition);
}

/** A text that is equal exactly for equal dtypes and attributes; the dtype itself in the commonest case. */
function programKey(specs: readonly TensorSpec[], attrs: Attrs | undefined): string {
  let key = (specs[0] as TensorSpec).dtype as string;
  for (let i = 1; i < specs.length; i++) {
    const { dtype } = specs[i] as TensorSpec;
    if (dtype !== specs[0]?.dtype)
      return `${specs.map((spec) => spec.dtype).join()}${attrs ? Object.values(attrs) : ''}`;
  }
  if (attrs) key += `|${Object.values(attrs).join()}`;
  return key;
}
