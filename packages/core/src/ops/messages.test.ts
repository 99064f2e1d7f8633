/**
 * @file What someone reads who gave an op something wrong. That each op refuses what it must is tested in the conformance
 * kit; here, that the words name the op that was called, the operand, and what to do.
 */

import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

test('an operand in a list is named by its position', () => {
  const mixed = [tn.constant([1]), tn.constant([1], 'int32')] as unknown as tn.Tensor<'float32'>[];
  expect(() => tn.concat(mixed, 0)).toThrow(/concat: 'values\[0\]' is float32 and 'values\[1\]' is int32/);
  expect(() => tn.stack([[1], ['a']] as unknown as number[][])).toThrow(
    /stack: 'values\[1\]': values must be numbers/,
  );
});

test('an error in a lowering names the op that was called, with its operands', () => {
  const logits = tn.constant([
    [1, 2],
    [3, 4],
  ]);
  expect(() => tn.sparseSoftmaxCrossEntropyWithLogits([0, 7], logits)).toThrow(
    /^sparseSoftmaxCrossEntropyWithLogits\(int32 \(2,\), float32 \(2, 2\)\): .*indices\[1, 0\] = 7 is not in \[0, 2\)/,
  );
});

test('also if the op of the lowering has a name that begins with it', () => {
  expect(() => tn.gather([[1, 2]], [5])).toThrow(/^gather\(float32 \(1, 2\), int32 \(1,\)\): gatherNd/);
});

test('a shape that is no list is refused by name', () => {
  const x = tn.constant([1, 2]);
  expect(() => x.reshape(2 as unknown as number[])).toThrow(/reshape: a shape must be an array, got 2/);
});

test('a custom gradient in the form of a Python tuple says which form it must have', () => {
  const pair = tn.customGradient(((x: tn.Tensor) => [x, (dy: tn.Tensor) => dy]) as never);
  expect(() => pair(1 as never)).toThrow(
    /customGradient\(.*\): the function must return \{ value, gradient \}/,
  );
});

describe("JavaScript's operators", () => {
  const x = () => tn.constant([1, 2]);

  test.each([
    ['<', () => x() < tn.constant([3, 4])],
    ['*', () => (x() as unknown as number) * 2],
    ['unary +', () => +(x() as unknown as number)],
    ['< of variables', () => new tn.Variable(1) < new tn.Variable(2)],
  ])('%s is refused, where it would compare texts or give NaN', (_, compute) => {
    expect(compute).toThrow(/operators do not compute with tensors.*a\.mul\(b\)/);
  });

  test('a text takes what the tensor prints', () => {
    expect(`${x()}`).toMatch(/^<tn\.Tensor: id=\d+, shape=\(2,\), dtype=float32, values=\[1., 2.\]>$/);
    expect(`loss ${tn.constant(3)}`).toContain('values=3.0');
  });
});

test('a misspelt option of a tape or a variable is refused, not ignored', () => {
  expect(() => new tn.GradientTape({ persistant: true } as object)).toThrow(
    /GradientTape: unknown option 'persistant'; it takes persistent, watchAccessedVariables/,
  );
  expect(() => new tn.Variable([1], { trainble: false } as object)).toThrow(
    /Variable: unknown option 'trainble'/,
  );
});

test('a device scope without a function says what it takes', () => {
  expect(() => tn.device('/cpu:0', undefined as unknown as () => void)).toThrow(
    /tn\.device\('\/cpu:0', \(\) => …\)/,
  );
});

test('a tensor in JSON is its dtype, shape and values', () => {
  const x = tn.constant([[1, 2]], 'int8');
  expect(JSON.stringify(x)).toBe('{"dtype":"int8","shape":[1,2],"values":[[1,2]]}');
});
