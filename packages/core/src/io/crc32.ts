/**
 * @file The CRC-32 checksum of ZIP members (ITU-T V.42: the reflected polynomial 0xEDB88320), by a table of bytes.
 */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/**
 * The CRC-32 checksum of `bytes`, an unsigned 32-bit integer.
 * @example
 * crc32(new TextEncoder().encode('123456789')).toString(16); // => cbf43926
 */
export function crc32(bytes: Uint8Array): number {
  let checksum = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) checksum = (checksum >>> 8) ^ table[(checksum ^ bytes[i]) & 0xff];
  return ~checksum >>> 0;
}
