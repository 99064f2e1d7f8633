/** @file A hash by which a test holds thousands of recorded numbers, bit for bit, to one. */

/** The 32-bit hash of Fowler, Noll and Vo, variant 1a, over the little-endian bytes of `values`. */
export function fnv1a(values: ArrayBufferView): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
