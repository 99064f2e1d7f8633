import { buildProgram, scalarBuilder } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { assemble } from './assemble.ts';
import { encode } from './compile.ts';

/** The header of a program's words, by name. */
function header(words: Int32Array) {
  const [sources, constants, instructions, outputs, slots, resultSlot, blockLength, cost] = words;
  return { sources, constants, instructions, outputs, slots, resultSlot, blockLength, cost };
}

test('a program of one operation works in memory alone: its slots are its operands and its result', () => {
  const words = encode(assemble(buildProgram(['float32', 'float32'], (s, [x, y]) => s.add(x, y))));
  expect(header(words)).toMatchObject({
    sources: 2,
    instructions: 1,
    slots: 3,
    resultSlot: 2,
    blockLength: 4096,
  });
});

test('registers are used again: a long chain needs two', () => {
  const program = buildProgram(['float32'], (s, [x]) => {
    let y = x;
    for (let i = 0; i < 50; i++) y = s.sin(y);
    return y;
  });
  // One source, two registers that take turns, and the result.
  expect(header(encode(assemble(program)))).toMatchObject({ instructions: 50, slots: 4, resultSlot: 3 });
});

test('an operand that is read once more later keeps its register', () => {
  const program = buildProgram(['float32'], (s, [x]) => {
    const root = s.sqrt(x);
    return s.add(s.exp(s.sin(root)), root);
  });
  const words = encode(assemble(program));
  const first = 8 + 2 * words[0];
  const [rootSlot, sineSlot, expSlot] = [0, 1, 2].map((instruction) => words[first + 6 * instruction + 1]);
  expect(new Set([rootSlot, sineSlot, expSlot]).size).toBe(3);
});

test('a result that is read again, or one of several, has no slot of its own', () => {
  const s = scalarBuilder(['float32']);
  const root = s.sqrt(s.input(0));
  expect(header(encode(assemble(s.build([root, s.exp(root)])))).resultSlot).toBe(-1);
});

test('the more registers, the shorter the blocks', () => {
  const wide = buildProgram(['float32'], (s, [x]) => {
    const parts = Array.from({ length: 20 }, (_, i) => s.mul(x, i + 2));
    return parts.reduce((sum, part) => s.add(sum, s.sin(part)));
  });
  const { blockLength, slots } = header(encode(assemble(wide)));
  expect(blockLength).toBeLessThan(256);
  expect(blockLength * (slots - 22) * 8).toBeLessThanOrEqual(24 * 1024);
});

test('a program with more operands than the machine has room for is refused by name', () => {
  const program = buildProgram(new Array(80).fill('float32'), (s, inputs) =>
    inputs.reduce((a, b) => s.add(a, b)),
  );
  expect(() => encode(assemble(program))).toThrow(/81 operands .* too large.* 72 and 512/);
});

test('constants are their bits', () => {
  const words = encode(assemble(buildProgram(['float64'], (s, [x]) => s.add(x, -0.5))));
  const at = 8 + 2;
  expect([...words.slice(at + 1, at + 3)]).toEqual([0, new Int32Array(Float64Array.of(-0.5).buffer)[1]]);
});
