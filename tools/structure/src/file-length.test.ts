import { expect, test } from 'vitest';
import { overlongFiles } from './file-length.ts';
import { parseSourceFile } from './source-files.ts';

const ofLines = (count: number, firstLine = '') => {
  const text = `${[firstLine, ...Array(count - 1).fill('')].join('\n')}\n`;
  return parseSourceFile('packages/core/src/a.ts', text);
};

test('a file of 400 lines passes and one of 401 does not', () => {
  expect(overlongFiles([ofLines(400)])).toEqual([]);
  expect(overlongFiles([ofLines(401)])).toEqual([
    expect.stringContaining('packages/core/src/a.ts has 401 lines'),
  ]);
});

test('a longer file passes if it gives a reason', () => {
  expect(overlongFiles([ofLines(401, '// @long the table is one table')])).toEqual([]);
});

test('a longer file that says @long without a reason does not pass', () => {
  expect(overlongFiles([ofLines(401, '// @long')])).toHaveLength(1);
});
