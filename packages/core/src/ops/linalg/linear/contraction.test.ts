import { reference } from '@tenon/backend-reference';
import { expect, test } from 'vitest';
import * as tn from '../../../index.ts';

await tn.use(reference({ memoryLimit: 4_000_000 }));

test('pairs are contracted in the order that keeps intermediate results small', () => {
  // The outer product of the first two operands alone would be 200⁴ elements.
  const matrix = tn.ones([200, 200]);
  expect(tn.einsum('ab,cd,bc->ad', matrix, matrix, matrix).at(0, 0).item()).toBe(200 * 200);
});
