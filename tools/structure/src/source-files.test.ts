import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSourceFile, readSourceFiles } from './source-files.ts';

test('the sources of the repository are found, this one among them', () => {
  const paths = readSourceFiles(path.resolve(import.meta.dirname, '../../..')).map((file) => file.path);
  expect(paths).toContain('tools/structure/src/source-files.test.ts');
  expect(paths).toContain('packages/core/src/index.ts');
  expect(paths.filter((file) => /node_modules|dist\//.test(file))).toEqual([]);
});

test('a file that does not parse is an error that names it', () => {
  expect(() => parseSourceFile('a.ts', 'const = 1;')).toThrow(/^a\.ts: /);
});
