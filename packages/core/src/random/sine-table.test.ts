import { expect, test } from 'vitest';
import { sineTable } from './sine-table.ts';

test('the first nodes are 0 and 1/128', () => {
  expect([...sineTable().subarray(0, 8)]).toEqual([
    0, 0, 1, 0,
    // From the IBM Accurate Mathematical Library's sincostab.
    0.0078124205273828315, -4.102755709382617e-19, 0.9999694825770951, 5.427791428371788e-17,
  ]);
});

test('every pair of numbers has less in its second than half the last place of its first', () => {
  const table = sineTable();
  for (let i = 0; i < table.length; i += 2) expect(table[i] + table[i + 1]).toBe(table[i]);
});

test('sine and cosine are near those of the engine at every node', () => {
  const table = sineTable();
  for (let node = 0; node < table.length / 4; node++) {
    expect(Math.abs(table[4 * node] - Math.sin(node / 128))).toBeLessThan(2 ** -52);
    expect(Math.abs(table[4 * node + 2] - Math.cos(node / 128))).toBeLessThan(2 ** -52);
  }
});
