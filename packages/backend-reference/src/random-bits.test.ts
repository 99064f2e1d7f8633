import { expect, test } from 'vitest';
import { randomBits } from './random-bits.ts';
import { blank, relaid, values } from './testdata/views.ts';

test('the words of Philox4x32-10 for a zero key and counter', () => {
  // Random123's known-answer test for philox4x32, 10 rounds.
  const output = blank('uint32', [4]);
  randomBits('philox4x32-10', [0, 0], [0, 0, 0, 0], output);
  expect(values(output)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
});

test('the next block has the next counter, and part of a block may be asked for', () => {
  const two = blank('uint32', [6]);
  randomBits('philox4x32-10', [1, 2], [0xffffffff, 0, 0, 0], two);
  const second = blank('uint32', [2]);
  randomBits('philox4x32-10', [1, 2], [0, 1, 0, 0], second);
  expect(values(two).slice(4)).toEqual(values(second));
});

test('an output inside a buffer leaves the rest alone', () => {
  const whole = blank('uint32', [6]);
  randomBits('philox4x32-10', [0, 0], [0, 0, 0, 0], relaid(whole, { shape: [4], strides: [1], offset: 1 }));
  expect(values(whole)[0]).toBe(99);
  expect(values(whole)[5]).toBe(99);
  expect(values(whole)[1]).toBe(0x6627e8d5);
});
