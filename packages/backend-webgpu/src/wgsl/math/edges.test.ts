/**
 * @file What the library gives where there is one right answer: comparisons, tests, conversions, neighbours, and functions
 * at NaN, infinities, zeros and poles.
 */

import {
  castFunction,
  float16ToNumber,
  meanings,
  numberToBfloat16,
  numberToFloat16,
} from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { whyNoAdapter } from '../../testdata/adapter.ts';
import { binades, halfways, pairs, specialValues } from './testdata/arguments.ts';
import { evaluate } from './testdata/evaluate.ts';

const obstacle = await whyNoAdapter();

const numbers = [...specialValues, ...binades(4), ...halfways];
const floats = (bits: Uint32Array) => new Float32Array(bits.slice().buffer);
const bool = (condition: string) => `select(0u, 1u, ${condition})`;

/** By expression, what it has to give for the operands `a` and `b`. */
async function expectExactly(
  operands: readonly (readonly number[])[],
  expected: Readonly<Record<string, (a: number, b: number) => number>>,
): Promise<void> {
  const expressions = Object.keys(expected);
  const results = await evaluate(expressions, operands);
  expressions.forEach((expression, i) => {
    const wrong: string[] = [];
    results[i].forEach((actual, at) => {
      const [a, b] = operands.map((values) => values[at]);
      const exact = expected[expression](a, b) >>> 0;
      if (actual !== exact) wrong.push(`(${a}, ${b}): ${actual}, expected ${exact}`);
    });
    expect(wrong, expression).toEqual([]);
  });
}

describe.skipIf(obstacle)(`WGSL's exact functions${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  test('tests and comparisons are right with NaN, infinities and zeros', async () => {
    await expectExactly(pairs, {
      [bool('tn_is_nan(a)')]: meanings.isNan.float as (a: number) => number,
      [bool('tn_is_inf(a)')]: meanings.isInf.float as (a: number) => number,
      [bool('tn_is_finite(a)')]: meanings.isFinite.float as (a: number) => number,
      [bool('tn_equal(a, b)')]: (a, b) => Number(a === b),
      [bool('tn_less(a, b)')]: (a, b) => Number(a < b),
      [bool('tn_less_equal(a, b)')]: (a, b) => Number(a <= b),
    });
  });

  test('conversions round to nearest, ties to even, and wrap as casts do', async () => {
    const toInt = castFunction('float32', 'int32');
    const toUint = castFunction('float32', 'uint32');
    const bitsOf = (x: number) => new Uint32Array(new Float32Array([x]).buffer)[0];
    await expectExactly([numbers], {
      'tn_f32_to_f16(a)': numberToFloat16,
      'tn_f32_to_bf16(a)': numberToBfloat16,
      'bitcast<u32>(tn_f32_to_i32(a))': (a) => Number(toInt(a)),
      'tn_f32_to_u32(a)': (a) => Number(toUint(a)),
      // Any bits are an integer.
      'bitcast<u32>(tn_u32_to_f32(bitcast<u32>(a)))': (a) => bitsOf(bitsOf(a)),
      'bitcast<u32>(tn_i32_to_f32(bitcast<i32>(a)))': (a) => bitsOf(bitsOf(a) | 0),
    });
  });

  test('every float16 is widened exactly', async () => {
    const patterns = Array.from({ length: 65536 }, (_, pattern) => pattern);
    const [widened] = await evaluate(['bitcast<u32>(tn_f16_to_f32(u32(a)))'], [patterns]);
    const values = floats(widened);
    const wrong = patterns.filter((pattern) => !Object.is(values[pattern], float16ToNumber(pattern)));
    expect(wrong).toEqual([]);
  });

  test('neighbours are those of the dtype', async () => {
    const [ofFloat32, ofFloat16, ofBfloat16] = await evaluate(
      ['tn_next_after(a, b)', 'tn_next_after_f16(a, b)', 'tn_next_after_bf16(a, b)'].map(
        (call) => `bitcast<u32>(${call})`,
      ),
      pairs,
    );
    const [a, b] = pairs;
    const next = meanings.nextAfter.float;
    const toBfloat16 = castFunction('float32', 'bfloat16');
    const toFloat16 = castFunction('float32', 'float16');
    const computed = [ofFloat32, ofFloat16, ofBfloat16].map(floats);
    for (let i = 0; i < a.length; i++) {
      const label = `between ${a[i]} and ${b[i]}`;
      const isOf = (cast: typeof toFloat16) => [a[i], b[i]].every((x) => Object.is(cast(x), x));
      expect(computed[0][i], label).toBe(next(a[i], b[i], 'float32'));
      if (isOf(toFloat16)) expect(computed[1][i], label).toBe(next(a[i], b[i], 'float16'));
      if (isOf(toBfloat16)) expect(computed[2][i], label).toBe(next(a[i], b[i], 'bfloat16'));
    }
  });
});
