/**
 * @file The routines of the driver, gathered.
 */

import type { Routines } from '@tenon/core/backend';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { cholesky } from './cholesky.ts';
import { eigh } from './eigh.ts';
import { lu } from './lu.ts';
import { qr } from './qr.ts';
import { svd } from './svd.ts';
import { triangularSolve } from './triangular-solve.ts';

const floats = ['float32', 'float64'] as const;

/** What each takes. */
export const routineSupport = {
  cholesky: floats,
  lu: floats,
  triangularSolve: floats,
  qr: floats,
  eigh: floats,
  svd: floats,
} as const;

/** The routines over one driver's memory. */
export function makeRoutines(driver: Driver): Routines<CpuBuffer> {
  return {
    cholesky: (input, output) => cholesky(driver, input, output),
    lu: (input, output, permutation) => lu(driver, input, output, permutation),
    triangularSolve: (matrix, rhs, form, output) => triangularSolve(driver, matrix, rhs, form, output),
    qr: (input, q, r) => qr(driver, input, q, r),
    eigh: (input, values, vectors) => eigh(driver, input, values, vectors),
    svd: (input, s, u, v) => svd(driver, input, s, u, v),
  };
}
