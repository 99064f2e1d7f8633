/**
 * @file Cases of `reduce`: every fold, over every choice of axes, with and without a program before it.
 */

import { type DType, isFloating } from '@tenon/core';
import { buildProgram, type ReduceKind, type ScalarProgram, type Shape } from '@tenon/core/backend';
import type { TensorValues } from '../sample/tensor-values.ts';
import {
  added,
  coordinates,
  drawn,
  elementsOf,
  expectedValues,
  type KernelCase,
  type KernelSpec,
  type LoopElement,
  multiplied,
  numericDTypes,
  positionOf,
} from './kernel-case.ts';

export const reduceSpec: KernelSpec = { kernel: 'reduce', dtypes: ['bool', ...numericDTypes], cases };

interface Geometry {
  readonly shape: Shape;
  readonly axes: readonly number[];
}

const geometries: readonly Geometry[] = [
  { shape: [], axes: [] },
  { shape: [7], axes: [0] },
  { shape: [5, 7], axes: [0] },
  { shape: [5, 7], axes: [1] },
  { shape: [5, 7], axes: [0, 1] },
  { shape: [3, 4, 5], axes: [0, 2] },
  { shape: [3, 4, 5], axes: [1] },
  { shape: [2, 3], axes: [] },
  { shape: [1031], axes: [0] },
  { shape: [37, 41], axes: [1] },
];

/** Folds of nothing give the identity. */
const emptyGeometries: readonly Geometry[] = [
  { shape: [0], axes: [0] },
  { shape: [3, 0], axes: [1] },
  { shape: [0, 3], axes: [1] },
];

function cases(dtype: DType): readonly KernelCase[] {
  if (dtype === 'bool') {
    return (['any', 'all'] as const).flatMap((kind) =>
      [...geometries, ...emptyGeometries].map((geometry) => foldCase(kind, dtype, geometry)),
    );
  }
  const folds = (['sum', 'prod', 'min', 'max'] as const).flatMap((kind) =>
    [...geometries, ...emptyGeometries].map((geometry) => foldCase(kind, dtype, geometry)),
  );
  const positions = (['argMin', 'argMax'] as const).flatMap((kind) =>
    geometries.filter(({ axes }) => axes.length === 1).map((geometry) => positionCase(kind, dtype, geometry)),
  );
  return [
    ...folds,
    ...positions,
    squaresCase(dtype),
    productsCase(dtype),
    ...(isFloating(dtype) ? nanCases(dtype) : []),
  ];
}

/** Few distinct values, so that there are ties; near 1 for products of many. */
function folded(kind: ReduceKind, dtype: DType, shape: Shape): TensorValues {
  const factor = (u: number) => (isFloating(dtype) ? 0.9 + 0.2 * u : 1 + Math.floor(u * 3));
  return drawn(`reduce/${kind}`, dtype, shape, (random) =>
    kind === 'prod' ? factor(random()) : Math.floor(random() * 9) - 4,
  );
}

function foldCase(kind: ReduceKind, dtype: DType, { shape, axes }: Geometry): KernelCase {
  const input = folded(kind, dtype, shape);
  return reduceCase(
    `${kind} [${shape.join(', ')}] over [${axes.join(', ')}]`,
    kind,
    input,
    axes,
    null,
    (group) => group.reduce((a, b) => fold(kind, dtype, a, b), identity(kind, dtype)),
  );
}

/** Σ x², the sum of a program's results. */
function squaresCase(dtype: DType): KernelCase {
  const program = buildProgram([dtype], (s, [x]) => s.mul(x, x));
  const input = folded('sum', dtype, [6, 9]);
  return reduceCase('sum of squares', 'sum', input, [1], program, (group) =>
    group.map((x) => multiplied(dtype, x, x)).reduce((a, b) => added(dtype, a, b), identity('sum', dtype)),
  );
}

/** Σ x·y, a program of two inputs, of which one is a row for all rows. */
function productsCase(dtype: DType): KernelCase {
  const program = buildProgram([dtype, dtype], (s, [x, y]) => s.mul(x, y));
  const x = folded('sum', dtype, [6, 9]);
  const row = folded('max', dtype, [9]);
  const weights = elementsOf(row);
  const elements = elementsOf(x);
  const sums = Array.from({ length: 6 }, (_, i) =>
    weights
      .map((weight, j) => multiplied(dtype, elements[i * 9 + j], weight))
      .reduce((a, b) => added(dtype, a, b), identity('sum', dtype)),
  );
  return {
    label: 'sum of products',
    inputs: [x, row],
    expected: [expectedValues(dtype, [6, 1], sums)],
    outputDTypes: [dtype],
    run: (kernels, [a, b], [output]) => {
      const repeated = { ...b, shape: a.shape, strides: [0, ...b.strides] };
      kernels.reduce('sum', program, [a, repeated], [1], output);
    },
    ulp: 16,
    terms: true,
  };
}

