/**
 * @file `layerNormalization` and the way back to its operand: statistics and result of each row while it is in cache.
 */

import { type Axes, normalizeAxes, type OpOverride } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { fitsScratch } from './scratch.ts';

export function layerNormalization(driver: Driver): OpOverride<CpuBuffer> {
  return ([x, scale, offset], attrs, [output]) => normalize(driver, attrs, output, { x, scale, offset });
}

/** The gradient of x. */
export function layerNormalizationPullback(driver: Driver): OpOverride<CpuBuffer> {
  return ([x, upstream, scale], attrs, [output]) => normalize(driver, attrs, output, { x, scale, upstream });
}

interface Operands {
  readonly x: CpuView | undefined;
  readonly scale: CpuView | undefined;
  readonly offset?: CpuView | undefined;
  readonly upstream?: CpuView | undefined;
}

function normalize(
  driver: Driver,
  attrs: Readonly<Record<string, unknown>>,
  output: CpuView,
  { x, scale, offset, upstream }: Operands,
): boolean {
  if (!x) return false;
  const axes = normalizeAxes(attrs.axis as Axes, x.shape.length, 'layerNormalization');
  const folded = x.shape.map((_, axis) => axes.includes(axis));
  const length = x.shape.reduce((size, extent, axis) => (folded[axis] ? size * extent : size), 1);
  // A row, its upstream and two parameters.
  if (!fitsScratch(4 * length)) return false;
  driver.begin(commandNumber.layerNormalization);
  driver.put(attrs.epsilon as number);
  driver.put(folded.length);
  for (const isFolded of folded) driver.put(isFolded ? 1 : 0);
  driver.putView(x);
  driver.putView(output);
  putOptional(driver, scale);
  putOptional(driver, offset);
  putOptional(driver, upstream);
  driver.run();
  return true;
}

/** Writes whether there is a view, and the view. */
function putOptional(driver: Driver, view: CpuView | undefined): void {
  driver.put(view ? 1 : 0);
  if (view) driver.putView(view);
}
