import { reference } from '@tenon/backend-reference';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import type { FloatingDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  categorical,
  gamma,
  normal,
  poisson,
  setSeed,
  shuffle,
  truncatedNormal,
  uniform,
} from '../../namespaces/random.ts';
import { type DrawName, expectDraw } from '../../random/testdata/expect-draw.ts';
import { device, memory, use } from '../../runtime/index.ts';
import { constant } from '../array/creation.ts';

const COUNT = 10_000;
const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];

beforeAll(async () => {
  const backend = reference();
  await use(backend);
  // A device like a small GPU: no 32-bit words to compute with, and nothing of 64 bits.
  const dtypes = ['bool', 'int32', 'float16', 'float32'] as const;
  await use({ ...reference(), name: 'narrow', preference: -1, supports: { ...backend.supports, dtypes } });
});
beforeEach(() => setSeed(42));

test('the first draws of the seed 42 are TensorFlow’s', () => {
  expect(String(uniform([3, 2]))).toContain(
    '[[0.6645621 , 0.44100678],\n [0.3528825 , 0.46448255],\n [0.03366041, 0.68467236]]',
  );
});

test.each([42, 0, -42, 2 ** 31 - 1, 2 ** 31 + 5, 12345678901234567890n])(
  'ops share one sequence of op seeds, which the global seed %s starts',
  (seed) => {
    const name = (draw: string) => `set ${seed}, ${draw}` as DrawName;
    setSeed(seed);
    expectDraw(uniform([6]).dataSync(), name('uniform'));
    expectDraw(uniform([0]).dataSync(), name('empty'));
    expectDraw(normal([5]).dataSync(), name('normal'));
    expectDraw(shuffle(new Int32Array([0])).dataSync(), name('shuffle of one'));
    expectDraw(shuffle(Int32Array.from({ length: 9 }, (_, i) => i)).dataSync(), name('shuffle'));
    expectDraw(truncatedNormal([5]).dataSync(), name('truncated'));
    expectDraw(uniform([7], -5, 100, 'int32').dataSync(), name('integers'));
    expectDraw(uniform([3], { seed: 7 }).dataSync(), name('seed 7'));
    expectDraw(categorical([[0, 1, 2]], 9).dataSync(), name('categorical'));
    expectDraw(uniform([3]).dataSync(), name('last'));
  },
);

test('an explicit seed continues its stream, for each kind of op and its dtype', () => {
  const logits = [
    [0, 0.5],
    [1, 0],
  ];
  const rows = Int32Array.from({ length: 11 }, (_, i) => i);
  for (const call of [1, 2, 3] as const) {
    expectDraw(uniform([5], { seed: 7 }).dataSync(), `continued float32, ${call}`);
    expectDraw(uniform([3], { seed: 7, dtype: 'float64' }).dataSync(), `continued float64, ${call}`);
    expectDraw(uniform([3], 0, 1000, 'int32', 7).dataSync(), `continued int32, ${call}`);
    expectDraw(uniform([3], 0, 1000, 'int64', { seed: 7 }).dataSync(), `continued int64, ${call}`);
    expectDraw(normal([3], { seed: 7 }).dataSync(), `continued normal, ${call}`);
    expectDraw(truncatedNormal([6], { seed: 7 }).dataSync(), `continued truncated, ${call}`);
    expectDraw(shuffle(rows, 7).dataSync(), `continued shuffle, ${call}`);
    expectDraw(categorical(logits, 5, { seed: 7 }).dataSync(), `continued categorical, ${call}`);
  }
});