/** NaN propagates through min and max; argMin and argMax pass over it. */
function nanCases(dtype: DType): readonly KernelCase[] {
  const input = folded('max', dtype, [4, 5]);
  const withNaN = {
    ...input,
    data: (input.data as Float32Array).map((x, i) => (i === 7 || i >= 15 ? NaN : x)),
  };
  const folds = (['min', 'max'] as const).map((kind) =>
    reduceCase(`${kind} with NaN`, kind, withNaN, [1], null, (group) =>
      group.reduce((a, b) => fold(kind, dtype, a, b), identity(kind, dtype)),
    ),
  );
  const positions = (['argMin', 'argMax'] as const).map((kind) =>
    reduceCase(
      `${kind} with NaN`,
      kind,
      withNaN,
      [1],
      null,
      (group) => extremePosition(kind, group),
      'int32',
    ),
  );
  return [...folds, ...positions];
}

function positionCase(kind: 'argMin' | 'argMax', dtype: DType, { shape, axes }: Geometry): KernelCase {
  const input = folded(kind, dtype, shape);
  const to = shape.length === 1 ? 'int64' : 'int32';
  const label = `${kind} [${shape.join(', ')}] over [${axes.join(', ')}] to ${to}`;
  return reduceCase(label, kind, input, axes, null, (group) => extremePosition(kind, group), to);
}

/** A case whose every output element is made of the group of elements it folds, in row-major order. */
function reduceCase(
  label: string,
  kind: ReduceKind,
  input: TensorValues,
  axes: readonly number[],
  program: ScalarProgram | null,
  ofGroup: (group: readonly LoopElement[]) => LoopElement,
  output: DType = input.dtype,
): KernelCase {
  const { shape } = input;
  const elements = elementsOf(input);
  const outputShape = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const groups = [...coordinates(outputShape)].map((): LoopElement[] => []);
  for (const coordinate of coordinates(shape)) {
    const target = coordinate.map((index, axis) => (axes.includes(axis) ? 0 : index));
    groups[positionOf(target, outputShape)].push(elements[positionOf(coordinate, shape)]);
  }
  return {
    label,
    inputs: [input],
    expected: [expectedValues(output, outputShape, groups.map(ofGroup))],
    outputDTypes: [output],
    run: (kernels, [x], [made]) => kernels.reduce(kind, program, [x], axes, made),
    // A product of n factors rounds n times, however it is folded.
    ulp: kind === 'prod' ? 4 + input.data.length / 8 : 4,
    ...(kind === 'sum' && { terms: true as const }),
  };
}

function identity(kind: ReduceKind, dtype: DType): LoopElement {
  const isWide = dtype === 'int64' || dtype === 'uint64';
  switch (kind) {
    case 'sum':
    case 'any':
      return isWide ? 0n : 0;
    case 'prod':
    case 'all':
      return isWide ? 1n : 1;
    case 'min':
      return limitOf(dtype, 1);
    case 'max':
      return limitOf(dtype, -1);
    default:
      throw new RangeError(`${kind} of nothing has no identity.`);
  }
}

/** The greatest (1) or least (−1) value: infinities for floats. */
function limitOf(dtype: DType, sign: 1 | -1): LoopElement {
  if (isFloating(dtype)) return sign * Infinity;
  const bits = Number(/\d+/.exec(dtype)?.[0]);
  const unsigned = dtype.startsWith('u');
  const greatest = unsigned ? 2n ** BigInt(bits) - 1n : 2n ** BigInt(bits - 1) - 1n;
  const limit = sign > 0 ? greatest : unsigned ? 0n : -greatest - 1n;
  return bits === 64 ? limit : Number(limit);
}

function fold(kind: ReduceKind, dtype: DType, a: LoopElement, b: LoopElement): LoopElement {
  switch (kind) {
    case 'sum':
      return added(dtype, a, b);
    case 'prod':
      return multiplied(dtype, a, b);
    case 'any':
      return a || b;
    case 'all':
      return a && b;
    default:
      if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
      return kind === 'min' ? (a < b ? a : b) : a > b ? a : b;
  }
}

/** The first position of the least or greatest element that is not NaN; 0 if all are. */
function extremePosition(kind: 'argMin' | 'argMax', group: readonly LoopElement[]): number {
  let best = group.findIndex((element) => !Number.isNaN(element));
  if (best === -1) return 0;
  group.forEach((element, position) => {
    if (kind === 'argMin' ? element < group[best] : element > group[best]) best = position;
  });
  return best;
}
