import { describe, expect, test } from 'vitest';
import { counterHalves, type PhiloxState, PhiloxStream, philoxState, skipBlocks } from './philox.ts';

function words(state: PhiloxState, count: number): number[] {
  const result = new Uint32Array(count);
  new PhiloxStream(state).fill(result);
  return [...result];
}

describe('Philox4x32-10', () => {
  // The known answers that come with Random123, the authors' implementation (`kat_vectors`).
  test.each<[string, PhiloxState, number[]]>([
    ['zeros', { key: [0, 0], counter: [0, 0, 0, 0] }, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [
      'ones',
      { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff] },
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      'the digits of pi',
      { key: [0xa4093822, 0x299f31d0], counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] },
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives the published block for %s', (_, state, block) => {
    expect(words(state, 4)).toEqual(block);
  });

  test('a stream continues with the blocks of the following counters', () => {
    const state = philoxState(5n, 0xffff_ffff_ffff_fffen, 7n);
    const blocks = [0, 1, 2, 3].flatMap((skipped) => words(skipBlocks(state, skipped), 4));
    expect(words(state, 16)).toEqual(blocks);
  });

  test('words come in the same order one by one and in pieces of any length', () => {
    const state = philoxState(1n, 2n, 3n);
    const stream = new PhiloxStream(state);
    const collected: number[] = [];
    for (const length of [1, 3, 2, 0, 9, 4, 6]) {
      const piece = new Uint32Array(length);
      stream.fill(piece);
      collected.push(...piece, stream.next());
    }
    expect(collected).toEqual(words(state, collected.length));
  });

  test('skipping within a stream gives up the rest of the block that was begun', () => {
    const state = philoxState(1n, 0xffff_ffff_ffff_fff0n, 0xffff_ffff_ffff_ffffn);
    const stream = new PhiloxStream(state);
    stream.next();
    stream.skip(300);
    expect(stream.next()).toBe(words(skipBlocks(state, 301), 1)[0]);
  });
});

describe('the 128-bit counter', () => {
  test('carries from its low half into its high half', () => {
    const state = skipBlocks(philoxState(0n, 2n ** 64n - 1n, 4n), 3);
    expect(counterHalves(state)).toEqual([2n, 5n]);
  });

  test('wraps around at its end', () => {
    const state = skipBlocks(philoxState(0n, 2n ** 64n - 1n, 2n ** 64n - 1n), 1n);
    expect(counterHalves(state)).toEqual([0n, 0n]);
  });

  test('takes negative halves and keys as two’s complement', () => {
    expect(philoxState(-1n, -2n, 0n)).toEqual({
      key: [0xffffffff, 0xffffffff],
      counter: [0xfffffffe, 0xffffffff, 0, 0],
    });
  });
});
