import { expect, test } from 'vitest';
import { readArguments, UsageError } from './arguments.ts';
import { chooseLibraries } from './library/choose-libraries.ts';
import { rows } from './rows/rows.ts';

test('everything is measured unless told otherwise', () => {
  expect(readArguments([])).toEqual({
    peers: false,
    python: undefined,
    rows,
    libraries: undefined,
    threads: 2,
    rounds: 5,
    asBuilt: false,
    json: undefined,
    markdown: undefined,
    from: undefined,
  });
});

test.each([
  ['sum', ['sum-16m', 'sum-axis-0', 'sum-axis-1']],
  ['matmul-256', ['matmul-256']],
  ['softmax,exp-1m', ['exp-1m', 'softmax']],
])('--rows %s', (text, names) => {
  expect(readArguments(['--rows', text])?.rows.map(({ name }) => name)).toEqual(names);
});

test.each([
  [['--rows', 'no-such'], "no row 'no-such'. There are: matmul-64, "],
  [['--threads', '0'], "'0' is not a whole number above 0"],
  [['--rounds', 'many'], "'many' is not a whole number above 0"],
  [['--colour'], '--colour'],
  [['surplus'], 'surplus'],
])('%j is refused', (args, message) => {
  expect(() => readArguments(args)).toThrow(UsageError);
  expect(() => readArguments(args)).toThrow(message);
});

test('help asks for nothing else', () => {
  expect(readArguments(['--help'])).toBeUndefined();
});

test('a library that there is not is refused, and those there are are named', () => {
  const choose = () => chooseLibraries({ peers: false, python: undefined, libraries: ['numpi'] });
  expect(choose).toThrow(
    "no 'numpi'. There are: tenon-cpu-wasm, tenon-node-native, tenon-reference, node (more with",
  );
});

test('the reference backend runs only if it is named', () => {
  const names = (libraries?: string[]) =>
    chooseLibraries({ peers: false, python: undefined, libraries }).libraries.map(({ name }) => name);
  expect(names()).not.toContain('tenon-reference');
  expect(names(['tenon-reference'])).toEqual(['tenon-reference']);
});
