import { expect, test } from 'vitest';
import { classBytes, sizeClass } from './size-class.ts';

test('a class holds what is asked, wastes an eighth at most, and the class before would be too small', () => {
  const sizes = [
    0,
    1,
    63,
    64,
    65,
    1023,
    1024,
    1025,
    1088,
    2048,
    2049,
    4096,
    1e6,
    2 ** 31,
    2 ** 32 + 1,
    2 ** 38 + 5,
  ];
  for (let size = 1; size < 20_000; size += 7) sizes.push(size);
  for (const size of sizes) {
    const held = classBytes(sizeClass(size));
    expect(held).toBeGreaterThanOrEqual(size);
    expect(held % 64).toBe(0);
    if (size > 1024) expect(held).toBeLessThanOrEqual(size * 1.125 + 64);
    if (sizeClass(size) > 0) expect(classBytes(sizeClass(size) - 1)).toBeLessThan(size);
  }
});

test('classes grow, each is its own class', () => {
  for (let c = 0; c < 200; c++) {
    expect(classBytes(c + 1)).toBeGreaterThan(classBytes(c));
    expect(sizeClass(classBytes(c))).toBe(c);
  }
});
