/**
 * @file `softmax` and `logSoftmax`: a workgroup for each row, which is read while it is in the cache.
 */

import { normalizeAxis, type OpOverride } from '@tenon/core/backend';
import type { KernelContext } from '../kernels/kernel-context.ts';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import { workgroupFolds } from '../wgsl/workgroup-fold.ts';
import { rowsOf } from './rows.ts';

const WORKGROUP = 128;

/** @param isLogarithm Whether it is the logarithm that is asked for. */
export function softmax(context: KernelContext, isLogarithm: boolean): OpOverride<GpuBuffer> {
  return ([logits], attrs, [output]) => {
    if (!logits) return false;
    const axis = normalizeAxis(attrs.axis as number, logits.shape.length, 'softmax');
    const rows = rowsOf([logits, output], [axis]);
    if (!rows) return false;
    if (rows.count * rows.length === 0) return true;
    const rank = rows.shape.length;
    const { buffers, binding } = planBindings([logits.buffer, output.buffer]);
    const operands: readonly Operand[] = [
      { name: 'x', dtype: logits.dtype, access: 'read' },
      { name: 'y', dtype: output.dtype, access: 'write' },
    ];
    const variant = `softmax ${isLogarithm} ${logits.dtype} ${rank} ${binding}`;
    const kernel = context.cache.get(null, variant, () => source(operands, rank, binding, isLogarithm));
    const parameters = [rows.count, rows.length, ...rows.along, ...walkValues(rows.shape, rows.walks)];
    context.queue.dispatch(kernel, buffers, parameters, rows.count);
    return true;
  };
}

function source(
  operands: readonly Operand[],
  rank: number,
  binding: readonly number[],
  isLogarithm: boolean,
): KernelSource {
  const value = isLogarithm ? 'x - greatest - logarithm' : 'tn_div(tn_exp(x - greatest), sum)';
  return kernelSource({
    label: isLogarithm ? 'logSoftmax' : 'softmax',
    operands,
    binding,
    parameters: ['rows', 'row_length', 'x_along', 'y_along', ...walkParameters(rank, ['x', 'y'])],
    functions: ['tn_max', 'tn_exp', 'tn_div', 'tn_infinity', ...(isLogarithm ? ['tn_log'] : [])],
    declarations: workgroupFolds(WORKGROUP, [
      { name: 'greatest_of', type: 'f32', combine: 'tn_max(a, b)' },
      { name: 'sum_of', type: 'f32', combine: 'a + b' },
    ]),
    workgroupSize: WORKGROUP,
    body: `
${walkStatements(rank, ['x', 'y'], 'min(group, parameters.rows - 1u)').join('\n')}
var own_greatest = -tn_infinity();
for (var i = local; i < parameters.row_length; i += ${WORKGROUP}u) {
  own_greatest = tn_max(own_greatest, load_x(x_at + i * parameters.x_along));
}
let greatest = greatest_of(local, own_greatest);
var own_sum = 0.0f;
for (var i = local; i < parameters.row_length; i += ${WORKGROUP}u) {
  own_sum += tn_exp(load_x(x_at + i * parameters.x_along) - greatest);
}
let sum = sum_of(local, own_sum);
${isLogarithm ? 'let logarithm = tn_log(sum);' : ''}
if (group >= parameters.rows) { return; }
for (var i = local; i < parameters.row_length; i += ${WORKGROUP}u) {
  let x = load_x(x_at + i * parameters.x_along);
  store_y(y_at + i * parameters.y_along, ${value});
}`,
  });
}
