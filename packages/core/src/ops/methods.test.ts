import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import * as tn from '../index.ts';

const before = new Set(Object.getOwnPropertyNames(tn.Tensor.prototype));

beforeAll(async () => {
  await tn.use(reference());
});

const numbers = () =>
  tn.constant([
    [0.5, 2, 3.25],
    [4.75, 0.25, 6],
  ]);
const others = () =>
  tn.constant([
    [2, 1, 1],
    [3, 0.25, 2],
  ]);
const flags = () =>
  tn.constant([
    [true, false],
    [false, false],
  ]);
const square = () =>
  tn.constant([
    [1, 2],
    [3, 4],
  ]);

/** By method: the call, and the op that it must be. */
const calls: Record<string, readonly [method: () => unknown, op: () => unknown]> = {
  add: [() => numbers().add(others()), () => tn.add(numbers(), others())],
  sub: [() => numbers().sub(others()), () => tn.subtract(numbers(), others())],
  mul: [() => numbers().mul(others()), () => tn.multiply(numbers(), others())],
  div: [() => numbers().div(others()), () => tn.divide(numbers(), others())],
  floordiv: [() => numbers().floordiv(others()), () => tn.floordiv(numbers(), others())],
  mod: [() => numbers().mod(others()), () => tn.floormod(numbers(), others())],
  pow: [() => numbers().pow(others()), () => tn.pow(numbers(), others())],
  neg: [() => numbers().neg(), () => tn.negative(numbers())],
  abs: [() => numbers().neg().abs(), () => tn.abs(tn.negative(numbers()))],
  sign: [() => numbers().sign(), () => tn.sign(numbers())],
  square: [() => numbers().square(), () => tn.square(numbers())],
  squaredDifference: [
    () => numbers().squaredDifference(others()),
    () => tn.squaredDifference(numbers(), others()),
  ],
  reciprocal: [() => numbers().reciprocal(), () => tn.reciprocal(numbers())],
  maximum: [() => numbers().maximum(others()), () => tn.maximum(numbers(), others())],
  minimum: [() => numbers().minimum(others()), () => tn.minimum(numbers(), others())],
  matmul: [
    () => numbers().matmul(others(), { transposeB: true }),
    () => tn.matmul(numbers(), others(), { transposeB: true }),
  ],
  equal: [() => numbers().equal(others()), () => tn.equal(numbers(), others())],
  notEqual: [() => numbers().notEqual(others()), () => tn.notEqual(numbers(), others())],
  less: [() => numbers().less(others()), () => tn.less(numbers(), others())],
  lessEqual: [() => numbers().lessEqual(others()), () => tn.lessEqual(numbers(), others())],
  greater: [() => numbers().greater(others()), () => tn.greater(numbers(), others())],
  greaterEqual: [() => numbers().greaterEqual(others()), () => tn.greaterEqual(numbers(), others())],
  logicalAnd: [() => flags().logicalAnd([true, false]), () => tn.logicalAnd(flags(), [true, false])],
  logicalOr: [() => flags().logicalOr([false, true]), () => tn.logicalOr(flags(), [false, true])],
  logicalXor: [() => flags().logicalXor([true, false]), () => tn.logicalXor(flags(), [true, false])],
  logicalNot: [() => flags().logicalNot(), () => tn.logicalNot(flags())],

  exp: [() => numbers().exp(), () => tn.exp(numbers())],
  expm1: [() => numbers().expm1(), () => tn.expm1(numbers())],
  log: [() => numbers().log(), () => tn.log(numbers())],
  log1p: [() => numbers().log1p(), () => tn.log1p(numbers())],
  sqrt: [() => numbers().sqrt(), () => tn.sqrt(numbers())],
  rsqrt: [() => numbers().rsqrt(), () => tn.rsqrt(numbers())],
  sin: [() => numbers().sin(), () => tn.sin(numbers())],
  cos: [() => numbers().cos(), () => tn.cos(numbers())],
  tan: [() => numbers().tan(), () => tn.tan(numbers())],
  tanh: [() => numbers().tanh(), () => tn.tanh(numbers())],
  erf: [() => numbers().erf(), () => tn.erf(numbers())],
  sigmoid: [() => numbers().sigmoid(), () => tn.sigmoid(numbers())],
  softplus: [() => numbers().softplus(), () => tn.softplus(numbers())],
  relu: [() => numbers().sub(1).relu(), () => tn.relu(tn.subtract(numbers(), 1))],
  softmax: [() => numbers().softmax(0), () => tn.softmax(numbers(), 0)],
  logSoftmax: [() => numbers().logSoftmax({ axis: 0 }), () => tn.logSoftmax(numbers(), 0)],
  floor: [() => numbers().floor(), () => tn.floor(numbers())],
  ceil: [() => numbers().ceil(), () => tn.ceil(numbers())],
  round: [() => numbers().round(), () => tn.round(numbers())],
  clipByValue: [() => numbers().clipByValue(1, 3), () => tn.clipByValue(numbers(), 1, 3)],
  isNan: [() => numbers().isNan(), () => tn.isNan(numbers())],
  isInf: [() => numbers().isInf(), () => tn.isInf(numbers())],
  isFinite: [() => numbers().isFinite(), () => tn.isFinite(numbers())],

  sum: [() => numbers().sum(0, true), () => tn.reduceSum(numbers(), 0, true)],
  mean: [() => numbers().mean({ axis: [1] }), () => tn.reduceMean(numbers(), [1])],
  prod: [() => numbers().prod(-1), () => tn.reduceProd(numbers(), -1)],
  max: [() => numbers().max(0), () => tn.reduceMax(numbers(), 0)],
  min: [() => numbers().min(), () => tn.reduceMin(numbers())],
  logsumexp: [() => numbers().logsumexp(1), () => tn.reduceLogsumexp(numbers(), 1)],
  variance: [() => numbers().variance(1), () => tn.reduceVariance(numbers(), 1)],
  std: [() => numbers().std(0), () => tn.reduceStd(numbers(), 0)],
  any: [() => flags().any(1), () => tn.reduceAny(flags(), 1)],
  all: [() => flags().all(), () => tn.reduceAll(flags())],
  argmax: [() => numbers().argmax(1), () => tn.argmax(numbers(), 1)],
  argmin: [() => numbers().argmin({ outputType: 'int32' }), () => tn.argmin(numbers(), 0, 'int32')],
  cumsum: [() => numbers().cumsum(1, true), () => tn.cumsum(numbers(), 1, true)],
  cumprod: [() => numbers().cumprod({ reverse: true }), () => tn.cumprod(numbers(), 0, false, true)],
  norm: [() => numbers().norm({ ord: 1, axis: 0 }), () => tn.norm(numbers(), 1, 0)],

  reshape: [() => numbers().reshape([3, -1]), () => tn.reshape(numbers(), [3, 2])],
  transpose: [() => numbers().transpose(), () => tn.transpose(numbers(), [1, 0])],
  squeeze: [() => numbers().expandDims(0).squeeze(0), numbers],
  expandDims: [() => numbers().expandDims(-1), () => tn.expandDims(numbers(), 2)],
  broadcastTo: [() => square().broadcastTo([2, 2, 2]), () => tn.broadcastTo(square(), [2, 2, 2])],
  reverse: [() => numbers().reverse(1), () => tn.reverse(numbers(), 1)],
  at: [() => numbers().at('...', -1), () => tn.at(numbers(), '...', 2)],
  gather: [() => numbers().gather([2, 0], 1), () => tn.gather(numbers(), [2, 0], { axis: 1 })],
  split: [() => numbers().split([1, -1], 1), () => tn.split(numbers(), [1, 2], 1)],
  unstack: [() => numbers().unstack(1), () => tn.unstack(numbers(), { axis: 1 })],
  tile: [() => square().tile([1, 2]), () => tn.tile(square(), [1, 2])],
  pad: [
    () =>
      square().pad(
        [
          [1, 0],
          [0, 1],
        ],
        'SYMMETRIC',
      ),
    () =>
      tn.pad(
        square(),
        [
          [1, 0],
          [0, 1],
        ],
        'SYMMETRIC',
      ),
  ],
  cast: [() => numbers().cast('int32'), () => tn.cast(numbers(), 'int32')],
  to: [() => numbers().to('/cpu:0'), numbers],
};

