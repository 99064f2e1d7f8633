/**
 * @file `softmax` and `logSoftmax`: each row is read, and worked on in cache.
 */

import { normalizeAxis, type OpOverride } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { fitsScratch, isComputedAsStored } from './scratch.ts';

/** @param isLogarithm Whether it is the logarithm that is asked for. */
export function softmax(driver: Driver, isLogarithm: boolean): OpOverride<CpuBuffer> {
  return ([logits], attrs, [output]) => {
    if (!logits) return false;
    const axis = normalizeAxis(attrs.axis as number, logits.shape.length, 'softmax');
    const isRead = isPacked(logits, axis) && isPacked(output, axis);
    if (!isRead && !fitsScratch(logits.shape[axis])) return false;
    driver.begin(commandNumber.softmax);
    driver.put(axis);
    driver.put(isLogarithm ? 1 : 0);
    driver.putView(logits);
    driver.putView(output);
    driver.run();
    return true;
  };
}

/** Whether rows along an axis are worked on where they are. */
const isPacked = (view: CpuView, axis: number): boolean =>
  isComputedAsStored(view.dtype) && view.strides[axis] === 1;
