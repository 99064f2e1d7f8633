import { InvalidArgumentError } from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { coreCount, THREADS_VARIABLE, threadCount } from './threads.ts';

const variable = (value: string) => ({ [THREADS_VARIABLE]: value });

test('without a wish there is one thread for each core', () => {
  expect(threadCount(undefined, 256, {})).toBe(Math.min(coreCount(), 256));
  expect(threadCount(undefined, 1, {})).toBe(1);
});

test('the environment variable says how many where the option does not', () => {
  expect(threadCount(undefined, 256, variable('3'))).toBe(3);
  expect(threadCount(2, 256, variable('3'))).toBe(2);
  expect(threadCount(undefined, 256, variable(''))).toBe(Math.min(coreCount(), 256));
});

describe('a number of threads that cannot be is refused', () => {
  test.each([0, -1, 1.5, 1e6, Number.NaN, Number.POSITIVE_INFINITY, 'abc' as unknown as number])(
    'as the option: %s',
    (asked) => {
      expect(() => threadCount(asked, 256, {})).toThrow(InvalidArgumentError);
      expect(() => threadCount(asked, 256, {})).toThrow(/threads must be a whole number from 1 to 256/);
    },
  );

  test.each(['0', '-1', '1.5', '1e6', 'abc'])('as the environment variable: %s', (value) => {
    expect(() => threadCount(undefined, 256, variable(value))).toThrow(InvalidArgumentError);
    expect(() => threadCount(undefined, 256, variable(value))).toThrow(
      `the environment variable ${THREADS_VARIABLE} must be a whole number from 1 to 256, the calling thread included, but is "${value}"`,
    );
  });
});
