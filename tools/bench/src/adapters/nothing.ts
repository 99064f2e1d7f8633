/**
 * @file The adapter of no library: what is left to measure is the process.
 */

import type { OpenAdapter } from '../cpu/library/adapter.ts';

const prepared = { run() {} };

export const open: OpenAdapter = async () => ({
  version: process.version,
  prepare: { matmul: () => prepared, mlp: () => prepared },
});
