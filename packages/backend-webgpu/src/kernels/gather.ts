/**
 * @file `gather`: slices of an operand, by index. An invocation moves one element; an index out of range gives 0.
 */

import { collapseLayouts, type DType, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import { asBits } from './as-bits.ts';
import { addressParameters, addressStatements, addressValues } from './indexed-slices.ts';
import type { KernelContext } from './kernel-context.ts';

const WORKGROUP = 256;

export function gather(
  context: KernelContext,
  params: GpuView,
  indices: GpuView,
  batchDims: number,
  output: GpuView,
): void {
  const size = sizeOf(output.shape);
  if (size === 0) return;
  const lastAxis = indices.shape.length - 1;
  const depth = indices.shape[lastAxis];
  // All are walked over the output's shape: batches, then places, then the slice.
  const sliceStrides = params.strides.slice(batchDims + depth);
  const places = lastAxis - batchDims;
  const collapsed = collapseLayouts(output.shape, [
    [...params.strides.slice(0, batchDims), ...zeros(places), ...sliceStrides],
    [...indices.strides.slice(0, lastAxis), ...zeros(sliceStrides.length)],
    output.strides,
  ]);
  const rank = collapsed.shape.length;
  const bits = asBits(params).dtype;
  const { buffers, binding } = planBindings([params.buffer, indices.buffer, output.buffer]);
  const kernel = context.cache.get(null, `gather ${bits} ${rank} ${depth} ${binding}`, () =>
    source(bits, rank, depth, binding),
  );
  const walks = [params, indices, output].map(({ offset }, i) => ({ offset, strides: collapsed.strides[i] }));
  const parameters = [
    size,
    ...addressValues(indices, params, batchDims),
    ...walkValues(collapsed.shape, walks),
  ];
  context.queue.dispatch(kernel, buffers, parameters, Math.ceil(size / WORKGROUP));
}

const zeros = (count: number) => new Array<number>(count).fill(0);

function source(bits: DType, rank: number, depth: number, binding: readonly number[]): KernelSource {
  const operands: readonly Operand[] = [
    { name: 'params', dtype: bits, access: 'read' },
    { name: 'indices', dtype: 'int32', access: 'read' },
    { name: 'y', dtype: bits, access: 'write' },
  ];
  const walks = operands.map(({ name }) => name);
  return kernelSource({
    label: 'gather',
    operands,
    binding,
    parameters: ['size', ...addressParameters(depth), ...walkParameters(rank, walks)],
    workgroupSize: WORKGROUP,
    body: [
      `let element = group * ${WORKGROUP}u + local;`,
      'if (element >= parameters.size) { return; }',
      ...walkStatements(rank, walks, 'element'),
      ...addressStatements(depth),
      'var bits = 0u;',
      'if (is_inside) { bits = load_params(params_at + slice_at); }',
      'store_y(y_at, bits);',
    ].join('\n'),
  });
}
