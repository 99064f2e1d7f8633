/**
 * @file The matrix of a report: a row per op or kernel, a column per dtype.
 */

import { allDTypes, type DType } from '@tenon/core';
import type { CheckResult, Level } from '../checks/check-result.ts';

/** What a cell says. */
export type CellStatus = CheckResult['status'];

export interface MatrixRow {
  readonly subject: string;
  /** By column: undefined where the op does not take the dtype. The last column holds what has no dtype. */
  readonly cells: readonly (CellStatus | undefined)[];
}

export interface Matrix {
  readonly level: Level;
  readonly columns: readonly (DType | null)[];
  readonly rows: readonly MatrixRow[];
}

/** How a status looks in text. */
export const statusSigns: { readonly [S in CellStatus]: string } = { passed: '✓', failed: '✗', skipped: '–' };

/** The matrix of one level. */
export function matrixOf(level: Level, results: readonly CheckResult[]): Matrix {
  const ofLevel = results.filter((result) => result.level === level);
  const columns = [...allDTypes, null].filter((dtype) => ofLevel.some((result) => result.dtype === dtype));
  const subjects = [...new Set(ofLevel.map((result) => result.subject))];
  const rows = subjects.map((subject) => {
    const cells = ofLevel.filter((result) => result.subject === subject);
    return { subject, cells: columns.map((dtype) => cells.find((cell) => cell.dtype === dtype)?.status) };
  });
  return { level, columns, rows };
}
