/**
 * @file Elements that are only moved, as bits: one shader serves all dtypes of a width, nothing is converted, and NaN keep
 * theirs.
 */

import { byteWidth, type DType } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';

const bitsOfWidth: Readonly<Record<number, DType>> = { 1: 'uint8', 2: 'uint16', 4: 'uint32' };

/** The same elements as unsigned integers. */
export function asBits(view: GpuView): GpuView {
  return { ...view, dtype: bitsOfWidth[byteWidth(view.dtype)] };
}
