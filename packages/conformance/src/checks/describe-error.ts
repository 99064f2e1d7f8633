/**
 * @file Errors as text, for reports.
 */

import { TenonError } from '@tenon/core';

/** An error as one line, with the place it came from if it is none that is thrown on purpose. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error instanceof TenonError ? '' : ` ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
  return `${error.name}: ${error.message}${place}`;
}
