/**
 * @file The kernels a backend writes, and the views they read and write.
 *
 * All kernels are destination-passing: core infers shapes and dtypes, allocates the outputs and hands over views. A
 * kernel writes every element of its outputs and nothing else. Outputs never overlap inputs, except that `map` may be
 * given an output that is one of its inputs, element for element. Axes of length 0 are legal everywhere. A kernel
 * never keeps a view after it returns.
 *
 * Operands that vary from call to call (a fill value, a step) come as rank-0 views broadcast with stride 0, never as
 * constants in a program, so that a backend that compiles programs does not compile one per value.
 *
 * Unless a kernel says otherwise, its operands and its output share one dtype. The dtypes that each must take are those
 * it names, as far as the backend declares them: «numeric» is every dtype but bool.
 */

import type { DType } from '../dtype/index.ts';
import type { ScalarProgram } from '../scalar/index.ts';
import type { Layout } from '../shape/index.ts';

/** Memory of one backend. Opaque to core; a backend extends it with what it needs. */
export interface DeviceBuffer {
  readonly byteLength: number;
}

/** A typed, strided window on a buffer. Strides and offset count elements; a stride may be 0 or negative. */
export interface View<Buffer extends DeviceBuffer = DeviceBuffer> extends Layout {
  readonly buffer: Buffer;
  readonly dtype: DType;
}

/** How `reduce` folds. */
export type ReduceKind = 'sum' | 'prod' | 'min' | 'max' | 'any' | 'all' | 'argMin' | 'argMax';
/** How `scan` folds. */
export type ScanKind = 'sum' | 'prod' | 'min' | 'max' | 'logSumExp';
/** What an update does to the element that it meets. */
export type ScatterKind = 'update' | 'add' | 'mul' | 'min' | 'max';
/** The generators of `randomBits`. */
export type RandomAlgorithm = 'philox4x32-10';

/** A program applied to a kernel's result before it is stored: input 0 is the result, the rest are `inputs`. */
export interface Epilogue<Buffer extends DeviceBuffer = DeviceBuffer> {
  readonly program: ScalarProgram;
  /** Views of the output's shape (stride 0 where broadcast). */
  readonly inputs: readonly View<Buffer>[];
}

/** The geometry of a convolution; lists have one entry per spatial axis. */
export interface ConvGeometry {
  readonly strides: readonly number[];
  /** Elements added before and after each spatial axis of the (dilated) left operand; negative ones crop. */
  readonly padding: readonly (readonly [low: number, high: number])[];
  /** Holes put between the elements of the left operand: 1 is none. */
  readonly lhsDilation: readonly number[];
  /** Holes put between the elements of the right operand: 1 is none. */
  readonly rhsDilation: readonly number[];
  /** Input and output features are split into this many independent groups. */
  readonly groups: number;
}

/** What a backend computes with. Each kernel is issued by the call, and has run when a later `read` resolves. */
export interface Kernels<Buffer extends DeviceBuffer = DeviceBuffer> {
  /**
   * Evaluates a scalar program at every coordinate. Inputs and outputs all have the outputs' shape (inputs stride 0
   * where broadcast); `outputs[i]` takes the program's output i. Their dtypes are the program's; an input may be unused,
   * and there may be none. What an operation means, and at its edges, says the table in `scalar/operations.ts`;
   * `blockProgram` evaluates one in JavaScript.
   */
  map(program: ScalarProgram, inputs: readonly View<Buffer>[], outputs: readonly View<Buffer>[]): void;

