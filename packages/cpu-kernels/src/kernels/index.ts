/**
 * @file The kernels of the driver, gathered.
 */

import { type Kernels, TenonError } from '@tenon/core/backend';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { Programs } from '../program/compile.ts';
import { map } from './map.ts';
import { reduce } from './reduce.ts';

/** The kernels over one driver's memory. */
export function makeKernels(driver: Driver): Kernels<CpuBuffer> {
  const programs = new Programs(driver);
  const missing = (name: string) => () => {
    throw new TenonError(`${name} is not there yet.`);
  };
  return {
    map: (program, inputs, outputs) => map(driver, programs, program, inputs, outputs),
    reduce: (kind, program, inputs, axes, output) =>
      reduce(driver, programs, kind, program, inputs, axes, output),
    scan: missing('scan'),
    matmul: missing('matmul'),
    conv: missing('conv'),
    gather: missing('gather'),
    scatter: missing('scatter'),
    sort: missing('sort'),
    randomBits: missing('randomBits'),
  };
}
