/**
 * @file Layouts: where the elements of a tensor lie in its storage, and the view functions from layout to layout.
 *
 * The element at `coordinate` lies at `offset + Σ coordinate[axis] · strides[axis]`, counted in elements. A stride of
 * 0 repeats, a negative one reverses. Every view op is one of these functions, and costs no backend work.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { isBroadcastableTo } from './broadcast.ts';
import { formatShape, type Shape, sizeOf } from './shape.ts';

/** Shape, strides and offset over a storage, in elements. */
export interface Layout {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Row-major strides of a shape: the last axis is contiguous. */
export function contiguousStrides(shape: Shape): readonly number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}

/** The row-major layout of a shape from the start of its storage. */
export function contiguousLayout(shape: Shape): Layout {
  return { shape, strides: contiguousStrides(shape), offset: 0 };
}

/** Whether the elements lie in row-major order without gaps; axes of length 1 may have any stride. */
export function isContiguous({ shape, strides }: Layout): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    if (length === 0) return true;
    if (length !== 1 && strides[axis] !== expected) return false;
    expected *= length;
  }
  return true;
}

/** Permutes axes: axis i of the result is axis `permutation[i]` of the source. */
export function transposeLayout(layout: Layout, permutation: readonly number[]): Layout {
  return {
    shape: permutation.map((axis) => layout.shape[axis] as number),
    strides: permutation.map((axis) => layout.strides[axis] as number),
    offset: layout.offset,
  };
}

/**
 * Repeats axes of length 1, and new leading axes, with stride 0.
 * @throws InvalidArgumentError if the shape does not broadcast to `target`.
 */
export function broadcastLayout(layout: Layout, target: Shape, context: string): Layout {
  if (!isBroadcastableTo(layout.shape, target)) {
    throw new InvalidArgumentError(
      `${context}: shape ${formatShape(layout.shape)} does not broadcast to ${formatShape(target)}.`,
    );
  }
  const lead = target.length - layout.shape.length;
  // A plain loop, since every broadcast operand of every op comes here.
  const strides = new Array<number>(target.length);
  for (let axis = 0; axis < target.length; axis++) {
    const repeats = axis < lead || layout.shape[axis - lead] === 1;
    strides[axis] = repeats ? 0 : layout.strides[axis - lead];
  }
  return { shape: target, strides, offset: layout.offset };
}

/** Reverses the given axes. */
export function reverseLayout(layout: Layout, axes: readonly number[]): Layout {
  const strides = layout.strides.slice();
  let { offset } = layout;
  for (const axis of axes) {
    const length = layout.shape[axis] as number;
    if (length > 0) offset += (length - 1) * (strides[axis] as number);
    strides[axis] = -(strides[axis] as number);
  }
  return { shape: layout.shape, strides, offset };
}

/** Takes `lengths[axis]` elements of each axis from `begin[axis]` on, `steps[axis]` apart. */
export function sliceLayout(
  layout: Layout,
  begin: readonly number[],
  lengths: readonly number[],
  steps?: readonly number[],
): Layout {
  let { offset } = layout;
  const strides = layout.strides.map((stride, axis) => {
    if ((lengths[axis] as number) > 0) offset += (begin[axis] as number) * stride;
    return stride * (steps?.[axis] ?? 1);
  });
  return { shape: lengths, strides, offset };
}

/** Inserts axes of length 1; `axes` are positions in the result, ascending. */
export function expandLayout(layout: Layout, axes: readonly number[]): Layout {
  const shape = [...layout.shape];
  const strides = [...layout.strides];
  for (const axis of axes) {
    shape.splice(axis, 0, 1);
    strides.splice(axis, 0, 0);
  }
  return { shape, strides, offset: layout.offset };
}

/** Removes axes of length 1. */
export function squeezeLayout(layout: Layout, axes: readonly number[]): Layout {
  const keep = (_: number, axis: number) => !axes.includes(axis);
  return { shape: layout.shape.filter(keep), strides: layout.strides.filter(keep), offset: layout.offset };
}

/**
 * Lays the same elements, in row-major order, out as `target`; `undefined` where that needs a copy.
 *
 * Each maximal run of source axes that is contiguous in itself may be split freely, so the two shapes are walked
 * together, matching groups of equal size (NumPy's `_attempt_nocopy_reshape`).
 */
export function reshapeLayout(layout: Layout, target: Shape): Layout | undefined {
  if (sizeOf(target) === 0) return { shape: target, strides: contiguousStrides(target), offset: 0 };
  if (isContiguous(layout))
    return { shape: target, strides: contiguousStrides(target), offset: layout.offset };
  const source = squeezeLayout(
    layout,
    layout.shape.flatMap((length, axis) => (length === 1 ? [axis] : [])),
  );
  const strides = new Array<number>(target.length).fill(0);
  let sourceAxis = 0;
  let targetAxis = 0;
  while (targetAxis < target.length) {
    if (target[targetAxis] === 1) {
      targetAxis++;
      continue;
    }
    const groupEnd = { source: sourceAxis + 1, target: targetAxis + 1 };
    let sourceSize = source.shape[sourceAxis] as number;
    let targetSize = target[targetAxis] as number;
    while (sourceSize !== targetSize) {
      if (sourceSize < targetSize) sourceSize *= source.shape[groupEnd.source++] as number;
      else targetSize *= target[groupEnd.target++] as number;
    }
    for (let axis = sourceAxis; axis < groupEnd.source - 1; axis++) {
      const inner = (source.strides[axis + 1] as number) * (source.shape[axis + 1] as number);
      if (source.strides[axis] !== inner) return undefined;
    }
    let stride = source.strides[groupEnd.source - 1] as number;
    for (let axis = groupEnd.target - 1; axis >= targetAxis; axis--) {
      strides[axis] = stride;
      stride *= target[axis] as number;
    }
    sourceAxis = groupEnd.source;
    targetAxis = groupEnd.target;
  }
  return { shape: target, strides, offset: layout.offset };
}
