/**
 * @file `randomBits`: words of Philox4x32-10. The generator is core's, which every backend must agree with.
 */

import { PhiloxStream, type RandomAlgorithm, sizeOf } from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';

export function randomBits(
  _algorithm: RandomAlgorithm,
  key: readonly [number, number],
  counter: readonly [number, number, number, number],
  output: ReferenceView,
): void {
  const words = output.buffer.as('uint32') as Uint32Array;
  const size = sizeOf(output.shape);
  new PhiloxStream({ key, counter }).fill(words.subarray(output.offset, output.offset + size));
}
