import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, test } from 'vitest';
import type { FloatingDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  createRngState,
  Generator,
  getGlobalGenerator,
  setGlobalGenerator,
} from '../../namespaces/random.ts';
import { type DrawName, expectDraw } from '../../random/testdata/expect-draw.ts';
import { use } from '../../runtime/index.ts';

const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];

beforeAll(async () => {
  await use(reference());
});

test.each<[string, number | bigint | number[]]>([
  ['1234', 1234],
  ['0', 0],
  ['-1', -1],
  ['18446744073709551615', 2n ** 64n - 1n],
  [`${2n ** 130n + 2n ** 70n + 5n}`, 2n ** 130n + 2n ** 70n + 5n],
  ['[12, 34]', [12, 34]],
  ['[1, 2, 3, 4]', [1, 2, 3, 4]],
])('the seed %s gives TensorFlow’s state and draws', (written, seed) => {
  const name = (draw: string) => `generator ${written}, ${draw}` as DrawName;
  const generator = Generator.fromSeed(seed);
  expectDraw(generator.state, name('state'));
  expectDraw(generator.normal([7]).dataSync(), name('normal'));
  expectDraw(generator.uniform([7]).dataSync(), name('uniform'));
  expectDraw(generator.state, name('state after'));
});

test('one generator gives TensorFlow’s draws of every kind, in order', () => {
  const generator = Generator.fromSeed(1234);
  for (const dtype of floatingDTypes) {
    expectDraw(generator.uniform([5], -2, 3, dtype).dataSync(), `generator uniform ${dtype}`);
    expectDraw(generator.normal([5], { mean: 2, stddev: 3, dtype }).dataSync(), `generator normal ${dtype}`);
    expectDraw(generator.truncatedNormal([5], 0, 1, { dtype }).dataSync(), `generator truncated ${dtype}`);
  }
  for (const dtype of ['int32', 'int64', 'uint32', 'uint64'] as const) {
    expectDraw(generator.uniformFullInt([5], dtype).dataSync(), `generator full ${dtype}`);
  }
  for (const dtype of ['int32', 'int64'] as const) {
    expectDraw(generator.uniform([5], -3, 50, dtype).dataSync(), `generator integers ${dtype}`);
  }
  generator.skip(1000);
  expectDraw(generator.state, 'generator, state after skip');
  const seeds = generator.makeSeeds(4);
  expect(seeds.shape).toEqual([2, 4]);
  expectDraw(seeds.dataSync(), 'generator, seeds');
  const parts = generator.split(3).flatMap((part) => [...part.state]);
  expectDraw(BigInt64Array.from(parts), 'generator, split');
  expectDraw(generator.uniform([4]).dataSync(), 'generator, last');
});

test('binomial draws are TensorFlow’s, and so is how far they move the generator', () => {
  const generator = Generator.fromSeed(1234);
  const drawn = generator.binomial([4, 2], [20, 1000], [0.3, 0.9], 'float64');
  expectDraw(drawn.dataSync(), 'generator binomial');
  expectDraw(generator.state, 'generator binomial, state');
  expect(generator.binomial([7], 5, 0.5).dtype).toBe('int32');
  expectDraw(generator.state, 'generator binomial, state after 7');
});

test('a key and a counter are a state', () => {
  const generator = Generator.fromKeyCounter(99, [7, -1]);
  expectDraw(generator.state, 'generator from key and counter, state');
  expectDraw(generator.normal([4]).dataSync(), 'generator from key and counter');
  expect(generator.key).toBe(99n);
  generator.resetFromKeyCounter(99, [7, -1]);
  expectDraw(generator.normal([4]).dataSync(), 'generator from key and counter');
});

test('a state can be saved and restored', () => {
  const generator = Generator.fromSeed(1);
  const saved = generator.state;
  const copy = new Generator(generator);
  const drawn = generator.normal([10]).dataSync();
  generator.reset(saved);
  expect(generator.normal([10]).dataSync()).toEqual(drawn);
  expect(Generator.fromState(saved).normal([10]).dataSync()).toEqual(drawn);
  expect(copy.normal([10]).dataSync()).toEqual(drawn);
  generator.resetFromSeed(1);
  expect(generator.state).toEqual(createRngState(1));
});

test('the global generator is made once, and can be replaced', () => {
  expect(getGlobalGenerator()).toBe(getGlobalGenerator());
  const mine = Generator.fromSeed(1);
  setGlobalGenerator(mine);
  expect(getGlobalGenerator()).toBe(mine);
});

test('generators that are not to be determined differ', () => {
  const [one, other] = [Generator.fromNonDeterministicState(), Generator.fromNonDeterministicState()];
  expect(one.state).not.toEqual(other.state);
});

test('another algorithm and a state of another length are refused', () => {
  expect(() => Generator.fromSeed(1, 'threefry' as 'philox')).toThrow(
    /algorithm must be 'philox', got 'threefry'/,
  );
  expect(() => Generator.fromState([1, 2])).toThrow(/is 3 integers .* got 2/);
  expect(() => Generator.fromState([1, 2])).toThrow(InvalidArgumentError);
});