describe.each(floatingDTypes)('%s', (dtype) => {
  test('uniform draws are TensorFlow’s', () => {
    expectDraw(uniform([COUNT], { dtype, seed: 1 }).dataSync(), `uniform ${dtype}`);
    expectDraw(uniform([COUNT], -3, 5, dtype, 2).dataSync(), `uniform ${dtype} in [-3, 5)`);
    expectDraw(uniform([COUNT], 0, 0.3, dtype, 3).dataSync(), `uniform ${dtype} in [0, 0.3)`);
  });

  test('normal draws are TensorFlow’s', () => {
    expectDraw(normal([COUNT - 1], { dtype, seed: 4 }).dataSync(), `normal ${dtype}`);
    expectDraw(normal([COUNT], 1.7, 0.3, dtype, 5).dataSync(), `normal ${dtype} of mean 1.7, deviation 0.3`);
  });

  test('truncated normal draws are TensorFlow’s', () => {
    expectDraw(truncatedNormal([COUNT - 1], { dtype, seed: 6 }).dataSync(), `truncated ${dtype}`);
    expectDraw(
      truncatedNormal([COUNT], -1, 2, dtype, 7).dataSync(),
      `truncated ${dtype} of mean -1, deviation 2`,
    );
  });
});

test('uniform integers are TensorFlow’s, up to the widest range', () => {
  expectDraw(uniform([COUNT], -1000, 12345, 'int32', 1).dataSync(), 'integers int32');
  expectDraw(uniform([COUNT], -(2 ** 31), 2 ** 31 - 1, 'int32', 2).dataSync(), 'integers int32, widest');
  expectDraw(uniform([COUNT], -1000, 10 ** 15, 'int64', 3).dataSync(), 'integers int64');
  expectDraw(uniform([COUNT], -(2n ** 63n), 2n ** 63n - 1n, 'int64', 4).dataSync(), 'integers int64, widest');
});

test('long shuffles and categorical draws are TensorFlow’s', () => {
  const rows = Int32Array.from({ length: COUNT }, (_, i) => i);
  expectDraw(shuffle(rows, 1).dataSync(), 'shuffle of 10000');
  const logits = [
    [0.1, -2, 1.3, 0.4],
    [0, -Infinity, 5, NaN],
    [-Infinity, -Infinity, -Infinity, -Infinity],
  ];
  expectDraw(categorical(constant(logits), 3333, 'int32', 2).dataSync(), 'categorical');
});

test('gamma and Poisson draws are TensorFlow’s, and their samples stand before the parameters', () => {
  for (const call of [1, 2] as const) {
    expectDraw(gamma([3], [0.5, 2], { seed: 7 }).dataSync(), `continued gamma, ${call}`);
    expectDraw(poisson([3], constant([0.5, 20]), 'float32', 7).dataSync(), `continued poisson, ${call}`);
  }
  expect(gamma([4, 1], [0.5, 2], [[1], [2], [3]]).shape).toEqual([4, 1, 3, 2]);
  expect(poisson([], 3).shape).toEqual([]);
  expect(gamma([0], [1, 2]).shape).toEqual([0, 2]);
});

test('a device without 32-bit words draws the same numbers', () => {
  const draw = () => [
    uniform([7]),
    uniform([7], -2, 3, 'float16'),
    uniform([2, 3], 5, 100, 'int32'),
    normal([5]),
  ];
  const elsewhere = device('narrow:0', draw);
  setSeed(42);
  const here = draw();
  expect(elsewhere.map((tensor) => tensor.device)).toEqual(Array(4).fill('narrow:0'));
  expect(elsewhere.map((tensor) => tensor.arraySync())).toEqual(here.map((tensor) => tensor.arraySync()));
});

test('bounds and parameters may be tensors, which broadcast', () => {
  expect(uniform([2, 2], constant([5, 7]), [[5], [7]]).shape).toEqual([2, 2]);
  expect(uniform([2, 2], constant([5, 7]), [5, 7]).arraySync()).toEqual([
    [5, 7],
    [5, 7],
  ]);
  expect(uniform([3], constant(2, 'int32'), constant(3, 'int32'), 'int32').arraySync()).toEqual([2, 2, 2]);
  expect(normal([2], [5, 7], 0).arraySync()).toEqual([5, 7]);
});

