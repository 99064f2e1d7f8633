import { reference } from '@tenon/backend-reference';
import { expect, test } from 'vitest';
import { use } from '../../runtime/index.ts';
import { constant } from '../array/creation.ts';
import { scaledDotProductAttention } from './attention.ts';

await use(reference());

const x = constant([
  [1, 0],
  [0, 1],
]);
const mask = constant([
  [true, false],
  [true, true],
]);

test('a mask comes by position or by name', () => {
  const named = scaledDotProductAttention(x, x, x, { mask, scale: 2 }).arraySync();
  expect(scaledDotProductAttention(x, x, x, mask, { scale: 2 }).arraySync()).toEqual(named);
});

test('a causal mask is the lower triangle', () => {
  const masked = scaledDotProductAttention(x, x, x, mask).arraySync();
  expect(scaledDotProductAttention(x, x, x, { causal: true }).arraySync()).toEqual(masked);
});

test('a query that may look at nothing gives zeros', () => {
  const nothing = scaledDotProductAttention(x, x, x, { mask: [[false, false]] });
  expect(nothing.arraySync()).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
