/**
 * @file The two primitives under everything that has to do with diagonals: looking at one, which is a view (one step
 * along two axes at once is the sum of their strides), and overwriting one. Each is the other's gradient.
 */

import { anyDType, type DType } from '../../../dtype/index.ts';
import { broadcastView } from '../../../runtime/index.ts';
import { identityProgram } from '../../../scalar/index.ts';
import type { Layout, Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { kernelOp, type Operand, required, signature, view } from '../../define/index.ts';

/** Which diagonal: that of `axes` where the second coordinate is the first plus `offset`. */
export interface DiagonalAttrs {
  /** Two different axes, not negative. */
  readonly axes: readonly [number, number];
  readonly offset: number;
}

/** The length of a diagonal; 0 where it lies outside of the matrix. */
export function diagonalLength(rows: number, columns: number, offset: number): number {
  return Math.max(0, Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)));
}

/** The layout of one diagonal: its axes are gone, and it is the last axis. */
function diagonalLayout({ shape, strides, offset: start }: Layout, { axes, offset }: DiagonalAttrs): Layout {
  const [first, second] = axes;
  const length = diagonalLength(shape[first], shape[second], offset);
  const others = <T>(values: readonly T[]) => values.filter((_, axis) => axis !== first && axis !== second);
  const begin = Math.max(-offset, 0) * strides[first] + Math.max(offset, 0) * strides[second];
  return {
    shape: [...others(shape), length],
    strides: [...others(strides), strides[first] + strides[second]],
    offset: length > 0 ? start + begin : start,
  };
}

/** A diagonal of two axes, as a new last axis. */
export const diagonal = view('diagonal', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { axes: required<readonly [number, number]>(), offset: 0 },
  call: signature<<D extends DType>(input: Operand<D>, attrs: DiagonalAttrs) => Tensor<D>>(),
  layout: diagonalLayout,
});

/** `background` broadcast to a shape, with `value`, which broadcasts too, written into one of its diagonals. */
export const placeDiagonal = kernelOp('placeDiagonal', {
  inputs: ['value', 'background'],
  dtypes: anyDType,
  attrs: { shape: required<Shape>(), axes: required<readonly [number, number]>(), offset: 0 },
  call: signature<
    <D extends DType>(
      value: Operand<D>,
      background: Operand<D>,
      attrs: DiagonalAttrs & { readonly shape: Shape },
    ) => Tensor<D>
  >(),
  kernel: 'map',
  infer: ({ value }, { shape }) => ({ dtype: value.dtype, shape }),
  run: (kernels, { value, background }, [output], attrs) => {
    const copy = identityProgram(value.dtype);
    const { buffer, dtype } = output;
    const target = { buffer, dtype, ...diagonalLayout(output, attrs) };
    kernels.map(copy, [broadcastView(background, output.shape, 'placeDiagonal')], [output]);
    kernels.map(copy, [broadcastView(value, target.shape, 'placeDiagonal')], [target]);
  },
});
