/**
 * @file Methods that give the same elements elsewhere: in another shape, dtype or place, or only some of them.
 */

import type { DType, IndexDType } from '../../dtype/index.ts';
import type { IndexSpec, Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import { cast } from '../array/cast.ts';
import { gather } from '../array/gather.ts';
import { at, split, unstack } from '../array/indexing.ts';
import { tile } from '../array/joining.ts';
import * as layout from '../array/layout.ts';
import { type Paddings, type PadMode, type PadOptions, pad } from '../array/padding.ts';
import { transfer } from '../array/transfer.ts';
import type { Operand } from '../define/index.ts';

/** Methods for moving elements. */
export interface MovementMethods {
  /** The same elements in another shape; one length may be −1 and takes what the others leave. */
  readonly reshape: <D extends DType>(this: TensorLike<D>, shape: Shape) => Tensor<D>;
  /** Axis i of the result is axis `perm[i]`; all axes reversed without `perm`. */
  readonly transpose: <D extends DType>(this: TensorLike<D>, perm?: readonly number[]) => Tensor<D>;
  /** Without axes of length 1: all of them, or those given. */
  readonly squeeze: <D extends DType>(this: TensorLike<D>, axis?: number | readonly number[]) => Tensor<D>;
  /** With an axis of length 1 more, at `axis` of the result. */
  readonly expandDims: <D extends DType>(this: TensorLike<D>, axis: number) => Tensor<D>;
  /** Axes of length 1, and new leading axes, repeated to `shape`. */
  readonly broadcastTo: <D extends DType>(this: TensorLike<D>, shape: Shape) => Tensor<D>;
  /** The elements along the given axes in reverse order. */
  readonly reverse: <D extends DType>(this: TensorLike<D>, axis: number | readonly number[]) => Tensor<D>;
  /** The part at an index: integers, slices such as `':2'`, `'...'` and `tn.newaxis`, as in Python's `x[…]`. */
  readonly at: <D extends DType>(this: TensorLike<D>, ...index: readonly IndexSpec[]) => Tensor<D>;
  /** Slices along `axis`, in the order and shape of `indices`. */
  readonly gather: <D extends DType>(
    this: TensorLike<D>,
    indices: Operand<IndexDType>,
    axis?: number | null | { axis?: number | null; batchDims?: number },
    batchDims?: number | { batchDims?: number },
  ) => Tensor<D>;
  /** An axis cut into equal parts, or into parts of the given sizes. */
  readonly split: <D extends DType>(
    this: TensorLike<D>,
    numOrSizeSplits: number | readonly number[],
    axis?: number | { axis?: number },
  ) => Tensor<D>[];
  /** The parts along an axis, the first by default, without that axis. */
  readonly unstack: <D extends DType>(this: TensorLike<D>, axis?: number) => Tensor<D>[];
  /** Laid side by side with itself, `multiples[i]` times along axis i. */
  readonly tile: <D extends DType>(this: TensorLike<D>, multiples: readonly number[]) => Tensor<D>;
  /** With elements added before and after each axis. */
  readonly pad: <D extends DType>(
    this: TensorLike<D>,
    paddings: Paddings,
    mode?: PadMode | PadOptions,
    constantValues?: number | bigint | boolean | PadOptions,
  ) => Tensor<D>;
  /** The elements in another dtype. */
  readonly cast: <D extends DType>(this: TensorLike, dtype: D) => Tensor<D>;
  /** A copy on the named device; the gradient travels back. */
  readonly to: <D extends DType>(this: TensorLike<D>, device: string) => Tensor<D>;
}

export const movementMethods: MovementMethods = {
  reshape(shape) {
    return layout.reshape(this, shape);
  },
  transpose(...args) {
    return layout.transpose(this, ...args);
  },
  squeeze(...args) {
    return layout.squeeze(this, ...args);
  },
  expandDims(axis) {
    return layout.expandDims(this, axis);
  },
  broadcastTo(shape) {
    return layout.broadcastTo(this, shape);
  },
  reverse(axis) {
    return layout.reverse(this, axis);
  },
  at(...index) {
    return at(this, ...index);
  },
  gather(...args) {
    return gather(this, ...args);
  },
  split(...args) {
    return split(this, ...args);
  },
  unstack(axis) {
    return unstack(this, { axis });
  },
  tile(multiples) {
    return tile(this, multiples);
  },
  pad(...args) {
    return pad(this, ...args);
  },
  cast(dtype) {
    return cast(this, dtype);
  },
  to(device) {
    return transfer(this, device);
  },
};
