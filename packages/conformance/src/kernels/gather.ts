/**
 * @file Cases of `gather`: index depths, batch axes, int32 and int64 indices.
 */

import { allDTypes, type DType } from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import { randomSource } from '../sample/random-source.ts';
import { tensorValues } from '../sample/tensor-values.ts';
import {
  coordinates,
  drawn,
  elementsOf,
  expectedValues,
  type KernelCase,
  type KernelSpec,
  positionOf,
} from './kernel-case.ts';

export const gatherSpec: KernelSpec = {
  kernel: 'gather',
  dtypes: allDTypes,
  cases: (dtype) => [
    gatherCase(dtype, [7], [5], 1, 0),
    gatherCase(dtype, [5, 7], [4], 1, 0),
    gatherCase(dtype, [5, 7], [2, 3], 2, 0),
    gatherCase(dtype, [4, 5, 6], [3], 2, 0, 'int64'),
    gatherCase(dtype, [3, 5, 2], [3, 4], 1, 1),
    gatherCase(dtype, [2, 3, 4, 5], [2, 3, 2], 1, 2, 'int64'),
    gatherCase(dtype, [5, 7], [], 1, 0),
    gatherCase(dtype, [5, 7], [0], 1, 0),
    gatherCase(dtype, [5, 0], [3], 1, 0),
    gatherCase(dtype, [5, 7], [3], 0, 0),
    gatherCase(dtype, [301, 3], [203], 1, 0),
  ],
};

/**
 * @param places The shape of `indices` without its last axis.
 * @param depth The length of its last axis.
 */
function gatherCase(
  dtype: DType,
  paramsShape: Shape,
  places: Shape,
  depth: number,
  batchDims: number,
  indexDType: 'int32' | 'int64' = 'int32',
): KernelCase {
  const params = drawn('gather/params', dtype, paramsShape);
  const indexRows = randomIndices(
    `gather/${paramsShape}/${places}`,
    places,
    paramsShape.slice(batchDims, batchDims + depth),
  );
  const indices = tensorValues(indexDType, [...places, depth], indexRows.flat());
  const sliceShape = paramsShape.slice(batchDims + depth);
  const shape = [...places, ...sliceShape];
  const elements = elementsOf(params);
  const results = [...coordinates(shape)].map((coordinate) => {
    const place = coordinate.slice(0, places.length);
    const row = indexRows[positionOf(place, places)];
    return elements[
      positionOf([...place.slice(0, batchDims), ...row, ...coordinate.slice(places.length)], paramsShape)
    ];
  });
  return {
    label: `params [${paramsShape.join(', ')}], ${indexDType} indices [${indices.shape.join(', ')}], ${batchDims} batch axes`,
    inputs: [params, indices],
    expected: [expectedValues(dtype, shape, results)],
    outputDTypes: [dtype],
    run: (kernels, [x, index], [output]) => kernels.gather(x, index, batchDims, output),
    ulp: 0,
  };
}

/** One row of indices for each place, each index within its axis. */
export function randomIndices(seed: string, places: Shape, axes: Shape): readonly (readonly number[])[] {
  const random = randomSource(seed);
  return [...coordinates(places)].map(() => axes.map((length) => Math.floor(random() * length)));
}