/** What tells one result from another. */
const described = (result: unknown) =>
  [result].flat().map((x) => {
    const { dtype, shape, arraySync } = x as tn.Tensor;
    return { dtype, shape, values: arraySync.call(x) };
  });

test('every method has its case here', () => {
  const installed = Object.getOwnPropertyNames(tn.Tensor.prototype).filter((name) => !before.has(name));
  expect(Object.keys(calls).sort()).toEqual(installed.sort());
});

test.each(Object.entries(calls))('%s is its op, with the receiver first', (_, [method, op]) => {
  expect(described(method())).toEqual(described(op()));
});

test('a variable has the methods too, and a tape sees that it was read', () => {
  const v = new tn.Variable([1, 2]);
  const tape = new tn.GradientTape();
  const y = tape.record(() => v.square().add(1).sum());
  expect(tape.gradient(y, v)?.arraySync()).toEqual([2, 4]);
});

test('methods are not enumerable, as those of a class are not', () => {
  const names: string[] = [];
  for (const name in tn.constant(1)) names.push(name);
  expect(names).not.toContain('add');
});

describe('types', () => {
  test('a method keeps the dtype of its receiver', () => {
    const x = tn.constant([1, 2], { dtype: 'float64' });
    expectTypeOf(x.add(1)).toEqualTypeOf<tn.Tensor<'float64'>>();
    expectTypeOf(x.sum(0)).toEqualTypeOf<tn.Tensor<'float64'>>();
    expectTypeOf(x.at(0)).toEqualTypeOf<tn.Tensor<'float64'>>();
    expectTypeOf(x.less(1)).toEqualTypeOf<tn.Tensor<'bool'>>();
    expectTypeOf(x.cast('int8')).toEqualTypeOf<tn.Tensor<'int8'>>();
    expectTypeOf(x.cast('int32').div(2)).toEqualTypeOf<tn.Tensor<'float64'>>();
    expectTypeOf(new tn.Variable([1]).square()).toEqualTypeOf<tn.Tensor<'float32'>>();
  });

  test('a method that the dtype does not allow, or an operand of another, does not compile', () => {
    const integers = tn.constant([1, 4], { dtype: 'int32' });
    // @ts-expect-error: there is no square root of integers.
    expect(() => integers.sqrt()).toThrow(/sqrt: 'x' must be floating/);
    // @ts-expect-error: dtypes are never mixed.
    expect(() => integers.add(tn.constant([1, 2]))).toThrow(/'x' is int32 and 'y' is float32/);
    // @ts-expect-error: bool has no sum.
    expect(() => flags().sum()).toThrow(/must be numeric/);
  });
});
