import { describe, expect, test } from 'vitest';
import type { DType, IntegerDType } from '../dtype/index.ts';
import { buildProgram } from './builder.ts';
import type { Element } from './cast.ts';
import { evaluateElements } from './evaluate.ts';
import { meanings } from './meaning.ts';
import { type ScalarOperation, scalarOperationNames, scalarOperations } from './operations.ts';
import floats from './testdata/tensorflow-floats.json' with { type: 'json' };
import integers from './testdata/tensorflow-integers.json' with { type: 'json' };

/** A value as the records write it: JSON has no NaN, no −0 and no 64-bit integer. */
type Recorded = number | string;
type Operation = keyof typeof meanings;

const asNumber = (value: Recorded) => Number(value);
const elementOf = (dtype: DType) => (value: Recorded) =>
  dtype === 'int64' || dtype === 'uint64' ? BigInt(value) : Number(value);

function apply(operation: Operation, dtype: DType, ...operands: Element[][]): Element[] {
  const program = buildProgram(
    operands.map(() => dtype),
    // The operations tested here take one or two operands of one dtype.
    (s, inputs) => (s[operation] as (...scalars: typeof inputs) => (typeof inputs)[0])(...inputs),
  );
  return evaluateElements(program, operands)[0];
}

/** Operations that are exact or correctly rounded: every bit agrees with TensorFlow. */
const exact = new Set<string>([
  ...[
    'neg',
    'abs',
    'sign',
    'floor',
    'ceil',
    'round',
    'isNan',
    'isInf',
    'isFinite',
    'add',
    'sub',
    'mul',
    'div',
  ],
  ...['floorDiv', 'floorMod', 'truncMod', 'nextAfter', 'equal', 'notEqual', 'less', 'lessEqual', 'greater'],
  'greaterEqual',
]);

/** How far TensorFlow itself may be from the exact value: its float32 kernels are approximations of a few ulps. */
const tolerance = { float32: 2e-6, float64: 1e-13 };

/** Where TensorFlow's float32 and float64 kernels disagree (the latter gives NaN here), the value that is right. */
const disputed: Record<string, number> = { 'erf(Infinity)': 1, 'erf(-Infinity)': -1 };

describe.each(['float32', 'float64'] as const)('in %s TensorFlow agrees on', (dtype) => {
  const check = (operation: string, got: Element[], want: readonly Recorded[], operands: Recorded[][]) => {
    want.map(asNumber).forEach((expected, i) => {
      const context = `${operation}(${operands.map((operand) => operand[i]).join(', ')})`;
      const value = Number(got[i]);
      if (context in disputed) expect(value, context).toBe(disputed[context]);
      else if (exact.has(operation)) expect(value, context).toBe(expected);
      else if (!Number.isFinite(expected) || expected === 0) expect(value + 0, context).toBe(expected + 0);
      else expect(Math.abs(value / expected - 1), context).toBeLessThan(tolerance[dtype]);
    });
  };
  const x = floats.x as Recorded[];
  const a = floats.a as Recorded[];
  const b = floats.b as Recorded[];
  const rounded = (values: Recorded[]) =>
    values.map((v) => (dtype === 'float32' ? Math.fround(Number(v)) : Number(v)));

  test.each(Object.entries(floats.unary))('%s', (operation, byDType) => {
    check(operation, apply(operation as Operation, dtype, rounded(x)), byDType[dtype], [x]);
  });

  test.each(Object.entries(floats.binary))('%s', (operation, byDType) => {
    check(operation, apply(operation as Operation, dtype, rounded(a), rounded(b)), byDType[dtype], [a, b]);
  });
});

describe.each(Object.keys(integers) as IntegerDType[])('in %s TensorFlow agrees on', (dtype) => {
  const record = integers[dtype];
  const element = elementOf(dtype);
  const elements = (values: readonly Recorded[]) => values.map(element);
  const boolean = new Set(['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual']);
  const results = (operation: string, values: readonly Recorded[]) =>
    boolean.has(operation) ? values.map(Number) : elements(values);

  test.each(Object.entries(record.unary))('%s', (operation, want) => {
    expect(apply(operation as Operation, dtype, elements(record.x))).toEqual(elements(want));
  });
  test.each(Object.entries(record.binary))('%s', (operation, want) => {
    const got = apply(operation as Operation, dtype, elements(record.a), elements(record.b));
    expect(got).toEqual(results(operation, want));
  });
  test.each(Object.entries(record.divisions))('%s', (operation, want) => {
    expect(apply(operation as Operation, dtype, elements(record.p), elements(record.q))).toEqual(
      elements(want),
    );
  });
});

test.each(['int8', 'int16', 'int32', 'int64'] as const)('in %s TensorFlow agrees on pow', (dtype) => {
  const { bases, exponents, powers } = integers[dtype];
  const [base, exponent, power] = [bases, exponents, powers].map((values) => values.map(elementOf(dtype)));
  expect(apply('pow', dtype, base, exponent)).toEqual(power);
});

describe('faults of integers', () => {
  const divisions = ['floorDiv', 'floorMod', 'truncDiv', 'truncMod'] as const;
  test.each(divisions)('%s by zero throws', (operation) => {
    expect(() => apply(operation, 'int32', [1], [0])).toThrow('Integer division by zero');
    expect(() => apply(operation, 'int64', [1n], [0n])).toThrow('Integer division by zero');
  });

  test('a negative exponent throws, also where the power would be whole', () => {
    expect(() => apply('pow', 'int32', [1], [-1])).toThrow('negative integer powers');
    expect(() => apply('pow', 'int64', [2n], [-1n])).toThrow('negative integer powers');
  });

  test('the lowest integer divided by −1 wraps to itself', () => {
    expect(apply('truncDiv', 'int32', [-(2 ** 31)], [-1])).toEqual([-(2 ** 31)]);
    expect(apply('floorDiv', 'int8', [-128], [-1])).toEqual([-128]);
    expect(apply('truncDiv', 'int64', [-(2n ** 63n)], [-1n])).toEqual([-(2n ** 63n)]);
  });
});

test('the float of an integer division is never −0', () => {
  expect(apply('truncMod', 'int32', [-4], [2])).toEqual([0]);
  expect(apply('neg', 'int32', [0])).toEqual([0]);
});

test('the table and its meanings name the same operations, casts and choice apart', () => {
  const apart: readonly ScalarOperation[] = ['select', 'cast', 'bitcast'];
  expect(Object.keys(meanings)).toEqual(scalarOperationNames.filter((name) => !apart.includes(name)));
});

test('every accepted dtype has a meaning', () => {
  for (const [operation, byClass] of Object.entries(meanings)) {
    const { accepts } = scalarOperations[operation as Operation];
    const classes = accepts.members.map((dtype: DType) =>
      dtype === 'bool'
        ? 'bool'
        : dtype.startsWith('float') || dtype === 'bfloat16'
          ? 'float'
          : /64$/.test(dtype)
            ? 'bigint'
            : 'int',
    );
    expect(new Set(Object.keys(byClass)), operation).toEqual(new Set(classes));
  }
});
