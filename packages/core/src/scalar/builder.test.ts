import { describe, expect, test } from 'vitest';
import { InvalidArgumentError } from '../errors/index.ts';
import { buildProgram, identityProgram, scalarBuilder } from './builder.ts';
import { scalarOperationNames } from './operations.ts';

test('every operation of the table is a method', () => {
  const s = scalarBuilder(['float32']);
  for (const operation of scalarOperationNames) expect(s[operation], operation).toBeTypeOf('function');
});

test('a constant takes the dtype of the scalar beside it', () => {
  const { nodes } = buildProgram(['int64'], (s, [x]) => s.add(x, 2));
  expect(nodes).toContainEqual({ kind: 'constant', dtype: 'int64', value: 2n });
});

test('a float constant has the precision of its dtype', () => {
  const s = scalarBuilder([]);
  expect(s.node(s.constant(0.1, 'float32'))).toMatchObject({ value: Math.fround(0.1) });
  expect(s.node(s.constant(0.1, 'float64'))).toMatchObject({ value: 0.1 });
});

test('comparisons yield bool, casts what they are told', () => {
  const s = scalarBuilder(['float32', 'float32']);
  expect(s.less(s.input(0), s.input(1)).dtype).toBe('bool');
  expect(s.cast(s.input(0), 'int8').dtype).toBe('int8');
  expect(s.isNan(s.input(0)).dtype).toBe('bool');
});

test('a cast to the dtype a scalar has is the scalar', () => {
  const s = scalarBuilder(['float32']);
  expect(s.cast(s.input(0), 'float32').id).toBe(s.input(0).id);
});

test('equal subexpressions are one node', () => {
  const { nodes } = buildProgram(['float32'], (s, [x]) => s.mul(s.exp(x), s.exp(x)));
  expect(nodes).toHaveLength(3);
});

test('0 and −0 are different constants', () => {
  const s = scalarBuilder(['float32']);
  expect(s.constant(0, 'float32').id).not.toBe(s.constant(-0, 'float32').id);
});

describe('folds what holds for every value', () => {
  const s = scalarBuilder(['float32', 'bool']);
  const x = s.input(0);
  test('x · 1, 1 · x and x / 1', () => {
    expect([s.mul(x, 1).id, s.mul(1, x).id, s.div(x, 1).id]).toEqual([x.id, x.id, x.id]);
  });
  test('−−x', () => {
    expect(s.neg(s.neg(x)).id).toBe(x.id);
  });
  test('a choice between equals', () => {
    expect(s.select(s.input(1), x, x).id).toBe(x.id);
  });
  test('but not x + 0, which changes −0', () => {
    expect(s.add(x, 0).id).not.toBe(x.id);
  });
});

describe('refuses', () => {
  const s = scalarBuilder(['float32', 'int32', 'bool']);
  const [f, i, b] = [s.input(0), s.input(1), s.input(2)];
  test.each([
    ['a dtype the operation does not take', () => s.exp(i), /exp takes floating operands, got int32/],
    ['two dtypes', () => s.add(f, i), /add: operand 1 is int32, expected float32/],
    ['arithmetic on bool', () => s.add(b, b), /add takes numeric operands, got bool/],
    ['constants only', () => s.add(1, 2), /got constants only/],
    ['a condition that is no bool', () => s.select(f, f, f), /select: operand 0 is float32, expected bool/],
    ['an input that does not exist', () => s.input(3), /has no input 3/],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
    expect(build).toThrow(InvalidArgumentError);
  });
});

test('the identity program of a dtype is one object, the program that returns its input', () => {
  expect(identityProgram('int8')).toBe(identityProgram('int8'));
  expect(identityProgram('int8')).toBe(buildProgram(['int8'], (_, [x]) => x));
});
