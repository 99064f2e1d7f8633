/**
 * @file All kernels of the contract.
 */

import type { Kernels } from '@tenon/core/backend';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import { conv } from './conv/conv.ts';
import { gather } from './gather.ts';
import type { KernelContext } from './kernel-context.ts';
import { map } from './map.ts';
import { matmul } from './matmul/matmul.ts';
import { randomBits } from './random-bits.ts';
import { reduce } from './reduce/reduce.ts';
import { scan } from './scan/scan.ts';
import { scatter } from './scatter.ts';
import { sort } from './sort/sort.ts';

export function makeKernels(context: KernelContext): Kernels<GpuBuffer> {
  return {
    map: (program, inputs, outputs) => map(context, program, inputs, outputs),
    reduce: (kind, program, inputs, axes, output) => reduce(context, kind, program, inputs, axes, output),
    scan: (kind, input, axis, exclusive, output) => scan(context, kind, input, axis, exclusive, output),
    matmul: (a, b, output, epilogue) => matmul(context, a, b, output, epilogue),
    conv: (lhs, rhs, output, geometry) => conv(context, lhs, rhs, output, geometry),
    gather: (params, indices, batchDims, output) => gather(context, params, indices, batchDims, output),
    scatter: (kind, operand, indices, updates, output) =>
      scatter(context, kind, operand, indices, updates, output),
    sort: (input, descending, values, permutation) => sort(context, input, descending, values, permutation),
    randomBits: (algorithm, key, counter, output) => randomBits(context, algorithm, key, counter, output),
  };
}
