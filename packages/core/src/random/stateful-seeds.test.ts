import { beforeEach, describe, expect, test } from 'vitest';
import { categorical } from './categorical.ts';
import type { IntegerSeed } from './integer-seed.ts';
import { standardNormal } from './normal.ts';
import { categoricalBlocks, elementBlocks, shuffleBlocks } from './reservation.ts';
import { shufflePermutation } from './shuffle.ts';
import { StatefulSeeds } from './stateful-seeds.ts';
import { type DrawName, expectDraw } from './testdata/expect-draw.ts';
import { standardTruncatedNormal } from './truncated-normal.ts';
import { standardUniform, uniformIntegers } from './uniform.ts';

let seeds: StatefulSeeds;
beforeEach(() => {
  seeds = new StatefulSeeds();
});

function uniform(count: number, seed?: IntegerSeed, dtype: 'float32' | 'float64' = 'float32') {
  const blocks = elementBlocks(count);
  return standardUniform(
    seeds.reserve({ op: 'RandomUniform', attributes: dtype, seed, blocks }),
    dtype,
    count,
  );
}

function normal(count: number, seed?: IntegerSeed) {
  const draw = { op: 'RandomStandardNormal', attributes: 'float32', seed, blocks: elementBlocks(count) };
  return standardNormal(seeds.reserve(draw), 'float32', count);
}

function truncated(count: number, seed?: IntegerSeed) {
  const draw = { op: 'TruncatedNormal', attributes: 'float32', seed, blocks: elementBlocks(count) };
  return standardTruncatedNormal(seeds.reserve(draw), 'float32', count);
}

function integers(
  dtype: 'int32' | 'int64',
  count: number,
  minval: number,
  maxval: number,
  seed?: IntegerSeed,
) {
  const draw = { op: 'RandomUniformInt', attributes: dtype, seed, blocks: elementBlocks(count) };
  return uniformIntegers(seeds.reserve(draw), dtype, count, minval, maxval);
}

function shuffle(rows: number, seed?: IntegerSeed) {
  const draw = { op: 'RandomShuffle', attributes: 'int32', seed, blocks: shuffleBlocks(rows) };
  return shufflePermutation(seeds.reserve(draw), rows);
}

function categoricalDraw(logits: number[][], samples: number, seed?: IntegerSeed) {
  const blocks = categoricalBlocks(logits.length, samples);
  const state = seeds.reserve({ op: 'Multinomial', attributes: 'float32,int64', seed, blocks });
  const classes = logits[0].length;
  // TensorFlow's default is int64.
  return BigInt64Array.from(categorical(state, logits.flat(), logits.length, classes, samples), BigInt);
}

describe('without seeds of their own', () => {
  test.each<[IntegerSeed, string]>([
    [42, '42'],
    [0, '0'],
    [-42, '-42'],
    [2 ** 31 - 1, '2147483647'],
    [2 ** 31 + 5, '2147483653'],
    [12345678901234567890n, '12345678901234567890'],
  ])('ops share one sequence of op seeds, which the global seed %s starts', (seed, written) => {
    const name = (draw: string) => `set ${written}, ${draw}` as DrawName;
    seeds.setSeed(seed);
    expectDraw(uniform(6), name('uniform'));
    expectDraw(uniform(0), name('empty'));
    expectDraw(normal(5), name('normal'));
    expectDraw(shuffle(1), name('shuffle of one'));
    expectDraw(shuffle(9), name('shuffle'));
    expectDraw(truncated(5), name('truncated'));
    expectDraw(integers('int32', 7, -5, 100), name('integers'));
    expectDraw(uniform(3, 7), name('seed 7'));
    expectDraw(categoricalDraw([[0, 1, 2]], 9), name('categorical'));
    expectDraw(uniform(3), name('last'));
  });

  test('setting the same seed again starts over', () => {
    seeds.setSeed(42);
    const before = [uniform(6), uniform(6, 5)];
    seeds.setSeed(42);
    expect([uniform(6), uniform(6, 5)]).toEqual(before);
  });

  test('draws differ from run to run where no global seed was set', () => {
    const first = uniform(6);
    expect(uniform(6)).not.toEqual(first);
    expect(
      new StatefulSeeds().reserve({ op: 'RandomUniform', attributes: 'float32', blocks: 0 }),
    ).not.toEqual(new StatefulSeeds().reserve({ op: 'RandomUniform', attributes: 'float32', blocks: 0 }));
  });
});

describe('with a seed of its own', () => {
  test('an op continues its stream from call to call', () => {
    seeds.setSeed(42);
    for (const call of [1, 2, 3] as const) {
      expectDraw(uniform(5, 7), `continued float32, ${call}`);
      expectDraw(uniform(3, 7, 'float64'), `continued float64, ${call}`);
      expectDraw(integers('int32', 3, 0, 1000, 7), `continued int32, ${call}`);
      expectDraw(integers('int64', 3, 0, 1000, 7), `continued int64, ${call}`);
      expectDraw(normal(3, 7), `continued normal, ${call}`);
      expectDraw(truncated(6, 7), `continued truncated, ${call}`);
      expectDraw(shuffle(11, 7), `continued shuffle, ${call}`);
      expectDraw(shuffle(1, 7), `continued shuffle of one, ${call}`);
      expectDraw(
        categoricalDraw(
          [
            [0, 0.5],
            [1, 0],
          ],
          5,
          7,
        ),
        `continued categorical, ${call}`,
      );
    }
  });

  test('draws are determined even if no global seed was set', () => {
    expectDraw(uniform(6, 7), 'unset, seed 7, call 1');
    expectDraw(uniform(6, 7), 'unset, seed 7, call 2');
    expectDraw(uniform(6, 0), 'unset, seed 0');
  });

  test('two zeros are a stream like any other', () => {
    seeds.setSeed(0);
    expectDraw(uniform(6, 0), 'set 0, seed 0');
  });

  test('seeds may be negative or large', () => {
    seeds.setSeed(42);
    expectDraw(uniform(6, -3), 'set 42, seed -3');
    expectDraw(uniform(6, 2 ** 40), 'set 42, seed 2**40');
  });
});

test('a seed that is no integer is refused', () => {
  expect(() => seeds.setSeed(1.5)).toThrow(/setSeed: seed must be an integer, got 1.5/);
  expect(() => seeds.setSeed(2 ** 60)).toThrow(/as a bigint/);
  expect(() => uniform(3, Number.NaN)).toThrow(/RandomUniform: seed must be an integer, got NaN/);
});
