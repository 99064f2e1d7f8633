/**
 * @file The tangent of an elementwise op, as an elementwise op: what both modes of differentiation evaluate.
 *
 * Its inputs are some of the op's inputs, its output, and the tangents of the inputs that vary. Being an op like any
 * other it is recorded like any other, so it has a derivative in turn. Seeded with an upstream gradient instead of a
 * tangent it gives the vector-Jacobian product, since the Jacobian of an elementwise op is diagonal.
 */

import type { Attrs, ElementwiseOp, TensorSpec } from '../runtime/index.ts';
import { execute } from '../runtime/index.ts';
import {
  identityProgram,
  type ScalarProgram,
  type TangentExpression,
  tangentProgram,
} from '../scalar/index.ts';
import type { Tensor } from '../tensor/index.ts';
import type { Saved } from './rule.ts';

/** The tangent of an elementwise op by some of its inputs. */
export interface ElementwiseTangent {
  /** What the tangent is computed from; see `TangentProgram.reads`. */
  readonly reads: readonly number[];
  /** The op that computes it; null where the tangent of the output is that of the one input that varies, unchanged. */
  readonly op: ElementwiseOp | null;
}

/** A set of input positions, one bit each: the key under which a tangent is found. */
export type InputSet = number;

/** The tangents of one program, by the inputs that vary, each built when it is first asked for. */
class ProgramTangents {
  readonly #name: string;
  readonly #program: ScalarProgram;
  readonly #expression: TangentExpression | undefined;
  readonly #tangents = new Map<InputSet, ElementwiseTangent | null>();
  readonly #saved = new Map<InputSet, Saved>();

  constructor(name: string, program: ScalarProgram, expression: TangentExpression | undefined) {
    this.#name = name;
    this.#program = program;
    this.#expression = expression;
  }

  tangent(varied: InputSet): ElementwiseTangent | null {
    let tangent = this.#tangents.get(varied);
    if (tangent === undefined) {
      tangent = this.#build(varied);
      this.#tangents.set(varied, tangent);
    }
    return tangent;
  }

  /** What the gradients of some inputs, each computed by itself, read of the op's inputs and output. */
  saved(needed: InputSet): Saved {
    let saved = this.#saved.get(needed);
    if (saved === undefined) {
      const positions = this.#program.inputs.map((_, position) => position);
      const reads = new Set(
        members(needed, positions).flatMap((position) => this.tangent(1 << position)?.reads ?? []),
      );
      saved = {
        inputs: positions.map((position) => reads.has(position)),
        output: reads.has(positions.length),
      };
      this.#saved.set(needed, saved);
    }
    return saved;
  }

  #build(varied: InputSet): ElementwiseTangent | null {
    const positions = this.#program.inputs.map((_, position) => position);
    const tangent = tangentProgram(this.#program, members(varied, positions), this.#expression);
    if (!tangent) return null;
    const { program, reads } = tangent;
    if (reads.length === 1 && program === identityProgram(program.inputs[0])) return { reads, op: null };
    const name = `${this.#name}.tangent`;
    return {
      reads,
      op: { kind: 'elementwise', name, differentiation: 'derived', programFor: () => program },
    };
  }
}

const members = (set: InputSet, positions: readonly number[]) =>
  positions.filter((position) => set & (1 << position));

type ByProgram = WeakMap<ScalarProgram, ProgramTangents>;

/** Derived from the program alone: two ops of one program share them. */
const derived: ByProgram = new WeakMap();
/** From an op's own expression, which another op of the same program need not have. */
const expressed = new WeakMap<TangentExpression, ByProgram>();

function tangentsOf(op: ElementwiseOp, inputs: readonly TensorSpec[], attrs: Attrs): ProgramTangents {
  const program = op.programFor(inputs, attrs);
  const expression = op.tangentFor?.(attrs);
  let byProgram = expression ? expressed.get(expression) : derived;
  if (!byProgram) {
    byProgram = new WeakMap();
    expressed.set(expression as TangentExpression, byProgram);
  }
  let tangents = byProgram.get(program);
  if (!tangents) {
    tangents = new ProgramTangents(op.name, program, expression);
    byProgram.set(program, tangents);
  }
  return tangents;
}

/**
 * The tangent of an op by the inputs that vary.
 * @returns null if the output does not depend on them differentiably.
 */
export function elementwiseTangent(
  op: ElementwiseOp,
  inputs: readonly TensorSpec[],
  attrs: Attrs,
  varied: InputSet,
): ElementwiseTangent | null {
  return tangentsOf(op, inputs, attrs).tangent(varied);
}

/** What the gradients of the needed inputs read. */
export function savedForElementwise(
  op: ElementwiseOp,
  inputs: readonly TensorSpec[],
  attrs: Attrs,
  needed: InputSet,
): Saved {
  return tangentsOf(op, inputs, attrs).saved(needed);
}

/**
 * Evaluates a tangent.
 * @param available What `reads` counts: the op's inputs, its output, and the tangents of the inputs that vary.
 * @returns A new tensor, or one of the available ones where there is nothing to compute.
 */
export function applyTangent({ op, reads }: ElementwiseTangent, available: readonly Tensor[]): Tensor {
  if (!op) return available[reads[0]];
  const inputs = reads.map((read) => available[read]);
  return execute(op, inputs, {})[0];
}
