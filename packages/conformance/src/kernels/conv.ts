/**
 * @file Cases of `conv`: one to three spatial axes; strides, padding of both signs, holes on both sides, groups.
 */

import type { DType } from '@tenon/core';
import type { ConvGeometry, Shape } from '@tenon/core/backend';
import {
  added,
  coordinates,
  drawn,
  elementsOf,
  expectedValues,
  floatingDTypes,
  type KernelCase,
  type KernelSpec,
  type LoopElement,
  multiplied,
  positionOf,
} from './kernel-case.ts';

interface ConvSetting extends Partial<ConvGeometry> {
  /** Spatial lengths of the left operand. */
  readonly size: Shape;
  /** Spatial lengths of the filter. */
  readonly window: Shape;
  readonly batch?: number;
  readonly features?: number;
  readonly outputFeatures?: number;
}

const settings: readonly ConvSetting[] = [
  { size: [7], window: [3] },
  { size: [5, 6], window: [3, 2] },
  { size: [7, 8], window: [3, 3], strides: [2, 3] },
  {
    size: [5, 5],
    window: [3, 3],
    padding: [
      [1, 1],
      [2, 0],
    ],
  },
  {
    size: [7, 7],
    window: [3, 3],
    padding: [
      [-1, 1],
      [0, -2],
    ],
  },
  {
    size: [4, 3],
    window: [3, 3],
    padding: [
      [2, 2],
      [2, 2],
    ],
    lhsDilation: [2, 3],
  },
  { size: [9, 9], window: [3, 2], rhsDilation: [2, 3] },
  { size: [6, 6], window: [3, 3], features: 4, outputFeatures: 6, groups: 2 },
  { size: [5, 5], window: [2, 2], features: 3, outputFeatures: 6, groups: 3 },
  {
    size: [4, 5, 3],
    window: [2, 2, 2],
    padding: [
      [1, 0],
      [0, 0],
      [1, 1],
    ],
    strides: [1, 2, 1],
  },
  { size: [1, 1], window: [1, 1], features: 5, outputFeatures: 7 },
  { size: [4, 4], window: [2, 2], batch: 0 },
  { size: [4, 4], window: [2, 2], features: 0, outputFeatures: 3 },
];

export const convSpec: KernelSpec = {
  kernel: 'conv',
  dtypes: [...floatingDTypes, 'int32'],
  cases: (dtype) => settings.map((setting) => convCase(dtype, setting)),
};

function convCase(dtype: DType, setting: ConvSetting): KernelCase {
  const { size, window, batch = 2, features = 3, outputFeatures = 4 } = setting;
  const geometry: ConvGeometry = {
    strides: setting.strides ?? size.map(() => 1),
    padding: setting.padding ?? size.map(() => [0, 0] as const),
    lhsDilation: setting.lhsDilation ?? size.map(() => 1),
    rhsDilation: setting.rhsDilation ?? size.map(() => 1),
    groups: setting.groups ?? 1,
  };
  const lhs = drawn('conv/lhs', dtype, [batch, ...size, features]);
  const rhs = drawn('conv/rhs', dtype, [...window, features / geometry.groups, outputFeatures]);
  const shape = [batch, ...size.map((_, axis) => outputLength(geometry, size, window, axis)), outputFeatures];
  const left = elementsOf(lhs);
  const right = elementsOf(rhs);
  const groupFeatures = features / geometry.groups;
  const elements = [...coordinates(shape)].map(([image, ...rest]) => {
    const output = rest[size.length];
    const firstFeature = Math.floor(output / (outputFeatures / geometry.groups)) * groupFeatures;
    let sum: LoopElement = 0;
    for (const tap of coordinates(window)) {
      const source = sourceOf(geometry, size, rest, tap);
      if (!source) continue;
      for (let feature = 0; feature < groupFeatures; feature++) {
        const x = left[positionOf([image, ...source, firstFeature + feature], lhs.shape)];
        const y = right[positionOf([...tap, feature, output], rhs.shape)];
        sum = added(dtype, sum, multiplied(dtype, x, y));
      }
    }
    return sum;
  });
  return {
    label: describe(setting),
    inputs: [lhs, rhs],
    expected: [expectedValues(dtype, shape, elements)],
    outputDTypes: [dtype],
    run: (kernels, [x, y], [output]) => kernels.conv(x, y, output, geometry),
    ulp: 64,
    terms: true,
  };
}

/** The element of the left operand that a tap of the window falls on; undefined in padding and holes. */
function sourceOf(
  { strides, padding, lhsDilation, rhsDilation }: ConvGeometry,
  size: Shape,
  place: readonly number[],
  tap: readonly number[],
): readonly number[] | undefined {
  const source = size.map((_, axis) => {
    const dilated = place[axis] * strides[axis] + tap[axis] * rhsDilation[axis] - padding[axis][0];
    return dilated / lhsDilation[axis];
  });
  const inside = source.every((index, axis) => Number.isInteger(index) && index >= 0 && index < size[axis]);
  return inside ? source : undefined;
}

function outputLength(geometry: ConvGeometry, size: Shape, window: Shape, axis: number): number {
  const dilated = (size[axis] - 1) * geometry.lhsDilation[axis] + 1;
  const [low, high] = geometry.padding[axis];
  const extent = (window[axis] - 1) * geometry.rhsDilation[axis] + 1;
  return Math.floor((dilated + low + high - extent) / geometry.strides[axis]) + 1;
}

const describe = (setting: ConvSetting) =>
  Object.entries(setting)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');
