/**
 * @file `layerNormalization`: mean, variance and result of a row by one workgroup, which reads it while it is in the cache.
 */

import { type Axes, normalizeAxes, type OpOverride } from '@tenon/core/backend';
import type { KernelContext } from '../kernels/kernel-context.ts';
import type { GpuBuffer, GpuView } from '../memory/gpu-buffer.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import { workgroupFolds } from '../wgsl/workgroup-fold.ts';
import { rowsOf } from './rows.ts';

const WORKGROUP = 128;

export function layerNormalization(context: KernelContext): OpOverride<GpuBuffer> {
  return ([x, scale, offset], attrs, [output]) => {
    if (!x) return false;
    const axes = normalizeAxes(attrs.axis as Axes, x.shape.length, 'layerNormalization');
    const along = (view: GpuView | undefined) => view && alongAxes(view, axes, x.shape);
    const named = { x, y: output, scale: along(scale), offset: along(offset) };
    const present = Object.entries(named).filter(
      (entry): entry is [string, GpuView] => entry[1] !== undefined,
    );
    const views = present.map(([, view]) => view);
    const rows = rowsOf(views, axes);
    if (!rows) return false;
    if (rows.count * rows.length === 0) return true;
    const rank = rows.shape.length;
    const { buffers, binding } = planBindings(views.map(({ buffer }) => buffer));
    const operands = present.map(
      ([name, { dtype }]): Operand => ({ name, dtype, access: name === 'y' ? 'write' : 'read' }),
    );
    const variant = `layerNormalization ${operands.map(({ name, dtype }) => `${name} ${dtype}`)} ${rank} ${binding}`;
    const kernel = context.cache.get(null, variant, () => source(operands, rank, binding));
    const epsilon = bitsOf(attrs.epsilon as number);
    const parameters = [
      rows.count,
      rows.length,
      epsilon,
      ...rows.along,
      ...walkValues(rows.shape, rows.walks),
    ];
    context.queue.dispatch(kernel, buffers, parameters, rows.count);
    return true;
  };
}

/** A parameter of the normalized axes, repeated along all others. */
function alongAxes(parameter: GpuView, axes: readonly number[], shape: readonly number[]): GpuView {
  const strides = shape.map((_, axis) => parameter.strides[axes.indexOf(axis)] ?? 0);
  return { ...parameter, shape, strides };
}

/** A float32 as a word. */
function bitsOf(value: number): number {
  return new Uint32Array(new Float32Array([value]).buffer)[0];
}

function source(operands: readonly Operand[], rank: number, binding: readonly number[]): KernelSource {
  const names = operands.map(({ name }) => name);
  const load = (name: string) => `load_${name}(${name}_at + i * parameters.${name}_along)`;
  const scaled = names.includes('scale') ? `normal * ${load('scale')}` : 'normal';
  const shifted = names.includes('offset') ? `${scaled} + ${load('offset')}` : scaled;
  return kernelSource({
    label: 'layerNormalization',
    operands,
    binding,
    parameters: [
      'rows',
      'row_length',
      'epsilon',
      ...names.map((name) => `${name}_along`),
      ...walkParameters(rank, names),
    ],
    functions: ['tn_rsqrt', 'tn_div'],
    declarations: workgroupFolds(WORKGROUP, [{ name: 'sum_of', type: 'f32', combine: 'a + b' }]),
    workgroupSize: WORKGROUP,
    body: `
${walkStatements(rank, names, 'min(group, parameters.rows - 1u)').join('\n')}
let length = f32(parameters.row_length);
var own_sum = 0.0f;
for (var i = local; i < parameters.row_length; i += ${WORKGROUP}u) { own_sum += ${load('x')}; }
let mean = tn_div(sum_of(local, own_sum), length);
var own_squares = 0.0f;
for (var i = local; i < parameters.row_length; i += ${WORKGROUP}u) {
  let deviation = ${load('x')} - mean;
  own_squares += deviation * deviation;
}
let variance = tn_div(sum_of(local, own_squares), length);
let factor = tn_rsqrt(variance + bitcast<f32>(parameters.epsilon));
if (group >= parameters.rows) { return; }
for (var i = local; i < parameters.row_length; i += ${WORKGROUP}u) {
  let normal = (${load('x')} - mean) * factor;
  store_y(y_at + i * parameters.y_along, ${shifted});
}`,
  });
}
