/**
 * @file What the driver and the C++ library call by number: commands, dtypes, folds, failures.
 *
 * Each list is the one truth; `toolchain/write-contract.ts` turns them into the C++ enumerations of
 * `contract.generated.hpp`, so the two sides cannot disagree. A number is a position in its list.
 */

import { allDTypes, type ReduceKind, type ScanKind, type ScatterKind } from '@tenon/core/backend';

/** The kernels of the library. */
export const commandNames = [
  'end',
  'map',
  'reduce',
  'scan',
  'matmul',
  'conv',
  'gather',
  'scatter',
  'sort',
  'randomBits',
  'softmax',
  'layerNormalization',
  'pool',
  'poolGradient',
  'cholesky',
  'lu',
  'triangularSolve',
  'qr',
  'eigh',
  'svd',
  'topK',
] as const;

/** How a command ended. */
export const statusNames = [
  'ok',
  'integerDivisionByZero',
  'negativeExponent',
  'indexOutOfRange',
  'notPositiveDefinite',
  'singular',
  'notConverged',
  'threadFailed',
] as const;

export const reduceKinds = [
  'sum',
  'prod',
  'min',
  'max',
  'any',
  'all',
  'argMin',
  'argMax',
] as const satisfies readonly ReduceKind[];

export const scanKinds = ['sum', 'prod', 'min', 'max', 'logSumExp'] as const satisfies readonly ScanKind[];

export const scatterKinds = ['update', 'add', 'mul', 'min', 'max'] as const satisfies readonly ScatterKind[];

/** The types in which the vector machine computes; every dtype is computed in one of them. */
export const registerTypes = ['int32', 'uint32', 'int64', 'uint64', 'float32', 'float64'] as const;

export type CommandName = (typeof commandNames)[number];
export type StatusName = (typeof statusNames)[number];
export type RegisterType = (typeof registerTypes)[number];

/** Numbers by name. */
export function numbered<Name extends string>(names: readonly Name[]): { readonly [K in Name]: number } {
  return Object.fromEntries(names.map((name, number) => [name, number])) as { [K in Name]: number };
}

export const commandNumber = numbered(commandNames);
export const statusNumber = numbered(statusNames);
export const dtypeNumber = numbered(allDTypes);
export const reduceNumber = numbered(reduceKinds);
export const scanNumber = numbered(scanKinds);
export const scatterNumber = numbered(scatterKinds);
export const registerTypeNumber = numbered(registerTypes);
