/**
 * @file Cases of `scatter`: every fold, with duplicates, and updates that leave most of the operand alone.
 */

import { allDTypes, type DType } from '@tenon/core';
import type { ScatterKind, Shape } from '@tenon/core/backend';
import { tensorValues } from '../sample/tensor-values.ts';
import { randomIndices } from './gather.ts';
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
  positionOf,
} from './kernel-case.ts';

export const scatterSpec: KernelSpec = {
  kernel: 'scatter',
  dtypes: allDTypes,
  cases: (dtype) => {
    const kinds: readonly ScatterKind[] =
      dtype === 'bool' ? ['update'] : ['update', 'add', 'mul', 'min', 'max'];
    return kinds.flatMap((kind) => [
      scatterCase(kind, dtype, [7], [5], 1),
      scatterCase(kind, dtype, [5, 3], [4], 1, 'int64'),
      scatterCase(kind, dtype, [4, 5], [2, 3], 2),
      scatterCase(kind, dtype, [4, 5, 2], [3], 2),
      scatterCase(kind, dtype, [5, 3], [0], 1),
      scatterCase(kind, dtype, [3, 0], [2], 1),
      scatterCase(kind, dtype, [97], [203], 1),
    ]);
  },
};

function scatterCase(
  kind: ScatterKind,
  dtype: DType,
  operandShape: Shape,
  places: Shape,
  depth: number,
  indexDType: 'int32' | 'int64' = 'int32',
): KernelCase {
  const operand = drawn('scatter/operand', dtype, operandShape);
  const all = randomIndices(`scatter/${kind}/${operandShape}`, places, operandShape.slice(0, depth));
  // Which duplicate an update leaves is only fixed where scatter is deterministic; so there are none.
  const rows = kind === 'update' ? distinctRows(all, operandShape.slice(0, depth)) : all;
  const placed = rows.length === all.length ? places : [rows.length];
  const indices = tensorValues(indexDType, [...placed, depth], rows.flat());
  const sliceShape = operandShape.slice(depth);
  const updates = drawn('scatter/updates', dtype, [...placed, ...sliceShape], (random) =>
    kind === 'mul' ? 0.75 + random() * 1.5 : (random() - 0.5) * 8,
  );
  const results = [...elementsOf(operand)];
  const given = elementsOf(updates);
  rows.forEach((row, place) => {
    for (const inSlice of coordinates(sliceShape)) {
      const position = positionOf([...row, ...inSlice], operandShape);
      const update = given[positionOf([place, ...inSlice], [rows.length, ...sliceShape])];
      results[position] = fold(kind, dtype, results[position], update);
    }
  });
  return {
    label: `${kind} [${operandShape.join(', ')}] at ${indexDType} [${indices.shape.join(', ')}]`,
    inputs: [operand, indices, updates],
    expected: [expectedValues(dtype, operandShape, results)],
    outputDTypes: [dtype],
    run: (kernels, [x, index, update], [output]) => kernels.scatter(kind, x, index, update, output),
    ulp: kind === 'add' || kind === 'mul' ? 16 : 0,
    ...(kind === 'add' && { terms: true as const }),
  };
}

function distinctRows(rows: readonly (readonly number[])[], axes: Shape): readonly (readonly number[])[] {
  const seen = new Set<number>();
  return rows.filter((row) => {
    const position = positionOf(row, axes);
    if (seen.has(position)) return false;
    seen.add(position);
    return true;
  });
}

function fold(kind: ScatterKind, dtype: DType, a: LoopElement, b: LoopElement): LoopElement {
  switch (kind) {
    case 'update':
      return b;
    case 'add':
      return added(dtype, a, b);
    case 'mul':
      return multiplied(dtype, a, b);
    case 'min':
      return a < b ? a : b;
    case 'max':
      return a > b ? a : b;
    default:
      return kind satisfies never;
  }
}
