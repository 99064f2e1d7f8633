/**
 * @file Cases of `scan`: every running fold, along every axis, inclusive and exclusive.
 */

import { type DType, isFloating } from '@tenon/core';
import type { ScanKind, Shape } from '@tenon/core/backend';
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

export const scanSpec: KernelSpec = {
  kernel: 'scan',
  dtypes: numericDTypes,
  cases: (dtype) => {
    const kinds: readonly ScanKind[] = isFloating(dtype)
      ? ['sum', 'prod', 'min', 'max', 'logSumExp']
      : ['sum', 'prod', 'min', 'max'];
    const geometries: readonly (readonly [Shape, number])[] = [
      [[7], 0],
      [[5, 7], 0],
      [[5, 7], 1],
      [[3, 4, 5], 1],
      [[3, 0], 0],
      [[3, 0], 1],
      [[301], 0],
    ];
    return kinds.flatMap((kind) =>
      geometries.flatMap(([shape, axis]) =>
        [false, true].map((exclusive) => scanCase(kind, dtype, shape, axis, exclusive)),
      ),
    );
  },
};

function scanCase(kind: ScanKind, dtype: DType, shape: Shape, axis: number, exclusive: boolean): KernelCase {
  const input = drawn(`scan/${kind}`, dtype, shape, (random) =>
    kind === 'prod'
      ? isFloating(dtype)
        ? 0.9 + 0.2 * random()
        : 1 + Math.floor(random() * 2)
      : (random() - 0.5) * 8,
  );
  const elements = elementsOf(input);
  const results: LoopElement[] = [];
  for (const coordinate of coordinates(shape)) {
    const position = positionOf(coordinate, shape);
    const first = coordinate[axis] === 0;
    const previous = positionOf(coordinate.with(axis, Math.max(coordinate[axis] - 1, 0)), shape);
    if (first) results[position] = exclusive ? identity(kind, dtype) : elements[position];
    else results[position] = fold(kind, dtype, results[previous], elements[exclusive ? previous : position]);
  }
  return {
    label: `${kind} [${shape.join(', ')}] along ${axis}${exclusive ? ', exclusive' : ''}`,
    inputs: [input],
    expected: [expectedValues(dtype, shape, results)],
    outputDTypes: [dtype],
    run: (kernels, [x], [output]) => kernels.scan(kind, x, axis, exclusive, output),
    // A running fold rounds at every step.
    ulp: kind === 'min' || kind === 'max' ? 0 : 4 + (shape[axis] ?? 0),
    ...((kind === 'sum' || kind === 'logSumExp') && { terms: true as const }),
  };
}

function identity(kind: ScanKind, dtype: DType): LoopElement {
  const isWide = dtype === 'int64' || dtype === 'uint64';
  if (kind === 'sum') return isWide ? 0n : 0;
  if (kind === 'prod') return isWide ? 1n : 1;
  if (isFloating(dtype)) return kind === 'min' ? Infinity : -Infinity;
  const bits = BigInt(/\d+/.exec(dtype)?.[0] ?? '0');
  const isUnsigned = dtype.startsWith('u');
  const greatest = isUnsigned ? 2n ** bits - 1n : 2n ** (bits - 1n) - 1n;
  const limit = kind === 'min' ? greatest : isUnsigned ? 0n : -greatest - 1n;
  return isWide ? limit : Number(limit);
}

function fold(kind: ScanKind, dtype: DType, a: LoopElement, b: LoopElement): LoopElement {
  switch (kind) {
    case 'sum':
      return added(dtype, a, b);
    case 'prod':
      return multiplied(dtype, a, b);
    case 'min':
      return a < b ? a : b;
    case 'max':
      return a > b ? a : b;
    case 'logSumExp': {
      const [low, high] = [Math.min(Number(a), Number(b)), Math.max(Number(a), Number(b))];
      return high === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
    }
    default:
      return kind satisfies never;
  }
}
