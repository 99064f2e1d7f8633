/**
 * @file `conv`: the general N-D convolution.
 */

import type { ConvGeometry } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';

export function conv(
  driver: Driver,
  lhs: CpuView,
  rhs: CpuView,
  output: CpuView,
  geometry: ConvGeometry,
): void {
  const { strides, padding, lhsDilation, rhsDilation, groups } = geometry;
  driver.begin(commandNumber.conv);
  driver.putView(lhs);
  driver.putView(rhs);
  driver.putView(output);
  driver.put(groups);
  for (let axis = 0; axis < strides.length; axis++) {
    driver.put(strides[axis]);
    // What is added after an axis shows in the output's length.
    driver.put(padding[axis][0]);
    driver.put(lhsDilation[axis]);
    driver.put(rhsDilation[axis]);
  }
  driver.run();
}