test('gradients flow to the parameters of a normal draw', () => {
  const mean = constant([1, 2]);
  const stddev = constant(3);
  const tape = new GradientTape();
  const drawn = tape.record(() => {
    tape.watch([mean, stddev]);
    return normal([4, 2], { mean, stddev, seed: 3 });
  });
  const [byMean, byStddev] = tape.gradient(drawn, [mean, stddev]);
  expect(byMean?.arraySync()).toEqual([4, 4]);
  setSeed(42);
  const standard = normal([4, 2], { seed: 3 }).dataSync();
  expect(byStddev?.item()).toBeCloseTo(
    standard.reduce((sum, x) => sum + x, 0),
    5,
  );
});

test('gradients flow to the parameters of a gamma draw', () => {
  const alpha = constant([0.7, 3], 'float64');
  const beta = constant(2, 'float64');
  const tape = new GradientTape();
  const drawn = tape.record(() => {
    tape.watch([alpha, beta]);
    return gamma([2], alpha, beta, 'float64', 3);
  });
  const [byAlpha, byBeta] = tape.gradient(drawn, [alpha, beta]);
  // What tf.random.gamma gives for these seeds.
  expect(byAlpha?.arraySync()).toEqual(recordedGammaGradient.alpha.map((x) => expect.closeTo(x, 9)));
  expect(byBeta?.item()).toBeCloseTo(recordedGammaGradient.beta, 9);
});

const recordedGammaGradient = { alpha: [0.42949150222917576, 1.0841723396273848], beta: -1.8140300554629245 };

test('nothing but the draws is kept', () => {
  const before = memory()['reference:0'].buffers;
  const draws = [
    uniform([7], -2, 3),
    uniform([7], -2, 3, 'int64'),
    uniform([3], { dtype: 'float64' }),
    normal([5], 1, 2),
    truncatedNormal([5]),
    gamma([5], 1, 2),
    shuffle([1, 2, 3]),
  ];
  expect(memory()['reference:0'].buffers - before).toBe(draws.length);
});

describe('refused are', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a shape that is none', () => uniform([-1]), /random.uniform: axis lengths must be non-negative/],
    ['a dtype that is not drawn', () => uniform([1], { dtype: 'uint8' as 'int32' }), /dtype must be one of/],
    ['integers without maxval', () => uniform([1], { dtype: 'int32' }), /for int32 maxval must be given/],
    ['an empty range', () => uniform([1], 3, 3, 'int32'), /need minval < maxval/],
    ['bounds with axes for integers', () => uniform([1], [1], 3, 'int32'), /'minval' must be a single/],
    [
      'a bound of another dtype',
      () => uniform([1], constant(1, 'float64')),
      /'minval' must be float32, got float64/,
    ],
    ['normal integers', () => normal([1], { dtype: 'int32' as 'float32' }), /dtype must be one of float16/],
    ['logits of another rank', () => categorical([1, 2], 3), /'logits' must have shape \[batch, classes\]/],
    ['no classes', () => categorical([[]], 3), /number of classes must be positive/],
    ['unknown options', () => uniform([1], { low: 3 } as object), /unknown option 'low'/],
    ['a missing parameter', () => gamma([1], undefined as unknown as number), /'alpha' is missing/],
    ['a seed that is no integer', () => uniform([1], { seed: 0.5 }), /seed must be an integer, got 0.5/],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(InvalidArgumentError);
  });
});

// The type follows the dtype; wrong kinds do not compile.
test('the dtype is in the type', () => {
  const draw: { dtype: 'int32' } = uniform([1], 0, 2, 'int32');
  const standard: { dtype: 'float32' } = uniform([1]);
  const half: { dtype: 'float16' } = normal([1], { dtype: 'float16' });
  expect([draw.dtype, standard.dtype, half.dtype]).toEqual(['int32', 'float32', 'float16']);
});
