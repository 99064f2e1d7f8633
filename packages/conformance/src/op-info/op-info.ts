/**
 * @file What the kit knows of one op: how to call it, what TensorFlow calls it, and how exact it must be.
 *
 * Cross-backend behaviour of ops is written down once, here, as data; the levels of the kit, the recorder of
 * TensorFlow's vectors and the report all read it. A record is a few lines, because everything that follows from the
 * op itself (dtypes, inputs, defaults, whether it has a gradient) is taken from the op.
 *
 * ## How to add one
 *
 * In the file of the op's family, one entry by the op's name:
 *
 * ```ts
 * export const reductionInfos = {
 *   reduceSum: opInfo(reduceSum, {
 *     tensorflow: 'math.reduce_sum',
 *     samples: [
 *       sample([normal([])]),
 *       sample([normal([3, 0, 2])], { axis: 1 }),
 *       sample([normal([5, 3])], { axis: [-1], keepdims: true }),
 *     ],
 *     special: [sample([special()])],
 *     errors: [refused(sample([normal([2])], { axis: 1 }), /axis 1/)],
 *     tolerance: { ulp: 4, of: 'operands', why: 'terms cancel' },
 *   }),
 * };
 * ```
 *
 * - `samples` should hold the shape classes that mean something for the op: 0-d, an empty axis, odd lengths (5, 7, 13),
 *   one of some hundred elements, broadcasting, every attribute. The kit itself runs each of them again with
 *   transposed, reversed and stride-0 inputs, in every dtype. Elements are drawn from the op's name and the shape: the
 *   same in every run. See `samples.ts` for the builders (`normal`, `uniform`, `distinct`, `special`, `literal` …).
 * - Inputs stand in the op's order; a list input is an array; an absent optional input is `null`. An input has the
 *   tested dtype, unless the op declares another class for it (then the first of int32, bool, float32 that it takes)
 *   or the builder names one: `integers([4], 0, 9, 'int64')`.
 * - `tensorflow` is the path under `tf`. Inputs and the sample's attributes go there as keyword arguments in
 *   snake_case. Where names or meaning differ, say `{ python: 'lambda x, axis=None: tf.…' }`: it gets the same keyword
 *   arguments. Where TensorFlow has no such op, `{ none: 'why' }`.
 * - Try it from the root: `node --conditions=@tenon/source packages/conformance/src/cli.ts @tenon/backend-reference
 *   --op reduceSum`.
 * - Gradients are checked over `samples` wherever all dtypes allow, numerically in float64. Where a sample lies on a
 *   kink (ties, integers fed to floor), give `gradient.samples` away from it, or `gradient.numeric: { skip: 'why' }`.
 */

import type { DType, Tensor } from '@tenon/core';
import type { AnyCall, AttrsOf, Differentiation, DTypeRule, Op, Shape } from '@tenon/core/backend';

/** The JavaScript value of one element. */
export type Element = number | bigint | boolean;

/** Numbers in [0, 1), the same in every run. */
export type RandomSource = () => number;

/** One input of a sample, before its dtype is known. Made by the builders of `samples.ts`. */
export interface SampleInput {
  readonly shape: Shape | ((dtype: DType) => Shape);
  /** A fixed dtype; the dtype of the sample's place otherwise. */
  readonly dtype?: DType;
  /** The elements in row-major order; the kit rounds them to the dtype. */
  readonly values: (dtype: DType, random: RandomSource) => readonly Element[];
}

/** What stands in one place of an op's inputs: an input, a list of them, or nothing where it is optional. */
export type SampleOperand = SampleInput | readonly SampleInput[] | null;

/** One call of an op. */
export interface Sample<Attrs = Readonly<Record<string, unknown>>> {
  readonly inputs: readonly SampleOperand[];
  /** The attributes that are given; the op's defaults apply to the rest, and TensorFlow's own to its call. */
  readonly attrs?: Attrs;
}

/** Samples that are the same for every dtype, or that depend on it. */
export type Samples<Attrs> = readonly Sample<Attrs>[] | ((dtype: DType) => readonly Sample<Attrs>[]);

/** A class of errors. */
export type ErrorClass = abstract new (...args: never[]) => Error;

/** A call that must be refused. */
export interface RefusedCall<Attrs = Readonly<Record<string, unknown>>> {
  readonly call: Sample<Attrs>;
  /** By default InvalidArgumentError. */
  readonly error: ErrorClass;
  /** What the message must say. */
  readonly message: RegExp;
  /** The tested dtype of the call; by default the first that the op is tested in. */
  readonly dtype?: DType;
  /** Refused only by a backend whose `supports` says that it throws here. */
  readonly onlyIf?: 'integerFault' | 'outOfRangeIndex';
}

