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
  type TangentExpression,
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
  const programs = new Map<string, ScalarProgram>();
  const defaults = attrs as Attrs | undefined;

  const programFor = (specs: readonly TensorSpec[], values: Attrs): ScalarProgram => {
    const key = programKey(specs, values, defaults);
    let known = programs.get(key);
    if (!known) {
      const dtypes = specs.map((spec) => spec.dtype);
      known = buildProgram(dtypes, (s, scalars) => program(s, byName(scalars), values as AttrsOf<A>));
      programs.set(key, known);
    }
    return known;
  };
  const own = tangent && {
    tangentFor: perAttrs(
      (values): TangentExpression =>
        (s, scalars, output, tangents) =>
          tangent(s, byName(scalars), output, byName(tangents), values as AttrsOf<A>),
    ),
  };
  return publish({ kind: 'elementwise', name, differentiation: 'derived', programFor, ...own }, definition);
}

/** A text that is equal exactly for equal dtypes and attributes; the dtype itself in the commonest case. */
function programKey(specs: readonly TensorSpec[], attrs: Attrs, defaults: Attrs | undefined): string {
  const { dtype } = specs[0];
  let dtypes: string = dtype;
  for (let i = 1; i < specs.length; i++) {
    if (specs[i].dtype !== dtype) {
      dtypes = specs.map((spec) => spec.dtype).join();
      break;
    }
  }
  return defaults === undefined || attrs === defaults ? dtypes : `${dtypes}|${attrsKey(attrs)}`;
}

const attrsKey = (attrs: Attrs) => Object.values(attrs).map(valueKey).join();

/** Tells apart what String() does not: −0 from 0, null from 'null', [1, 2] from '1,2'. */
function valueKey(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
}

/** One result per distinct attributes: a derivative is found by the identity of the expression it was built from. */
function perAttrs<T>(make: (attrs: Attrs) => T): (attrs: Attrs) => T {
  const made = new Map<string, T>();
  return (attrs) => {
    const key = attrsKey(attrs);
    let known = made.get(key);
    if (known === undefined) {
      known = make(attrs);
      made.set(key, known);
    }
    return known;
  };
}
