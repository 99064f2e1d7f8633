import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateKey } from './json-keys.ts';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a": {"b": 1, "c": [{"d": 1, "d": 2}]}}', 'd'],
  ['{"a\\"" : 1, "a\\u0022"\n: 2}', 'a"'],
  ['{"": 1, "": 2}', ''],
])('%s has a key twice', (json, key) => {
  expect(duplicateKey(json)).toBe(key);
});

test.each([
  '{}',
  '"a"',
  '[["a"], ["a"]]',
  '{"a": "a", "b": "a"}',
  '{"a": {"a": 1}, "b": {"a": 1}}',
  '{"a": ["a", "a"], "b": "\\"a\\":"}',
  '{"a": "{", "b": "\\\\"}',
])('%s has none', (json) => {
  expect(duplicateKey(json)).toBeUndefined();
});

test('what JSON.stringify writes has none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => duplicateKey(JSON.stringify(value, null, 1)) === undefined),
  );
});
