import { expect, test } from 'vitest';
import { buildProgram, scalarBuilder } from './builder.ts';
import { nodeKey, usedInputs } from './program.ts';

test('equal programs are one object', () => {
  const build = () => buildProgram(['float32', 'float32'], (s, [a, b]) => s.add(s.mul(a, b), 1));
  expect(build()).toBe(build());
});

test('programs that differ in a dtype, a constant or an output are different', () => {
  const base = buildProgram(['float32'], (s, [x]) => s.add(x, 1));
  expect(buildProgram(['float64'], (s, [x]) => s.add(x, 1))).not.toBe(base);
  expect(buildProgram(['float32'], (s, [x]) => s.add(x, 2))).not.toBe(base);
  const s = scalarBuilder(['float32']);
  const sum = s.add(s.input(0), 1);
  expect(s.build([sum, sum])).not.toBe(base);
  expect(s.build([sum])).toBe(base);
});

test('nodes that no output needs are dropped', () => {
  const s = scalarBuilder(['float32', 'float32']);
  s.exp(s.input(1));
  const program = s.build([s.neg(s.input(0))]);
  expect(program.nodes.map(nodeKey)).toEqual(['in0:float32', 'neg(0):float32']);
});

test('the same expression built in another order of unused nodes is the same program', () => {
  const s = scalarBuilder(['float32']);
  s.sin(s.input(0));
  expect(s.build([s.cos(s.input(0))])).toBe(buildProgram(['float32'], (t, [x]) => t.cos(x)));
});

test('used inputs are listed, ascending', () => {
  const program = buildProgram(['float32', 'float32', 'float32'], (s, [a, , c]) => s.add(c, a));
  expect(usedInputs(program)).toEqual([0, 2]);
});

test('the key tells −0 from 0, and true from 1', () => {
  expect(nodeKey({ kind: 'constant', dtype: 'float32', value: -0 })).not.toBe(
    nodeKey({ kind: 'constant', dtype: 'float32', value: 0 }),
  );
  expect(nodeKey({ kind: 'constant', dtype: 'bool', value: true })).not.toBe(
    nodeKey({ kind: 'constant', dtype: 'float32', value: 1 }),
  );
});
