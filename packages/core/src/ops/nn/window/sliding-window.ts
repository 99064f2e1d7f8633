/**
 * @file Windows that slide over axes, as a view: an element that many windows see is reached by many strides, and
 * nothing is copied. `overlapAdd` is the transpose, and so the gradient: every window is added where it was seen.
 */

import { anyDType, type DType, type NumericDType, numeric } from '../../../dtype/index.ts';
import { buildProgram } from '../../../scalar/index.ts';
import { type Layout, type Shape, sliceLayout } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { kernelOp, type Operand, required, signature, view } from '../../define/index.ts';
import { dilatedLength, windowCount } from './geometry.ts';

/** Which windows; one entry per axis they slide over. */
export interface WindowSpec {
  /** The axes, not negative. */
  readonly axes: readonly number[];
  /** How many elements of the axis a window takes. */
  readonly sizes: readonly number[];
  /** How far it moves at each step. */
  readonly strides: readonly number[];
  /** How far apart the elements lie that it takes. */
  readonly dilations: readonly number[];
}

/** The layout of windows: in place of each axis the windows over it, and last of all what is in a window. */
export function windowLayout(layout: Layout, { axes, sizes, strides, dilations }: WindowSpec): Layout {
  const shape = [...layout.shape];
  const outer = [...layout.strides];
  axes.forEach((axis, i) => {
    shape[axis] = windowCount(shape[axis], dilatedLength(sizes[i], dilations[i]), strides[i]);
    outer[axis] *= strides[i];
  });
  const inner = axes.map((axis, i) => layout.strides[axis] * dilations[i]);
  return { shape: [...shape, ...sizes], strides: [...outer, ...inner], offset: layout.offset };
}

const specAttrs = {
  axes: required<readonly number[]>(),
  sizes: required<readonly number[]>(),
  strides: required<readonly number[]>(),
  dilations: required<readonly number[]>(),
};

/** Every window over some axes: `[…counts…, …sizes]`. */
export const slidingWindow = view('slidingWindow', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: specAttrs,
  call: signature<<D extends DType>(input: Operand<D>, spec: WindowSpec) => Tensor<D>>(),
  layout: windowLayout,
});

const sumPrograms = new Map<DType, ReturnType<typeof buildProgram>>();

/** The program a + b of a dtype. */
function sumProgram(dtype: DType) {
  let program = sumPrograms.get(dtype);
  if (!program) {
    program = buildProgram([dtype, dtype], (s, [a, b]) => s.add(a, b));
    sumPrograms.set(dtype, program);
  }
  return program;
}

const zeroPrograms = new Map<DType, ReturnType<typeof buildProgram>>();

/** The program that gives 0 everywhere. */
function zeroProgram(dtype: DType) {
  let program = zeroPrograms.get(dtype);
  if (!program) {
    program = buildProgram([], (s) => s.constant(0, dtype));
    zeroPrograms.set(dtype, program);
  }
  return program;
}

/** Zeros of `shape` to which every window is added where `slidingWindow` sees it. */
export const overlapAdd = kernelOp('overlapAdd', {
  inputs: ['windows'],
  dtypes: numeric,
  attrs: { shape: required<Shape>(), ...specAttrs },
  call: signature<
    <D extends NumericDType>(windows: Tensor<D>, attrs: WindowSpec & { readonly shape: Shape }) => Tensor<D>
  >(),
  kernel: 'map',
  infer: ({ windows }, { shape }) => ({ dtype: windows.dtype, shape }),
  run: (kernels, { windows }, [output], spec) => {
    const { buffer, dtype } = output;
    const target = { buffer, dtype, ...windowLayout(output, spec) };
    kernels.map(zeroProgram(dtype), [], [output]);
    // The windows overlap, but what all of them see through one place does not: one sum for each place in a window.
    for (const place of placesIn(spec.sizes)) {
      const seen = { buffer, dtype, ...atPlace(target, place) };
      const added = { buffer: windows.buffer, dtype, ...atPlace(windows, place) };
      kernels.map(sumProgram(dtype), [seen, added], [seen]);
    }
  },
});

/** The coordinates of the elements of a window, in row-major order. */
function placesIn(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.reduce<readonly (readonly number[])[]>(
    (places, size) =>
      places.flatMap((place) => Array.from({ length: size }, (_, coordinate) => [...place, coordinate])),
    [[]],
  );
}

/** Of all windows, the element at one place. */
function atPlace(windows: Layout, place: readonly number[]): Layout {
  const outer = windows.shape.length - place.length;
  const lengths = windows.shape.map((length, axis) => (axis < outer ? length : 1));
  const begin = windows.shape.map((_, axis) => (axis < outer ? 0 : place[axis - outer]));
  return sliceLayout(windows, begin, lengths);
}
