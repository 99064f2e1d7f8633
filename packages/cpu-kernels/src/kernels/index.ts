/**
 * @file The kernels of the driver, gathered.
 */

import type { Kernels } from '@tenon/core/backend';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { Programs } from '../program/compile.ts';
import { conv } from './conv.ts';
import { gather } from './gather.ts';
import { map } from './map.ts';
import { matmul } from './matmul.ts';
import { randomBits } from './random-bits.ts';
import { reduce } from './reduce.ts';
import { scan } from './scan.ts';
import { scatter } from './scatter.ts';
import { sort } from './sort.ts';

/** The kernels over one driver's memory. */
export function makeKernels(driver: Driver): Kernels<CpuBuffer> {
  const programs = new Programs(driver);
  return {
    map: (program, inputs, outputs) => map(driver, programs, program, inputs, outputs),
    reduce: (kind, program, inputs, axes, output) =>
      reduce(driver, programs, kind, program, inputs, axes, output),
    scan: (kind, input, axis, exclusive, output) => scan(driver, kind, input, axis, exclusive, output),
    matmul: (a, b, output, epilogue) => matmul(driver, programs, a, b, output, epilogue),
    conv: (lhs, rhs, output, geometry) => conv(driver, lhs, rhs, output, geometry),
    gather: (params, indices, batchDims, output) => gather(driver, params, indices, batchDims, output),
    scatter: (kind, operand, indices, updates, output) =>
      scatter(driver, programs, kind, operand, indices, updates, output),
    sort: (input, descending, values, permutation) => sort(driver, input, descending, values, permutation),
    randomBits: (algorithm, key, counter, output) => randomBits(driver, algorithm, key, counter, output),
  };
}
