import { expect, test } from 'vitest';
import { rows } from './rows.ts';
import { matmulFlops } from './workload.ts';

test('rows have names and titles of their own', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
});

test('a requirement that refers to a row refers to one that exists', () => {
  const names = rows.map(({ name }) => name);
  const referred = rows
    .flatMap(({ required }) => [...required.wasm, ...required.native])
    .flatMap((requirement) => (requirement.kind === 'timesRow' ? [requirement.row] : []));
  expect(referred).not.toEqual([]);
  expect(names).toEqual(expect.arrayContaining(referred));
});

test('a matrix product counts two operations per term, however its operands lie', () => {
  const dtype = 'float32';
  expect(matmulFlops({ a: [2, 3], b: [3, 5], dtype })).toBe(60);
  expect(matmulFlops({ a: [3, 2], b: [5, 3], dtype, transposeA: true, transposeB: true })).toBe(60);
  expect(matmulFlops({ a: [7, 2, 3], b: [7, 3, 5], dtype })).toBe(420);
});
