import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { memory, use } from '../../runtime/index.ts';
import { constant } from './creation.ts';
import { booleanMask, booleanMaskSync } from './masking.ts';

beforeAll(async () => {
  await use(reference());
});

test('a mask of the leading axes chooses slices, in row-major order', async () => {
  const x = constant([
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8],
    ],
  ]);
  const mask = [
    [true, false],
    [false, true],
  ];
  expect((await booleanMask(x, mask)).arraySync()).toEqual([
    [1, 2],
    [7, 8],
  ]);
  expect(booleanMaskSync(x, mask).arraySync()).toEqual([
    [1, 2],
    [7, 8],
  ]);
});

test('a mask may lie along inner axes', () => {
  const x = constant([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(booleanMaskSync(x, [true, false, true], { axis: 1 }).arraySync()).toEqual([
    [1, 3],
    [4, 6],
  ]);
  expect(booleanMaskSync(x, [true, false, true], -1).shape).toEqual([2, 2]);
});

test('a mask that chooses nothing leaves an empty axis', () => {
  expect(booleanMaskSync(constant([[1, 2]]), [false]).shape).toEqual([0, 2]);
});

test('a mask that does not fit, and a scalar one, are refused', async () => {
  const x = constant([[1, 2, 3]]);
  await expect(booleanMask(x, [true, false])).rejects.toThrow(
    /mask of shape \(2,\).*\(1, 3\) has from axis 0/,
  );
  expect(() => booleanMaskSync(x, true)).toThrow(/at least one axis/);
});

test('the gradient of what was chosen comes back to its place', () => {
  const x = constant([1, 2, 3]);
  const tape = new GradientTape();
  tape.watch(x);
  const y = tape.record(() => booleanMaskSync(x, [true, false, true]));
  expect(tape.gradient(y, x)?.arraySync()).toEqual([1, 0, 1]);
});

test('nothing is left behind but the result', async () => {
  const x = constant([1, 2, 3]);
  const before = memory()['reference:0'].buffers;
  (await booleanMask(x, [true, false, true])).dispose();
  expect(memory()['reference:0'].buffers).toBe(before);
});
