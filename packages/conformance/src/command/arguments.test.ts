import { expect, test } from 'vitest';
import { readArguments, UsageError } from './arguments.ts';
import { loadBackend } from './load-backend.ts';

test.each([
  ['2', [2]],
  ['0-1', [0, 1]],
  ['1,3', [1, 3]],
  ['0-3', [0, 1, 2, 3]],
  ['2,1-2', [2, 1]],
])('--levels %s', (text, levels) => {
  expect(readArguments(['a-package', '--levels', text])?.levels).toEqual(levels);
});

test('all levels run unless told otherwise', () => {
  expect(readArguments(['a-package'])).toEqual({
    packageName: 'a-package',
    levels: [0, 1, 2, 3],
    op: undefined,
    dtype: undefined,
    json: undefined,
    html: undefined,
  });
});

test.each([
  [[], 'Which package'],
  [['a', 'b'], "what is 'b'"],
  [['a', '--levels', '4'], "'4' is not a list of levels"],
  [['a', '--dtype', 'float8'], "'float8' is no dtype"],
  [['a', '--colour'], '--colour'],
])('%j is refused', (args, message) => {
  expect(() => readArguments(args)).toThrow(UsageError);
  expect(() => readArguments(args)).toThrow(message);
});

test('help asks for nothing else', () => {
  expect(readArguments(['--help'])).toBeUndefined();
});

test('a package yields its factory', async () => {
  const makeBackend = await loadBackend('@tenon/backend-reference');
  expect((await makeBackend()).name).toBe('reference');
});

test('a package that is not installed is named', async () => {
  await expect(loadBackend('@tenon/nowhere')).rejects.toThrow('Cannot find @tenon/nowhere');
});

test('a package without a backend is told what was looked for', async () => {
  await expect(loadBackend('@tenon/core/backend')).rejects.toThrow('exports no backend');
});
