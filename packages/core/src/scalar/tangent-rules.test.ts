import { expect, test } from 'vitest';
import { buildProgram, type Scalar, type ScalarBuilder } from './builder.ts';
import { evaluateElements } from './evaluate.ts';
import { type TangentProgram, tangentProgram } from './tangent-program.ts';

type Expression = (s: ScalarBuilder, inputs: readonly Scalar[]) => Scalar;

/** The derivative of a float64 expression by one input, times a tangent, at one point. */
function slope(expression: Expression, at: readonly number[], by: number, tangent = 1): number {
  const program = buildProgram(
    at.map(() => 'float64'),
    expression,
  );
  // Every expression here depends on the input.
  const derivative = tangentProgram(program, [by]) as TangentProgram;
  const [[value]] = evaluateElements(
    program,
    at.map((x) => [x]),
  );
  const available = [...at, Number(value), tangent];
  const inputs = derivative.reads.map((read) => [available[read]]);
  return Number(evaluateElements(derivative.program, inputs)[0][0]);
}

/** The derivative of (the derivative by `first`, times a tangent) by the tangent. */
function slopeByTangent(
  expression: Expression,
  at: readonly number[],
  first: number,
  tangent: number,
): number {
  const program = buildProgram(
    at.map(() => 'float64'),
    expression,
  );
  const once = tangentProgram(program, [first]) as TangentProgram;
  const twice = tangentProgram(once.program, [once.reads.length - 1]) as TangentProgram;
  const [[value]] = evaluateElements(
    program,
    at.map((x) => [x]),
  );
  const available = [...at, Number(value), tangent];
  const inputs = once.reads.map((read) => available[read]);
  const [[slopeValue]] = evaluateElements(
    once.program,
    inputs.map((x) => [x]),
  );
  const all = [...inputs, Number(slopeValue), 1];
  return Number(
    evaluateElements(
      twice.program,
      twice.reads.map((read) => [all[read]]),
    )[0][0],
  );
}

const sqrt: Expression = (s, [x]) => s.sqrt(x);
const pow: Expression = (s, [x, y]) => s.pow(x, y);

test('the slope of √x is infinite at 0, but a tangent of 0 stays 0', () => {
  expect(slope(sqrt, [0], 0)).toBe(Infinity);
  expect(slope(sqrt, [0], 0, 0)).toBe(0);
});

test('a tangent of 0 through √x has its slope where that is finite', () => {
  expect(slopeByTangent(sqrt, [4], 0, 0)).toBe(0.25);
});

test('x⁰ is constant, also at 0', () => {
  expect(slope(pow, [0, 0], 0)).toBe(0);
  expect(slope(pow, [2, 0], 0)).toBe(0);
});

test('the second derivative of x¹ at 0 is 0', () => {
  const once: Expression = (s, [x, y]) => s.mul(y, s.pow(x, s.sub(y, 1)));
  expect(slope(once, [0, 1], 0)).toBe(0);
});

test('a power has no slope by its exponent where the base is not positive', () => {
  expect([slope(pow, [0, 2], 1), slope(pow, [-1, 2], 1)]).toEqual([0, 0]);
  expect(slope(pow, [Math.E, 1], 1)).toBeCloseTo(Math.E, 12);
});

test('ties of max and min go to the first operand', () => {
  expect([
    slope((s, [x, y]) => s.max(x, y), [1, 1], 0),
    slope((s, [x, y]) => s.max(x, y), [1, 1], 1),
  ]).toEqual([1, 0]);
  expect([
    slope((s, [x, y]) => s.min(x, y), [1, 1], 0),
    slope((s, [x, y]) => s.min(x, y), [1, 1], 1),
  ]).toEqual([1, 0]);
});

test('the choice of tangents keeps the infinity of the branch that is not taken away', () => {
  const guarded: Expression = (s, [x]) => s.select(s.greater(x, 0), s.log(x), 0);
  expect(slope(guarded, [0], 0)).toBe(0);
});

test('the density of P(1, x) at 0 is 1, and its slope by a keeps the logarithm', () => {
  expect(slope((s, [a, x]) => s.igamma(a, x), [1, 0], 1)).toBe(1);
  const density: Expression = (s, [a, x]) => s.igammaGradA(a, x);
  // ∂²P/∂a∂x at a = 1 is e⁻ˣ (ln x + γ).
  expect(slope(density, [1, 2], 1)).toBeCloseTo(Math.exp(-2) * (Math.log(2) + 0.5772156649015329), 12);
});

test('the density of I(1, 1) is 1 everywhere, also at the ends', () => {
  const betainc: Expression = (s, [a, b, x]) => s.betainc(a, b, x);
  expect([0, 0.5, 1].map((x) => slope(betainc, [1, 1, x], 2))).toEqual([1, 1, 1]);
});
