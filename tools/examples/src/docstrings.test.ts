import { expect, test } from 'vitest';
import { extractExamples } from './docstrings.ts';

test('a block behind @example is found, with its line and the name it describes', () => {
  const text = [
    '/**',
    ' * Adds.',
    ' *',
    ' * @example',
    ' * ```ts',
    ' * add(1, 2); // => 3',
    ' *   indented;',
    ' * ```',
    ' */',
    'export function add(a: number, b: number) { return a + b; }',
  ].join('\n');
  expect(extractExamples('a.ts', text)).toEqual([
    { path: 'a.ts', line: 6, symbol: 'add', code: 'add(1, 2); // => 3\n  indented;' },
  ]);
});

test.each([
  ['export const gelu = 1;', 'gelu'],
  ['export abstract class Tape {}', 'Tape'],
  ['class A { static async of() {} }', 'A'],
  ['export async function* steps() {}', 'steps'],
])('the name in %s is %s', (declaration, symbol) => {
  const text = `/** @example\n * \`\`\`ts\n * 1;\n * \`\`\`\n */\n${declaration}`;
  expect(extractExamples('a.ts', text)).toMatchObject([{ symbol }]);
});

test('a block that does not stand behind @example is text', () => {
  const text =
    '/**\n * ```ts\n * 1;\n * ```\n * @example\n * ```sh\n * ls\n * ```\n * @returns x\n * ```ts\n * 2;\n * ```\n */';
  expect(extractExamples('a.ts', text)).toEqual([]);
});

test('an @example without a block is code up to the next tag', () => {
  const text =
    '/**\n * @example\n * add(1, 2); // => 3\n * add(2, 2);\n *\n * @returns x\n */\nconst add = 1;';
  expect(extractExamples('a.ts', text)).toMatchObject([{ line: 3, code: 'add(1, 2); // => 3\nadd(2, 2);' }]);
});

test('an @example without any code is an error, since it would look tested', () => {
  expect(() => extractExamples('a.ts', '/**\n * @example\n */')).toThrow('a.ts:1: an @example without code');
});

test('a block that is never closed is an error', () => {
  expect(() => extractExamples('a.ts', '/**\n * @example\n * ```ts\n * 1;\n */')).toThrow('never closed');
});
