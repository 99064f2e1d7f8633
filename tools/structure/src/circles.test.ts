import { expect, test } from 'vitest';
import { importCircles } from './circles.ts';
import { parseSourceFile } from './source-files.ts';

const file = (name: string, text: string) => parseSourceFile(`packages/core/src/${name}`, text);

test('a chain of imports is no circle', () => {
  const files = [file('a.ts', "import './b.ts';"), file('b.ts', "import './c.ts';"), file('c.ts', '')];
  expect(importCircles(files)).toEqual([]);
});

test('two ways to the same file are no circle', () => {
  const files = [
    file('a.ts', "import './b.ts'; import './c.ts';"),
    file('b.ts', "import './d.ts';"),
    file('c.ts', "import './d.ts';"),
    file('d.ts', ''),
  ];
  expect(importCircles(files)).toEqual([]);
});

test('a circle is reported with the line of each of its imports', () => {
  const files = [
    file('a.ts', "\nimport { b } from './ops/b.ts';"),
    file('ops/b.ts', "export * from './c.ts';"),
    file('ops/c.ts', "import '../a.ts';"),
  ];
  expect(importCircles(files)).toEqual([
    [
      'a circle of 3 import(s):',
      '  packages/core/src/a.ts:2 imports packages/core/src/ops/b.ts',
      '  packages/core/src/ops/b.ts:1 imports packages/core/src/ops/c.ts',
      '  packages/core/src/ops/c.ts:1 imports packages/core/src/a.ts',
    ].join('\n'),
  ]);
});

test.each([
  ['a type import', "import type { B } from './b.ts';"],
  ['an import type expression', "export type A = import('./b.ts').B;"],
  ['a dynamic import', "export const a = () => import('./b.ts');"],
])('%s counts', (_, text) => {
  expect(importCircles([file('a.ts', text), file('b.ts', "import './a.ts';")])).toHaveLength(1);
});

test('a file that imports itself is a circle', () => {
  expect(importCircles([file('a.ts', "import './a.ts';")])).toHaveLength(1);
});

test('the word import inside a comment or a string is no import', () => {
  const text = `// import './b.ts'\nexport const s = "import './b.ts'";`;
  expect(importCircles([file('a.ts', text), file('b.ts', "import './a.ts';")])).toEqual([]);
});
