import { InvalidArgumentError } from '@tenon/core/backend';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { coreCount } from '../platform.ts';
import { MOST_THREADS, THREADS_VARIABLE, threadCount } from './thread-count.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('without a wish there is one thread for each core', () => {
  vi.stubEnv(THREADS_VARIABLE, undefined);
  expect(threadCount(undefined)).toBe(Math.min(coreCount(), MOST_THREADS));
});

test('the environment variable says how many where the option does not', () => {
  vi.stubEnv(THREADS_VARIABLE, '3');
  expect(threadCount(undefined)).toBe(3);
  expect(threadCount(2)).toBe(2);
  vi.stubEnv(THREADS_VARIABLE, '');
  expect(threadCount(undefined)).toBe(Math.min(coreCount(), MOST_THREADS));
});

describe('a number of threads that cannot be is refused', () => {
  test.each([0, -1, 1.5, 65, 1e6, Number.NaN, Number.POSITIVE_INFINITY, 'abc' as unknown as number])(
    'as the option: %s',
    (asked) => {
      expect(() => threadCount(asked)).toThrow(InvalidArgumentError);
      expect(() => threadCount(asked)).toThrow(/threads must be a whole number from 1 to 64/);
    },
  );

  test.each(['0', '-1', '1.5', '1e6', 'abc'])('as the environment variable: %s', (value) => {
    vi.stubEnv(THREADS_VARIABLE, value);
    expect(() => threadCount(undefined)).toThrow(InvalidArgumentError);
    expect(() => threadCount(undefined)).toThrow(
      `the environment variable ${THREADS_VARIABLE} must be a whole number from 1 to 64, the calling thread included, but is "${value}"`,
    );
  });
});

describe('where threads cannot share memory there is one', () => {
  test('silently, if nobody asked for more', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.stubEnv(THREADS_VARIABLE, undefined);
    vi.stubGlobal('crossOriginIsolated', false);
    expect([threadCount(undefined), threadCount(1)]).toEqual([1, 1]);
    expect(warn).not.toHaveBeenCalled();
  });

  test('with a note that says what to do, if somebody did', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.stubGlobal('crossOriginIsolated', false);
    expect(threadCount(4)).toBe(1);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^cpu-wasm: kernels run on one thread instead of 4, since .*Cross-Origin-Opener-Policy/,
        ),
      ],
    ]);
  });
});
