import { expect, test } from 'vitest';
import { fortranToCOrder, swapByteOrder } from './element-order.ts';

test('swapping the byte order reverses the bytes of each element', () => {
  expect(swapByteOrder(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 4)).toEqual(
    Uint8Array.of(4, 3, 2, 1, 8, 7, 6, 5),
  );
});

test('Fortran order becomes C order: the last axis varies fastest', () => {
  expect(fortranToCOrder(Uint8Array.of(1, 4, 2, 5, 3, 6), [2, 3], 1)).toEqual(
    Uint8Array.of(1, 2, 3, 4, 5, 6),
  );
});

test('elements may lie at an odd offset', () => {
  const buffer = Uint8Array.of(0, 1, 1, 3, 3, 2, 2, 4, 4);
  expect(fortranToCOrder(buffer.subarray(1), [2, 2], 2)).toEqual(Uint8Array.of(1, 1, 2, 2, 3, 3, 4, 4));
});

test('an array without elements has no order', () => {
  expect(fortranToCOrder(new Uint8Array(0), [3, 0, 2], 4)).toEqual(new Uint8Array(0));
});
