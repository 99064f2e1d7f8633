/**
 * @file One element as text, with every digit that tells it from its neighbours.
 */

import type { TensorValues } from '../sample/tensor-values.ts';

/** The element at a row-major position. */
export function formatElement({ dtype, data }: TensorValues, position: number): string {
  const element = data[position];
  if (dtype === 'bool') return element ? 'true' : 'false';
  if (typeof element === 'bigint') return String(element);
  if (Object.is(element, -0)) return '-0';
  return dtype === 'float64' || !dtype.includes('float')
    ? String(element)
    : String(Number(element.toPrecision(9)));
}
