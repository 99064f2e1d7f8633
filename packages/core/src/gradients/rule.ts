/**
 * @file What a gradient rule is: the vector-Jacobian product of one op, written with public ops.
 *
 * Because a rule is written with public ops, a gradient is differentiable in turn. A rule is lazy per input: it gives
 * a function for each, and what nobody asked for is not computed. It need not undo broadcasting, which is done once,
 * by the caller, for every input.
 */

import type { FloatingDType } from '../dtype/index.ts';
import { TenonError } from '../errors/index.ts';
import type { AnyCall, AttrsOf, DTypeRule, NamedInputs, NamedSpecs, Op } from '../ops/define/index.ts';
import { nameInputs } from '../ops/define/index.ts';
import type { Attrs } from '../runtime/index.ts';
import type { Tensor } from '../tensor/index.ts';

/** A gradient flowing through a rule. */
export type Gradient = Tensor<FloatingDType>;

/** Inputs as a rule sees them: tensors where saved, else shape and dtype only. */
type RuleInputs<I extends readonly string[], C, S extends readonly string[]> = {
  readonly [K in keyof NamedInputs<I, C>]: K extends S[number]
    ? NamedInputs<I, C>[K]
    : K extends keyof NamedSpecs<I>
      ? NamedSpecs<I>[K]
      : never;
};

/** What a rule may use beside the inputs and the first upstream gradient. */
export interface RuleContext {
  /** One upstream gradient per output; zeros for an output that nothing depends on. */
  readonly upstreams: readonly Gradient[];
  /** The op's outputs; tensors only if the rule saves `'output'`. */
  readonly outputs: readonly Tensor[];
}

/** Which tensors of an op a later gradient reads the elements of. */
export interface Saved {
  /** By position of the input; absent is not saved. */
  readonly inputs: readonly boolean[];
  readonly output: boolean;
  /** What else the rule reads; it lives as long as it is held. */
  readonly beside?: Held;
}

/** Something that lives as long as someone holds it. */
export interface Held {
  retain(): void;
  release(): void;
}

/** A rule in the form the tape uses: by position. */
export interface GradientRule<Name extends string = string> {
  readonly name: Name;
  /** What the rule reads the elements of, in a call with `count` inputs. */
  saved(count: number): Saved;
  /** Whether the op is linear in the input at a position while the others stay; false if left out. */
  isLinearIn?(position: number): boolean;
  /** The gradients of the inputs asked for; null for an input the op is not differentiable in. */
  apply(
    inputs: readonly (Tensor | undefined)[],
    attrs: Attrs,
    context: RuleContext,
    needed: readonly boolean[],
  ): readonly (Gradient | null)[];
}

/**
 * Declares the gradient of an op.
 * @param op The op; its record must say `rule`.
 * @param definition `saves`: the inputs whose elements the rule reads (and `'output'`). `linear`: the inputs in each of
 *   which the op is linear while the others stay, so that forward mode runs the op itself on tangents; never a list.
 *   `rule`: for each differentiable input a function that computes its gradient; for a list input one that gives a
 *   list.
 */
export function gradientOf<
  Name extends string,
  I extends readonly string[],
  A,
  C extends DTypeRule,
  const S extends readonly (keyof NamedInputs<I, C> | 'output')[] = [],
>(
  op: Op<Name, AnyCall, I, A, C, 'rule'>,
  definition: {
    readonly saves?: S;
    readonly linear?: readonly (keyof NamedInputs<I, C>)[];
    readonly rule: (
      inputs: RuleInputs<I, C, Extract<S, readonly string[]>>,
      attrs: AttrsOf<A>,
      upstream: Gradient,
      context: RuleContext,
    ) => { readonly [K in keyof NamedInputs<I, C>]?: () => Tensor | readonly Tensor[] };
  },
): GradientRule<Name> {
  const { inputSpecs, record } = op;
  const saves: readonly PropertyKey[] = definition.saves ?? [];
  const linear: readonly PropertyKey[] = definition.linear ?? [];
  const variadic = inputSpecs.findIndex((spec) => spec.variadic);
  /** The declared input that the flat position belongs to, where a list takes as many positions as it has elements. */
  const declared = (position: number, count: number) => {
    if (variadic === -1 || position <= variadic) return position;
    const surplus = count - inputSpecs.length;
    return position <= variadic + surplus ? variadic : position - surplus;
  };
  const savedByCount = new Map<number, Saved>();
  const saved = (count: number): Saved => {
    let known = savedByCount.get(count);
    if (!known) {
      const positions = Array.from({ length: count }, (_, position) => declared(position, count));
      const inputs = positions.map((position) => saves.includes(inputSpecs[position].name));
      known = { inputs, output: saves.includes('output') };
      savedByCount.set(count, known);
    }
    return known;
  };
  return {
    name: record.name,
    saved,
    isLinearIn: (position) => variadic === -1 && linear.includes(inputSpecs[position].name),
    apply: (inputs, attrs, context, needed) => {
      // Unsaved inputs are given as what they are, tensors or specs; the type hides their elements.
      const named = nameInputs(inputSpecs, inputs) as RuleInputs<I, C, Extract<S, readonly string[]>>;
      const thunks: Record<string, (() => Tensor | readonly Tensor[]) | undefined> = definition.rule(
        named,
        attrs as AttrsOf<A>,
        context.upstreams[0] as Gradient,
        context,
      );
      const lists = new Map<string, readonly Tensor[]>();
      return inputs.map((_, position) => {
        const index = declared(position, inputs.length);
        const spec = inputSpecs[index];
        const thunk = thunks[spec?.name as string];
        if (!needed[position] || !thunk || !spec) return null;
        if (!spec.variadic) return thunk() as Gradient;
        let list = lists.get(spec.name);
        if (!list) {
          list = listOf(record.name, spec.name, thunk(), inputs.length - inputSpecs.length + 1);
          lists.set(spec.name, list);
        }
        return list[position - variadic] as Gradient;
      });
    },
  };
}

/** The gradients of a list input, one per element. */
function listOf(
  op: string,
  input: string,
  given: Tensor | readonly Tensor[],
  count: number,
): readonly Tensor[] {
  if (Array.isArray(given) && given.length === count) return given;
  throw new TenonError(
    `${op}: its gradient rule gave ${Array.isArray(given) ? given.length : 'no list of'} gradients for the ` +
      `${count} tensors of '${input}'.`,
  );
}
