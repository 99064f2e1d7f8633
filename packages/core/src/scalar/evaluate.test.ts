import { expect, test } from 'vitest';
import { buildProgram, scalarBuilder } from './builder.ts';
import { BLOCK_LENGTH, blockProgram, evaluateElements } from './evaluate.ts';

test('float32 rounds after every operation', () => {
  const program = buildProgram(['float32'], (s, [x]) => s.sub(s.add(x, 1), 1));
  expect(evaluateElements(program, [[2 ** -25, 2 ** -23]])).toEqual([[0, 2 ** -23]]);
});

test('the halves carry float32 precision until they are cast', () => {
  const kept = buildProgram(['float16'], (s, [x]) => s.sub(s.add(x, 2 ** -12), x));
  expect(evaluateElements(kept, [[1]])).toEqual([[2 ** -12]]);
  const cast = buildProgram(['float32'], (s, [x]) =>
    s.cast(s.cast(s.add(x, 2 ** -12), 'float16'), 'float32'),
  );
  expect(evaluateElements(cast, [[1]])).toEqual([[1]]);
});

test('a program may have several outputs, and an output that is an input', () => {
  const s = scalarBuilder(['int64', 'int64']);
  const [a, b] = [s.input(0), s.input(1)];
  const program = s.build([s.mul(a, b), a, s.less(a, b)]);
  expect(
    evaluateElements(program, [
      [3n, -2n],
      [5n, -4n],
    ]),
  ).toEqual([
    [15n, 8n],
    [3n, -2n],
    [1, 0],
  ]);
});

test('coordinates are filled in by the caller, per axis', () => {
  const program = buildProgram(['float32'], (s, [x]) => s.mul(x, s.cast(s.index(2), 'float32')));
  const runnable = blockProgram(program);
  expect(runnable.coordinates.map(({ axis }) => axis)).toEqual([2]);
  runnable.coordinates[0].block[0] = 7;
  (runnable.inputs[0] as Float64Array)[0] = 3;
  runnable.run(1);
  expect(runnable.outputs[0][0]).toBe(21);
});

test('constants of all kinds', () => {
  const s = scalarBuilder(['float64']);
  const program = s.build([
    s.constant(0.1, 'float64'),
    s.constant(-5n, 'int64'),
    s.constant(true, 'bool'),
    s.constant(-0, 'float32'),
  ]);
  expect(evaluateElements(program, [[0, 0]])).toEqual([
    [0.1, 0.1],
    [-5n, -5n],
    [1, 1],
    [-0, -0],
  ]);
});

test('a constant has the precision of its dtype', () => {
  const product = buildProgram(['float32'], (s, [x]) => s.mul(x, 0.1));
  expect(evaluateElements(product, [[3]])).toEqual([[Math.fround(3 * Math.fround(0.1))]]);
  const s = scalarBuilder(['float64']);
  expect(evaluateElements(s.build([s.constant(300, 'int8')]), [[0]])).toEqual([[44]]);
});

test('select takes numbers and bigints, and NaN in the branch not taken is not seen', () => {
  const program = buildProgram(['bool', 'float32', 'float32'], (s, [c, a, b]) => s.select(c, a, b));
  expect(
    evaluateElements(program, [
      [1, 0],
      [1, NaN],
      [NaN, 4],
    ]),
  ).toEqual([[1, 4]]);
  const wide = buildProgram(['bool', 'int64'], (s, [c, a]) => s.select(c, a, s.neg(a)));
  expect(
    evaluateElements(wide, [
      [1, 0],
      [2n, 2n],
    ]),
  ).toEqual([[2n, -2n]]);
});

test('an unused input has no block', () => {
  const program = buildProgram(['float32', 'float32'], (s, inputs) => s.neg(inputs[1]));
  expect(blockProgram(program).inputs[0]).toBeUndefined();
});

test('a program runs again after another has used its registers', () => {
  const addOne = buildProgram(['float64'], (s, [x]) => s.add(x, 1));
  const double = buildProgram(['float64'], (s, [x]) => s.mul(x, 2));
  expect(evaluateElements(addOne, [[1, 2]])).toEqual([[2, 3]]);
  expect(evaluateElements(double, [[5, 6]])).toEqual([[10, 12]]);
  expect(evaluateElements(addOne, [[7, 8]])).toEqual([[8, 9]]);
});

test('a whole block is evaluated', () => {
  const program = buildProgram(['int32'], (s, [x]) => s.mul(x, x));
  const values = Array.from({ length: BLOCK_LENGTH }, (_, i) => i);
  expect(evaluateElements(program, [values])[0]).toEqual(values.map((x) => x * x));
});

test('integers multiply modulo 2³² beyond what float64 holds', () => {
  const program = buildProgram(['int32'], (s, [x]) => s.mul(x, x));
  expect(evaluateElements(program, [[2 ** 31 - 1, 123456789]])).toEqual([[1, -1757895751]]);
});
