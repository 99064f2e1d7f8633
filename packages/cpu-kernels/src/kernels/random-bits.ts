/**
 * @file `randomBits`: words of Philox4x32-10.
 */

import { type RandomAlgorithm, sizeOf } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import { addressOf, type CpuView, type Driver } from '../driver.ts';

export function randomBits(
  driver: Driver,
  _algorithm: RandomAlgorithm,
  key: readonly [number, number],
  counter: readonly [number, number, number, number],
  output: CpuView,
): void {
  driver.begin(commandNumber.randomBits);
  driver.putAll(key);
  driver.putAll(counter);
  driver.put(addressOf(output, Uint32Array.BYTES_PER_ELEMENT));
  driver.put(sizeOf(output.shape));
  driver.run();
}
