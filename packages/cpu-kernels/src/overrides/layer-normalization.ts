/**
 * @file `layerNormalization`: statistics and result of each row while it is in cache.
 */

import { type Axes, normalizeAxes, type OpOverride } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { fitsScratch } from './scratch.ts';

export function layerNormalization(driver: Driver): OpOverride<CpuBuffer> {
  return ([x, scale, offset], attrs, [output]) => {
    if (!x) return false;
    const axes = normalizeAxes(attrs.axis as Axes, x.shape.length, 'layerNormalization');
    const folded = x.shape.map((_, axis) => axes.includes(axis));
    const length = x.shape.reduce((size, extent, axis) => (folded[axis] ? size * extent : size), 1);
    // A row and its two parameters.
    if (!fitsScratch(3 * length)) return false;
    driver.begin(commandNumber.layerNormalization);
    driver.put(attrs.epsilon as number);
    driver.put(folded.length);
    for (const isFolded of folded) driver.put(isFolded ? 1 : 0);
    driver.putView(x);
    driver.putView(output);
    putOptional(driver, scale);
    putOptional(driver, offset);
    driver.run();
    return true;
  };
}

/** Writes whether there is a view, and the view. */
function putOptional(driver: Driver, view: CpuView | undefined): void {
  driver.put(view ? 1 : 0);
  if (view) driver.putView(view);
}
