/**
 * @file `windowMax` and `windowMean`, which pooling is made of: an invocation reads one window, where the lowerings fold
 * axis by axis.
 */

import { type DType, isFloating, lowest, type OpOverride, type PoolPlan, sizeOf } from '@tenon/core/backend';
import type { KernelContext } from '../kernels/kernel-context.ts';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import { calledFunctions, constantText } from '../program/dialect.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { wgslType } from '../wgsl/types.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';

const WORKGROUP = 64;

/** @param isMean Whether the mean is asked for, or the maximum. */
export function windowFold(context: KernelContext, isMean: boolean): OpOverride<GpuBuffer> {
  return ([input], attrs, [output]) => {
    const { windows, paddings } = attrs as unknown as PoolPlan; // The attributes of both ops, which the contract gives as unknown.
    if (!input) return false;
    const size = sizeOf(output.shape);
    if (size === 0) return true;
    const { axes } = windows;
    const rank = output.shape.length;
    const { buffers, binding } = planBindings([input.buffer, output.buffer]);
    const operands: readonly Operand[] = [
      { name: 'x', dtype: input.dtype, access: 'read' },
      { name: 'y', dtype: output.dtype, access: 'write' },
    ];
    const variant = `window ${isMean} ${input.dtype} ${rank} ${axes} ${binding}`;
    const kernel = context.cache.get(null, variant, () => source(operands, rank, axes, binding, isMean));
    // Along the windows' axes an element lies where the window says.
    const around = input.strides.map((stride, axis) => (axes.includes(axis) ? 0 : stride));
    const ofAxes = axes.flatMap((axis, i) => [
      windows.sizes[i],
      windows.strides[i],
      windows.dilations[i],
      paddings?.[axis][0] ?? 0,
      input.shape[axis],
      input.strides[axis],
    ]);
    const walks = [{ offset: input.offset, strides: around }, output];
    const parameters = [size, ...ofAxes, ...walkValues(output.shape, walks)];
    context.queue.dispatch(kernel, buffers, parameters, Math.ceil(size / WORKGROUP));
    return true;
  };
}

function source(
  operands: readonly Operand[],
  rank: number,
  axes: readonly number[],
  binding: readonly number[],
  isMean: boolean,
): KernelSource {
  const { dtype } = operands[0];
  const type = wgslType(dtype);
  const names = ['size', 'step', 'dilation', 'before', 'extent', 'along'];
  // A loop for each axis; what a cell's place in the input is, and whether it has one.
  const open = axes.map(
    (axis, i) => `for (var k${i} = 0u; k${i} < parameters.size_${i}; k${i}++) {
  // What lies before the input is, in two's complement, far behind it.
  let p${i} = length_at_${axis} * parameters.step_${i} + k${i} * parameters.dilation_${i} - parameters.before_${i};
  if (p${i} >= parameters.extent_${i}) { continue; }`,
  );
  const place = ['x_at', ...axes.map((_, i) => `p${i} * parameters.along_${i}`)].join(' + ');
  const fold = isMean ? 'folded += load_x(at); cells += 1.0f;' : `folded = ${maximum(dtype)};`;
  const body = [
    `let element = group * ${WORKGROUP}u + local;`,
    'if (element >= parameters.count) { return; }',
    ...walkStatements(rank, ['x', 'y'], 'element'),
    `var folded: ${type} = ${isMean ? '0.0f' : lowestText(dtype)};`,
    ...(isMean ? ['var cells = 0.0f;'] : []),
    ...open,
    `let at = ${place};`,
    fold,
    ...axes.map(() => '}'),
    `store_y(y_at, ${isMean ? 'tn_div(folded, cells)' : 'folded'});`,
  ];
  return kernelSource({
    label: isMean ? 'windowMean' : 'windowMax',
    operands,
    binding,
    parameters: [
      'count',
      ...axes.flatMap((_, i) => names.map((name) => `${name}_${i}`)),
      ...walkParameters(rank, ['x', 'y']),
    ],
    functions: calledFunctions(body),
    workgroupSize: WORKGROUP,
    body: body.join('\n'),
  });
}

const maximum = (dtype: DType) =>
  isFloating(dtype) ? 'tn_max(folded, load_x(at))' : 'max(folded, load_x(at))';

const lowestText = (dtype: DType) => constantText(isFloating(dtype) ? -Infinity : lowest(dtype), dtype);