  /**
   * Folds over `axes` (ascending, maybe none) after applying `program`, which has one output (`null`: the one input
   * itself). Inputs share one shape; the output has the same rank with length 1 at the folded axes, and the dtype of
   * what is folded. `sum`, `prod`, `min` and `max` take numeric dtypes, `any` and `all` bool.
   *
   * Float sums are pairwise or wider, so their error grows with log n; float16 and bfloat16 accumulate in float32 at
   * least; integers wrap in their own width; NaN propagates through min and max. Empty folds give the identity.
   * `argMin` and `argMax` fold one axis, which is not empty, to a position in the output's dtype, int32 or int64: the
   * lowest among ties; they pass over NaN, as TensorFlow's do (only NaN: position 0).
   */
  reduce(
    kind: ReduceKind,
    program: ScalarProgram | null,
    inputs: readonly View<Buffer>[],
    axes: readonly number[],
    output: View<Buffer>,
  ): void;

  /**
   * Running fold along `axis` of a numeric dtype, for `logSumExp` a floating one; `exclusive` shifts by one and starts
   * from the identity. A reverse scan is a negative stride. Precision and NaN are as for `reduce`.
   */
  scan(kind: ScanKind, input: View<Buffer>, axis: number, exclusive: boolean, output: View<Buffer>): void;

  /**
   * `output[…, m, n] = Σ_k a[…, m, k] · b[…, k, n]`, of a numeric dtype. All three have one rank ≥ 2 and one batch
   * shape (stride 0 where broadcast). float16 and bfloat16 accumulate in float32, and are rounded after the epilogue;
   * integers wrap. With an epilogue, the output has the dtype of its program.
   */
  matmul(a: View<Buffer>, b: View<Buffer>, output: View<Buffer>, epilogue?: Epilogue<Buffer>): void;

  /**
   * The general N-D convolution (a cross-correlation, as XLA's ConvGeneralDilated): `lhs` is [batch, …spatial,
   * feature], `rhs` [ …spatial, feature / groups, output feature], `output` [batch, …spatial, output feature], all of
   * one floating dtype or int32; other axis orders come as strided views. What padding and holes add is 0.
   */
  conv(lhs: View<Buffer>, rhs: View<Buffer>, output: View<Buffer>, geometry: ConvGeometry): void;

  /**
   * Slices of `params` by index: with B = `batchDims` and `indices` of shape [b₁…b_B, …n, depth],
   * `output[b, n, …] = params[b, indices[b, n, 0], …, indices[b, n, depth − 1], …]`. `params` may have any dtype, and
   * `depth` may be 0: every slice is then the whole of a batch. An index out of range, and a negative one is, throws
   * or gives 0, as `supports.outOfRangeIndex` says. Indices are int32 or int64.
   */
  gather(params: View<Buffer>, indices: View<Buffer>, batchDims: number, output: View<Buffer>): void;

  /**
   * Copies `operand` to `output`, then folds `updates` of shape [ …n, …slice] into the slices that `indices`, of
   * shape [ …n, depth], address. `update` takes any dtype, the others numeric ones; indices are as for `gather`.
   * Duplicates accumulate (`update`: the last wins, in row-major order, on a deterministic backend). An index out of
   * range throws or is skipped, as `supports.outOfRangeIndex` says.
   */
  scatter(
    kind: ScatterKind,
    operand: View<Buffer>,
    indices: View<Buffer>,
    updates: View<Buffer>,
    output: View<Buffer>,
  ): void;

  /**
   * Stable sort of a numeric dtype along the last axis, with the int32 permutation. NaN comes last in either direction;
   * NaN are equal to each other, and −0 to 0.
   */
  sort(input: View<Buffer>, descending: boolean, values: View<Buffer>, permutation: View<Buffer>): void;

  /**
   * Fills the contiguous uint32 `output` with consecutive words of a counter-based generator. `key` has 2 words,
   * `counter` 4, little-endian: one integer of 128 bits, which grows by 1, with carries, for each four words (Salmon et
   * al., SC 2011). Of the last four words some may not be wanted. `PhiloxStream` is the generator in JavaScript.
   */
  randomBits(
    algorithm: RandomAlgorithm,
    key: readonly [number, number],
    counter: readonly [number, number, number, number],
    output: View<Buffer>,
  ): void;
}

/** The names of the kernels. */
export type KernelName = keyof Kernels;
