import { describe, expect, test } from 'vitest';
import { scaleAndShift, scaleToRange } from './affine.ts';
import { binomial } from './binomial.ts';
import type { FloatingDType } from './element-types.ts';
import { GeneratorState } from './generator-state.ts';
import type { IntegerSeed } from './integer-seed.ts';
import { standardNormal } from './normal.ts';
import { binomialBlocks, elementBlocks } from './reservation.ts';
import { type DrawName, expectDraw } from './testdata/expect-draw.ts';
import { standardTruncatedNormal } from './truncated-normal.ts';
import { fullRangeIntegers, standardUniform, uniformIntegers } from './uniform.ts';

const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];

test.each<[string, IntegerSeed | IntegerSeed[]]>([
  ['1234', 1234],
  ['0', 0],
  ['-1', -1],
  ['18446744073709551615', 2n ** 64n - 1n],
  [`${2n ** 130n + 2n ** 70n + 5n}`, 2n ** 130n + 2n ** 70n + 5n],
  ['[12, 34]', [12, 34]],
  ['[1, 2, 3, 4]', [1, 2, 3, 4]],
])('the seed %s gives TensorFlow’s state and draws', (written, seed) => {
  const name = (draw: string) => `generator ${written}, ${draw}` as DrawName;
  const generator = GeneratorState.fromSeed(seed);
  expectDraw(generator.words, name('state'));
  expectDraw(standardNormal(generator.reserve(elementBlocks(7)), 'float32', 7), name('normal'));
  expectDraw(standardUniform(generator.reserve(elementBlocks(7)), 'float32', 7), name('uniform'));
  expectDraw(generator.words, name('state after'));
});

test('one generator gives TensorFlow’s draws of every kind, in order', () => {
  const generator = GeneratorState.fromSeed(1234);
  for (const dtype of floatingDTypes) {
    const uniform = standardUniform(generator.reserve(elementBlocks(5)), dtype, 5);
    scaleToRange(uniform, dtype, -2, 3);
    expectDraw(uniform, `generator uniform ${dtype}`);
    const normal = standardNormal(generator.reserve(elementBlocks(5)), dtype, 5);
    scaleAndShift(normal, dtype, 3, 2);
    expectDraw(normal, `generator normal ${dtype}`);
    expectDraw(
      standardTruncatedNormal(generator.reserve(elementBlocks(5)), dtype, 5),
      `generator truncated ${dtype}`,
    );
  }
  for (const dtype of ['int32', 'int64', 'uint32', 'uint64'] as const) {
    expectDraw(fullRangeIntegers(generator.reserve(elementBlocks(5)), dtype, 5), `generator full ${dtype}`);
  }
  for (const dtype of ['int32', 'int64'] as const) {
    expectDraw(
      uniformIntegers(generator.reserve(elementBlocks(5)), dtype, 5, -3, 50),
      `generator integers ${dtype}`,
    );
  }
  generator.skip(1000);
  expectDraw(generator.words, 'generator, state after skip');
  expectDraw(generator.makeSeeds(4), 'generator, seeds');
  const parts = generator.split(3).flatMap((part) => [...part.words]);
  expectDraw(BigInt64Array.from(parts), 'generator, split');
  expectDraw(standardUniform(generator.reserve(elementBlocks(4)), 'float32', 4), 'generator, last');
});

test('binomial draws are TensorFlow’s, and so is how far they move the generator', () => {
  const generator = GeneratorState.fromSeed(1234);
  const drawn = binomial(
    generator.reserve(binomialBlocks(2, 4)),
    'float32',
    [20, 1000],
    [0.3, Math.fround(0.9)],
    4,
  );
  expectDraw(drawn, 'generator binomial');
  expectDraw(generator.words, 'generator binomial, state');
  generator.reserve(binomialBlocks(1, 7));
  expectDraw(generator.words, 'generator binomial, state after 7');
});

describe('a generator state', () => {
  test('is made of a key and a counter', () => {
    const generator = GeneratorState.fromKeyCounter(99, [7, -1]);
    expectDraw(generator.words, 'generator from key and counter, state');
    expectDraw(
      standardNormal(generator.reserve(elementBlocks(4)), 'float32', 4),
      'generator from key and counter',
    );
    expect(generator.key).toBe(99n);
  });

  test('can be saved and restored', () => {
    const generator = GeneratorState.fromSeed(1);
    const saved = generator.words;
    const drawn = generator.reserve(elementBlocks(10));
    generator.reset(saved);
    expect(generator.reserve(elementBlocks(10))).toEqual(drawn);
    expect(new GeneratorState(saved).reserve(elementBlocks(10))).toEqual(drawn);
    generator.resetFromSeed(1);
    expect(generator.words).toEqual(saved);
  });

  test('handed out is a copy', () => {
    const generator = GeneratorState.fromSeed(1);
    generator.words[0] = 5n;
    expect(generator.words[0]).toBe(1n);
  });

  test('differs each time if it is not to be determined', () => {
    expect(GeneratorState.nonDeterministic().words).not.toEqual(GeneratorState.nonDeterministic().words);
  });

  test('takes unsigned words as the signed ones of the same bits', () => {
    expect(new GeneratorState([2n ** 64n - 1n, 0, 2n ** 63n]).words).toEqual(
      BigInt64Array.of(-1n, 0n, -(2n ** 63n)),
    );
  });

  test('must be three integers of 64 bits', () => {
    expect(() => new GeneratorState([1, 2])).toThrow(/is 3 integers .* got 2/);
    expect(() => new GeneratorState([1, 2, 0.5])).toThrow(/must be an integer, got 0.5/);
    expect(() => new GeneratorState([1, 2, 2n ** 64n])).toThrow(/must fit 64 bits/);
    expect(() => GeneratorState.fromSeed(0.5)).toThrow(/Generator: seed must be an integer, got 0.5/);
  });
});
