import { expect, test } from 'vitest';
import type { Library } from '../library/library.ts';
import { type Row, rows } from '../rows/rows.ts';
import { entriesOf } from './entries.ts';

const library = (name: string, maxThreads: number, role: Library['role'] = 'wasm peer') =>
  ({ name, maxThreads, role }) as Library;
const rowNamed = (name: string) => rows.find((row) => row.name === name) as Row;
const shown = (row: string, libraries: readonly Library[], threads: number) =>
  entriesOf(rowNamed(row), libraries, threads).map((entry) => `${entry.library.name} ${entry.threads}`);

test('only threaded rows run on several threads, and only libraries that can', () => {
  const libraries = [library('one', 1), library('many', 8)];
  expect(shown('add-1m', libraries, 2)).toEqual(['one 1', 'many 1', 'many 2']);
  expect(shown('softmax', libraries, 2)).toEqual(['one 1', 'many 1']);
  expect(shown('add-1m', libraries, 1)).toEqual(['one 1', 'many 1']);
});

test('the bare runtime is measured only as a process', () => {
  const libraries = [library('node', 1, 'runtime')];
  expect(shown('matmul-64', libraries, 2)).toEqual([]);
  expect(shown('process-start', libraries, 2)).toEqual(['node 1']);
});
