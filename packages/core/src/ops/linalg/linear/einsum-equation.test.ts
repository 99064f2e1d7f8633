import { expect, test } from 'vitest';
import { resolveEquation } from './einsum-equation.ts';

test('every axis gets a label, and every label a length', () => {
  const { operands, output, lengths } = resolveEquation('ij,jk->ik', [
    [2, 3],
    [3, 5],
  ]);
  expect(operands).toEqual([
    ['i', 'j'],
    ['j', 'k'],
  ]);
  expect(output).toEqual(['i', 'k']);
  expect(Object.fromEntries(lengths)).toEqual({ i: 2, j: 3, k: 5 });
});

test('axes under an ellipsis are aligned at its end, and stretch', () => {
  const { operands, output, lengths } = resolveEquation('...i,...->...i', [[4, 1, 3], [5]]);
  expect(operands).toEqual([['…2', '…1', 'i'], ['…1']]);
  expect(output).toEqual(['…2', '…1', 'i']);
  expect(lengths.get('…1')).toBe(5);
});

test('an axis of length 0 stretches one of length 1, and not the other way round', () => {
  const { lengths } = resolveEquation('...,...->...', [[1], [0]]);
  expect(lengths.get('…1')).toBe(0);
});

test("without '->' the result has the ellipsis, then the letters that stand once, capitals first", () => {
  expect(
    resolveEquation('b...aB,aC', [
      [2, 7, 3, 4],
      [3, 5],
    ]).output,
  ).toEqual(['…1', 'B', 'C', 'b']);
});

test('spaces mean nothing', () => {
  expect(resolveEquation(' i j -> j i ', [[2, 3]]).output).toEqual(['j', 'i']);
});

test('an equation that is none says so, with the shapes', () => {
  expect(() => resolveEquation('i1->i', [[2]])).toThrow(/einsum 'i1->i': 'i1' is not letters.*\(shapes/);
});
