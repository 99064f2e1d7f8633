import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FloatingDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  foldIn,
  type SeedOperand,
  split,
  statelessBinomial,
  statelessCategorical,
  statelessGamma,
  statelessNormal,
  statelessPoisson,
  statelessShuffle,
  statelessTruncatedNormal,
  statelessUniform,
} from '../../namespaces/random.ts';
import { type DrawName, expectDraw } from '../../random/testdata/expect-draw.ts';
import { use } from '../../runtime/index.ts';
import { constant } from '../array/creation.ts';

const COUNT = 10_000;
const SEED = [3, 4] as const;
const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];

beforeAll(async () => {
  await use(reference());
});

test.each([[[1, 2]], [[0, 0]], [[-5, 7]], [[2 ** 31 - 1, -(2 ** 31)]], [[2 ** 40, -(2n ** 62n)]]] as const)(
  'the seed %s names TensorFlow’s stream',
  (seed) => {
    expectDraw(statelessUniform([9], seed).dataSync(), `stateless uniform, [${seed.join(', ')}]` as DrawName);
  },
);

test('a seed may be an array, a typed array or a tensor', () => {
  const seeds: SeedOperand[] = [SEED, Int32Array.of(3, 4), BigInt64Array.of(3n, 4n), [3n, 4]];
  seeds.push(constant([3, 4], 'int32'), constant([3n, 4n]));
  for (const seed of seeds) {
    expectDraw(statelessUniform([COUNT], seed).dataSync(), 'stateless uniform float32');
  }
});

describe.each(floatingDTypes)('%s', (dtype) => {
  test('draws are TensorFlow’s', () => {
    expectDraw(statelessUniform([COUNT], SEED, { dtype }).dataSync(), `stateless uniform ${dtype}`);
    expectDraw(
      statelessUniform([COUNT], SEED, -1, 1, dtype).dataSync(),
      `stateless uniform ${dtype} in [-1, 1)`,
    );
    expectDraw(statelessNormal([COUNT], SEED, { dtype }).dataSync(), `stateless normal ${dtype}`);
    expectDraw(statelessTruncatedNormal([COUNT], SEED, { dtype }).dataSync(), `stateless truncated ${dtype}`);
  });
});

test('integers of the full range are TensorFlow’s', () => {
  for (const dtype of ['int32', 'int64', 'uint32', 'uint64'] as const) {
    const drawn = statelessUniform([COUNT], SEED, null, null, dtype);
    expectDraw(drawn.dataSync(), `stateless full ${dtype}`);
  }
});

test('integers in a range, split and fold-in are TensorFlow’s', () => {
  for (const dtype of ['int32', 'int64'] as const) {
    const seed = constant([5, -6], dtype);
    expectDraw(statelessUniform([COUNT], SEED, -7, 100, dtype).dataSync(), `stateless integers ${dtype}`);
    expectDraw(split(seed, 4).dataSync(), `split ${dtype}`);
    expectDraw(foldIn([5, -6], constant(77, dtype)).dataSync(), `fold in ${dtype}`);
  }
});

test('new seeds are int32 unless the integers they come from do not fit', () => {
  expect([split([1, 2]), split([1n, 2n]), split([1, 2 ** 40])].map(({ dtype }) => dtype)).toEqual([
    'int32',
    'int64',
    'int64',
  ]);
  expect([foldIn([1, 2], 3), foldIn([1, 2], 3n)].map(({ dtype }) => dtype)).toEqual(['int32', 'int64']);
  expect(foldIn([1, 2], 3n).dataSync()[1]).toBe(3n);
});

test('categorical draws and shuffles are TensorFlow’s', () => {
  const logits = constant([
    [0.1, -2, 1.3, 0.4],
    [0, -Infinity, 5, NaN],
    [-Infinity, -Infinity, -Infinity, -Infinity],
  ]);
  expectDraw(statelessCategorical(logits, 11, SEED, 'int32').dataSync(), 'stateless categorical');
  const rows = Int32Array.from({ length: COUNT }, (_, i) => i);
  expectDraw(statelessShuffle(rows, SEED).dataSync(), 'stateless shuffle');
});

test('gamma, Poisson and binomial draws are TensorFlow’s', () => {
  for (const dtype of ['float16', 'float32', 'float64'] as const) {
    const drawn = statelessGamma([3000, 3], SEED, [0.3, 1.5, 40], { dtype });
    expectDraw(drawn.dataSync(), `stateless gamma ${dtype}`);
  }
  const rates = [0.5, 9.9, 10, 1e6, Infinity, -1];
  expectDraw(statelessPoisson([2000, 6], SEED, rates, 'float64').dataSync(), 'stateless poisson');
  expectDraw(
    statelessPoisson([2000, 1], SEED, [65400], { dtype: 'float16' }).dataSync(),
    'stateless poisson of float16',
  );
  const counts = [20, 100, 1e6, 20, 1000, 5, 5, -5, 5];
  const probabilities = [0.3, 0.3, 0.4, 0.7, 0.9, 0, 1, 0.5, NaN];
  const drawn = statelessBinomial([1000, 9], SEED, counts, probabilities, { outputDtype: 'float64' });
  expectDraw(drawn.dataSync(), 'stateless binomial');
});

test('parameters broadcast to the end of the shape', () => {
  // What tf.random.stateless_binomial gives.
  const drawn = statelessBinomial([3, 2, 2], [1, 2], [[10], [20]], [0.5, 0.2]);
  expect([...drawn.dataSync()]).toEqual([6, 2, 10, 4, 6, 4, 10, 5, 7, 2, 7, 4]);
  expect(() => statelessGamma([2, 2], [1, 2], [[1], [2]])).toThrow(
    /shape \(2, 2\) must end with the shape of the parameters, \(2, 1\)/,
  );
});

test('rows are shuffled whole', () => {
  // The documentation of tf.random.experimental.stateless_shuffle has this example.
  const rows = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  expect(statelessShuffle(rows, [8, 9]).arraySync()).toEqual([rows[2], rows[0], rows[1]]);
});

describe('refused are', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['one integer', () => statelessUniform([1], [1] as never), /'seed' must be two integers, got 1/],
    ['a number', () => statelessUniform([1], 7 as never), /'seed' must be two integers, got 7/],
    [
      'a tensor of another shape',
      () => statelessUniform([1], constant([1], 'int32')),
      /'seed' must be two integers, got shape \(1,\)/,
    ],
    ['a tensor of floats', () => split(constant([1, 2]) as never), /'seed' must be int32 or int64/],
    ['a fraction', () => statelessUniform([1], [0.5, 1]), /must be an integer, got 0.5/],
    ['no seed', () => statelessNormal([1], undefined as never), /'seed' is missing/],
    [
      'one of two bounds',
      () => statelessUniform([1], [1, 2], { dtype: 'int32' }),
      /give both minval and maxval, or null for both/,
    ],
    [
      'a range of unsigned integers',
      () => statelessUniform([1], [1, 2], 0, 3, 'uint32'),
      /dtype must be one of float16, bfloat16, float32, float64, int32, int64, got uint32/,
    ],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(InvalidArgumentError);
  });
});