/** How far a result may be from the exact one. */
export interface Tolerance {
  /** Units in the last place of the tested dtype; one number for all dtypes, or one each (others: the default). */
  readonly ulp: number | { readonly [D in DType]?: number };
  /**
   * The number whose last place counts: the exact `element` itself (default); the largest element of the `output`;
   * the largest among the output and the `operands`, for sums whose terms cancel.
   */
  readonly of?: 'element' | 'output' | 'operands';
  /** Why the default is not enough. */
  readonly why: string;
}

/** What TensorFlow calls the op. */
export type TensorFlowCall =
  | string
  /** A Python expression with `tf` and `np` in scope that gives a callable of the same keyword arguments. */
  | { readonly python: string }
  /** TensorFlow has no such op, or its result cannot be compared: the float64 run is the only oracle. */
  | { readonly none: string };

/** How the gradient of an op is checked. */
export interface GradientCheck<Attrs = Readonly<Record<string, unknown>>> {
  /** The inputs to differentiate by; by default all that have a floating dtype. */
  readonly inputs?: readonly string[];
  /** Samples to check at, by default `samples`; they are run in float64, and in TensorFlow in the tested dtype. */
  readonly samples?: Samples<Attrs>;
  /** Asking for the gradient must throw an error whose message says this. */
  readonly refused?: RegExp;
  /** Leaves out the numeric check, for a reason: the kit still compares with TensorFlow, and counts memory. */
  readonly numeric?: { readonly skip: string };
  /** Leaves out the second order, for a reason. */
  readonly second?: { readonly skip: string };
  /** Leaves out the comparison with TensorFlow's gradient, for a reason (it has none, or another convention). */
  readonly tensorflow?: { readonly skip: string };
  /** Greatest difference from the numeric gradient, relative to its scale; by default 1e-6 (second order 1e-4). */
  readonly tolerance?: { readonly relative: number; readonly why: string };
  /** ULP of its scale that a gradient may be off from that of the float64 run, and from TensorFlow's; by default 64. */
  readonly ulp?: { readonly limit: number; readonly why: string };
}

/** What the author of an op writes. */
export interface OpInfoDefinition<Attrs = Readonly<Record<string, unknown>>> {
  readonly tensorflow: TensorFlowCall;
  readonly samples: Samples<Attrs>;
  /** Samples of values at the edge: NaN, infinities, signed zeros, the limits of the dtype, ties. */
  readonly special?: Samples<Attrs>;
  readonly errors?: readonly RefusedCall<Attrs>[];
  /** The dtypes to test in; by default all that the tested input takes. */
  readonly dtypes?: readonly DType[];
  /** The input whose dtype is tested; by default the first that takes more than one, else the first. */
  readonly testedInput?: string;
  /** By default 4 ULP of each element for floats. Integers and booleans are always exact. */
  readonly tolerance?: Tolerance;
  /** Only for vectors of TensorFlow: where its own result is further from the exact one. */
  readonly tensorflowTolerance?: Tolerance;
  readonly gradient?: GradientCheck<Attrs>;
  /**
   * Where the meaning of the op depends on the dtype itself (nextAfter, a cast), so that float64 says nothing: the
   * oracle then runs in the tested dtype.
   */
  readonly oracle?: { readonly testedDType: string };
  /**
   * What is checked in place of the op itself: a differentiable function that calls it, where its outputs are determined
   * but for signs (compare |v|), or where it takes symmetric matrices alone, also when they are moved for a numeric
   * derivative. `tensorflow` must be the same around TensorFlow's op. Bad calls go to the op itself.
   */
  readonly around?: (
    call: (...operands: readonly Tensor[]) => readonly Tensor[],
    ...operands: readonly Tensor[]
  ) => readonly Tensor[];
  /** The op draws: a seed is set before each call, and the oracle draws the same numbers in the tested dtype. */
  readonly random?: true;
}

/** Everything the kit knows of one op. */
export interface OpInfo<Name extends string = string> extends OpInfoDefinition {
  readonly op: Op<Name>;
  readonly name: Name;
}

/** Declares what the kit knows of an op; the attributes of its samples are checked against the op's. */
export function opInfo<Name extends string, A>(
  op: Op<Name, AnyCall, readonly string[], A, DTypeRule, Differentiation>,
  definition: OpInfoDefinition<Partial<AttrsOf<A>>>,
): OpInfo<Name> {
  // Attributes are read by name from here on; which op they belong to was checked in this signature.
  return { ...(definition as OpInfoDefinition), op: op as unknown as Op<Name>, name: op.record.name as Name };
}
