import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test('the checksum of the standard check string is the published one', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('the checksum of nothing is zero', () => {
  expect(crc32(new Uint8Array(0))).toBe(0);
});
