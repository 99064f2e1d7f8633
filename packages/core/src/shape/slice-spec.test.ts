import { describe, expect, test } from 'vitest';
import { newaxis, resolveIndex, resolveSlice } from './slice-spec.ts';

/** Python's slice semantics by its definition: walk from the clamped start while on this side of the stop. */
function pythonRange(start: number | null, stop: number | null, step: number, length: number): number[] {
  const wrap = (bound: number) => (bound < 0 ? bound + length : bound);
  const indices: number[] = [];
  const first = start === null ? (step > 0 ? 0 : length - 1) : wrap(start);
  const clampedFirst = step > 0 ? Math.max(first, 0) : Math.min(first, length - 1);
  const end = stop === null ? (step > 0 ? length : -1) : Math.max(wrap(stop), -1);
  for (let i = clampedFirst; step > 0 ? i < Math.min(end, length) : i > end && i >= 0; i += step)
    indices.push(i);
  return indices;
}

test('every small slice selects what Python selects', () => {
  const bounds = [null, -7, -6, -5, -2, -1, 0, 1, 3, 4, 5, 6, 9];
  for (const axisLength of [0, 1, 2, 5, 6]) {
    for (const start of bounds) {
      for (const stop of bounds) {
        for (const step of [-7, -3, -2, -1, 1, 2, 3, 7]) {
          const { begin, length } = resolveSlice({ start, stop, step }, axisLength, 'at');
          const got = Array.from({ length }, (_, i) => begin + i * step);
          expect(got, `[${start}:${stop}:${step}] of ${axisLength}`).toEqual(
            pythonRange(start, stop, step, axisLength),
          );
        }
      }
    }
  }
});

// From Python 3.11: list(range(*slice(start, stop, step).indices(length))).
test.each([
  ['1:3', 5, [1, 2]],
  [':2', 5, [0, 1]],
  ['-2:', 5, [3, 4]],
  ['::2', 5, [0, 2, 4]],
  ['::-1', 3, [2, 1, 0]],
  ['-100:100', 3, [0, 1, 2]],
  ['3:1', 5, []],
  ['3:0:-2', 5, [3, 1]],
  ['-1:-6:-3', 5, [4, 1]],
  [' 1 : 4 : 2 ', 5, [1, 3]],
  [':', 2, [0, 1]],
])("'%s' of %d elements takes %j", (text, length, want) => {
  const { begin, lengths, steps } = resolveIndex([text], [length], 'at');
  expect(Array.from({ length: lengths[0] }, (_, i) => begin[0] + i * steps[0])).toEqual(want);
});

describe('an index', () => {
  test('drops the axes that integers take', () => {
    expect(resolveIndex([1, -1], [2, 3, 4], 'at')).toEqual({
      begin: [1, 2, 0],
      lengths: [1, 1, 4],
      steps: [1, 1, 1],
      shape: [4],
    });
  });

  test('fills what is missing at the ellipsis', () => {
    expect(resolveIndex([0, '...', ':2'], [2, 3, 4, 5], 'at').shape).toEqual([3, 4, 2]);
    expect(resolveIndex(['...', 0], [2, 3], 'at').shape).toEqual([2]);
    expect(resolveIndex([0, '...', 1], [2, 3], 'at').shape).toEqual([]);
  });

  test('inserts new axes where they stand', () => {
    expect(resolveIndex([newaxis, 1, newaxis, '::2'], [2, 4], 'at').shape).toEqual([1, 1, 2]);
    expect(resolveIndex(['...', newaxis], [2, 3], 'at').shape).toEqual([2, 3, 1]);
  });

  test('takes slice objects', () => {
    expect(resolveIndex([{ start: 1, stop: null, step: 2 }], [6], 'at')).toMatchObject({
      begin: [1],
      lengths: [3],
    });
  });

  test.each([
    [[3], /index 3 is outside axis 0 of length 3/],
    [[-4], /index -4 is outside axis 0/],
    [[0.5], /0.5 is no index/],
    [[0, 0], /2 indices for a tensor of rank 1/],
    [['...', '...'], /one '...' only/],
    [['1-2'], /'1-2' is no index/],
    [['::0'], /step must not be 0/],
    [[{ start: 0.5, stop: null, step: 1 }], /must be integers, got 0.5/],
  ])('%j of a vector of 3 is refused', (index, message) => {
    expect(() => resolveIndex(index, [3], 'at')).toThrow(message);
  });
});

describe('what is no index', () => {
  const refused = (entry: unknown) => () => resolveIndex([entry as number], [3, 4], 'at');

  test('says what one is', () => {
    for (const entry of ['a', 0.5, NaN, true, { start: 0 }])
      expect(refused(entry)).toThrow(/at: .* is no index\. Use an integer, a slice such as/);
  });

  test('says what selects by positions, if it is a list of them', () => {
    for (const entry of [[0, 1], new Int32Array([0, 1]), { shape: [2] }])
      expect(refused(entry)).toThrow(/a list or tensor of positions is no index.*Use .*tn\.gather/);
  });
});
