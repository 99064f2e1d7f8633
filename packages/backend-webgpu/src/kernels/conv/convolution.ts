/**
 * @file A convolution's operands and geometry as parameters: what both shaders of `conv` start from.
 *
 * An element of the left operand lies under a tap of the window where its coordinate, with the holes of the operand's
 * dilation counted, is `place · stride + tap · dilation − before`. Before the first this is negative, which as a `u32` is a
 * large one: one comparison finds both ends.
 */

import { type ConvGeometry, type DType, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../../memory/gpu-buffer.ts';
import { type BindingPlan, type Operand, planBindings } from '../../wgsl/operands.ts';
import { type WgslType, wgslType } from '../../wgsl/types.ts';

export interface Convolution {
  readonly x: GpuView;
  readonly w: GpuView;
  readonly y: GpuView;
  readonly geometry: ConvGeometry;
  readonly spatialRank: number;
  readonly dtype: DType;
  readonly type: WgslType;
  /** Whether the left operand has holes. */
  readonly hasHoles: boolean;
  /** Places of the output of an image, taps of the window, and features of a group. */
  readonly places: number;
  readonly taps: number;
  readonly features: number;
  readonly outputFeatures: number;
  readonly operands: readonly Operand[];
  readonly plan: BindingPlan;
}

export function convolutionOf(x: GpuView, w: GpuView, y: GpuView, geometry: ConvGeometry): Convolution {
  const { dtype } = x;
  const spatialRank = geometry.strides.length;
  return {
    x,
    w,
    y,
    geometry,
    spatialRank,
    dtype,
    type: wgslType(dtype),
    hasHoles: geometry.lhsDilation.some((holes) => holes !== 1),
    places: sizeOf(y.shape.slice(1, -1)),
    taps: sizeOf(w.shape.slice(0, spatialRank)),
    features: w.shape[spatialRank],
    outputFeatures: w.shape[spatialRank + 1] / geometry.groups,
    operands: [
      { name: 'x', dtype, access: 'read' },
      { name: 'w', dtype, access: 'read' },
      { name: 'y', dtype: y.dtype, access: 'write' },
    ],
    plan: planBindings([x.buffer, w.buffer, y.buffer]),
  };
}

/** What a shader's text depends on. */
export function variantOf({ dtype, y, spatialRank, hasHoles, plan }: Convolution): string {
  return `conv ${dtype} ${y.dtype} ${spatialRank} ${hasHoles} ${plan.binding}`;
}

/** The spatial axes, by number. */
export function spatialAxes({ spatialRank }: Convolution): readonly number[] {
  return Array.from({ length: spatialRank }, (_, axis) => axis);
}

/** Of each operand: where it begins, and the strides of its axes that are not spatial. */
const operandParameters = ['x_offset', 'x_image', 'x_feature', 'w_offset', 'w_feature', 'w_output'];

/** Of each spatial axis, with its number after it. `extent` counts holes between the elements. */
const axisParameters = ['window', 'stride', 'dilation', 'before', 'extent', 'holes', 'x_step', 'w_step'];

export function convolutionParameters(convolution: Convolution): readonly string[] {
  const ofAxes = spatialAxes(convolution).flatMap((axis) => axisParameters.map((name) => `${name}_${axis}`));
  return ['features', 'output_features', ...operandParameters, ...ofAxes];
}

export function convolutionValues(convolution: Convolution): readonly number[] {
  const { x, w, geometry, spatialRank, features, outputFeatures } = convolution;
  const ofOperands = [x.offset, x.strides[0], x.strides[spatialRank + 1]];
  const ofWindow = [w.offset, w.strides[spatialRank], w.strides[spatialRank + 1]];
  const ofAxes = spatialAxes(convolution).flatMap((axis) => {
    const length = x.shape[axis + 1];
    const holes = geometry.lhsDilation[axis];
    return [
      w.shape[axis],
      geometry.strides[axis],
      geometry.rhsDilation[axis],
      geometry.padding[axis][0],
      length === 0 ? 0 : (length - 1) * holes + 1,
      holes,
      x.strides[axis + 1],
      w.strides[axis],
    ];
  });
  return [features, outputFeatures, ...ofOperands, ...ofWindow, ...ofAxes];
}

/** A condition: whether no element lies at a coordinate that counts holes. */
export function isOutside({ hasHoles }: Convolution, coordinate: string, axis: number): string {
  const beyond = `${coordinate} >= parameters.extent_${axis}`;
  return hasHoles ? `(${beyond} || ${coordinate} % parameters.holes_${axis} != 0u)` : beyond;
}

/** How far it lies from the first. */
export function stepsTo({ hasHoles }: Convolution, coordinate: string, axis: number): string {
  const position = hasHoles ? `${coordinate} / parameters.holes_${axis}` : coordinate;
  return `${position} * parameters.x_step_${axis}`;
}
