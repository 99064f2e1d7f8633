import { expect, test } from 'vitest';
import { exampleImports } from './example-imports.ts';

const file =
  'export const gelu = 1, relu = 2;\nexport function add() {}\nexport type Shape = 1;\nconst inner = 3;';
const imports = (code: string) => exampleImports(code, file, '../a.ts');

test('tn is always there, unless the example brings its own', () => {
  expect(imports('tn.add();')).toEqual(["import * as tn from '@tenon/core';"]);
  expect(imports("import * as tn from '@tenon/core';")).toEqual([]);
});

test('what the file exports can be used, and only what is used is imported', () => {
  expect(imports('add(relu);')).toContain('import { relu, add } from "../a.ts";');
});

test('a name that the example declares is its own', () => {
  expect(imports('const { gelu } = x; const [relu] = y; function add() {}')).toHaveLength(1);
});

test('types and what is not exported are not imported', () => {
  expect(imports('let x: Shape = inner;')).toHaveLength(1);
});
