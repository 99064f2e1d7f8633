import { expect, test } from 'vitest';
import { scalarBuilder } from './builder.ts';
import { type ProgramDialect, printProgram } from './print.ts';

const c: ProgramDialect = {
  declare: (name, dtype, expression) => `${dtype} ${name} = ${expression};`,
  constant: (value) => String(value),
  apply: (operation, operands, from, to) => `${operation}_${from}_${to}(${operands.join(', ')})`,
};

test('a program becomes one declaration a node', () => {
  const s = scalarBuilder(['float32', 'float32']);
  const [x, y] = [s.input(0), s.input(1)];
  const program = s.build([s.select(s.less(x, y), s.mul(x, 2), y), s.cast(s.index(1), 'float32')]);
  const printed = printProgram(program, c, {
    input: (input) => `x${input}[i]`,
    index: (axis, dtype) => `(${dtype})at[${axis}]`,
  });
  expect(printed.statements).toEqual([
    'float32 v0 = x0[i];',
    'float32 v1 = x1[i];',
    'bool v2 = less_float32_bool(v0, v1);',
    'float32 v3 = 2;',
    'float32 v4 = mul_float32_float32(v0, v3);',
    'float32 v5 = select_float32_float32(v2, v4, v1);',
    'int32 v6 = (int32)at[1];',
    'float32 v7 = cast_int32_float32(v6);',
  ]);
  expect(printed.outputs).toEqual(['v5', 'v7']);
});
