/**
 * @file Numbers as they are shown.
 */

import { formatDuration } from '../../benchmark.ts';
import { numberOf, type Result } from './result.ts';

/** A result's number with its unit. */
export function formatValue(result: Result): string {
  const value = numberOf(result);
  return 'medianMs' in result ? formatDuration(value * 1e6) : `${value.toFixed(0)} MB`;
}

/** A result as a line, with the spread of its samples. */
export function formatResult(result: Result): string {
  const { library, threads } = result;
  const spread =
    'medianMs' in result
      ? `  (${formatDuration(result.lowMs * 1e6)} … ${formatDuration(result.highMs * 1e6)})`
      : '';
  return `${library.padEnd(20)} ${threads} thread${threads === 1 ? ' ' : 's'} ${formatValue(result).padStart(9)}${spread}`;
}

/** How many times as fast: 1.50×. */
export const formatRatio = (ratio: number): string =>
  `${ratio.toFixed(ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0)}×`;
