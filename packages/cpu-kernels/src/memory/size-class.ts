/**
 * @file Size classes: the sizes in which memory is asked of a host, so that a freed block serves again.
 *
 * Up to 1 KiB a class every 64 bytes, beyond that eight a doubling: at most an eighth of a block is unused (as in
 * jemalloc, Evans 2006).
 */

/** Every block begins and ends on a cache line. */
const LINE = 64;
/** Classes of one line each before the doublings begin. */
const LINEAR_CLASSES = 16;

/** The class of the smallest block that holds `byteLength` bytes. */
export function sizeClass(byteLength: number): number {
  const lines = Math.max(1, Math.ceil(byteLength / LINE));
  if (lines <= LINEAR_CLASSES) return lines - 1;
  const last = lines - 1;
  // Beyond 2³⁷ bytes `clz32` no longer sees the number; no host has such a block, and `log2` is exact enough there.
  const exponent = last < 2 ** 32 ? 31 - Math.clz32(last) : Math.floor(Math.log2(last));
  return LINEAR_CLASSES + (exponent - 4) * 8 + (Math.floor(last / 2 ** (exponent - 3)) - 8);
}

/** The bytes of a block of a class. */
export function classBytes(sizeClass: number): number {
  if (sizeClass < LINEAR_CLASSES) return (sizeClass + 1) * LINE;
  const position = sizeClass - LINEAR_CLASSES;
  return ((position % 8) + 9) * 2 ** (Math.floor(position / 8) + 1) * LINE;
}
