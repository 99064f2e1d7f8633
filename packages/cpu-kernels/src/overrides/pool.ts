/**
 * @file `windowMax`, `windowMean` and the way back from the maximum, which pooling is made of: each window is read once,
 * where the lowerings fold axis by axis.
 */

import type { DType, OpOverride, PoolPlan } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { fitsScratch } from './scratch.ts';

const MOST_AXES = 3;
const meanDTypes: readonly DType[] = ['float32', 'float64'];
const maximumDTypes: readonly DType[] = [...meanDTypes, 'int8', 'uint8', 'int32'];

/** @param isMean Whether the mean is asked for, or the maximum. */
export function windowFold(driver: Driver, isMean: boolean): OpOverride<CpuBuffer> {
  const dtypes = isMean ? meanDTypes : maximumDTypes;
  return ([input], attrs, [output]) => {
    const plan = attrs as unknown as PoolPlan; // The op's own attributes.
    if (!input || !dtypes.includes(input.dtype) || !isSupported(plan, input)) return false;
    driver.begin(commandNumber.pool);
    driver.put(isMean ? 1 : 0);
    driver.putView(input);
    driver.putView(output);
    putWindows(driver, plan);
    driver.run();
    return true;
  };
}

export function windowMaxPullback(driver: Driver): OpOverride<CpuBuffer> {
  return ([input, upstream], attrs, [output]) => {
    const plan = attrs as unknown as PoolPlan; // The op's own attributes.
    if (!input || !upstream || !meanDTypes.includes(input.dtype) || !isSupported(plan, input)) return false;
    driver.begin(commandNumber.poolGradient);
    driver.putView(input);
    driver.putView(upstream);
    driver.putView(output);
    putWindows(driver, plan);
    driver.run();
    return true;
  };
}

/** Whether there are not too many axes, and a line of the last one has room beside its windows. */
function isSupported({ windows: { axes, sizes, dilations } }: PoolPlan, input: CpuView): boolean {
  const last = axes.length - 1;
  if (last < 0 || last >= MOST_AXES) return false;
  return fitsScratch(2 * (input.shape[axes[last]] + 2 * sizes[last] * dilations[last]));
}

function putWindows(driver: Driver, { windows, paddings }: PoolPlan): void {
  const { axes, sizes, strides, dilations } = windows;
  driver.put(axes.length);
  axes.forEach((axis, i) => {
    driver.putAll([axis, sizes[i], strides[i], dilations[i], paddings?.[axis][0] ?? 0]);
  });
}
