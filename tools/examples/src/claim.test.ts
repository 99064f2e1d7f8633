import { expect, test } from 'vitest';
import { claim, console } from './claim.ts';

test('a claim holds if the text is the string of the value', () => {
  expect(() => claim(1.5, '1.5', 'a.ts:1')).not.toThrow();
  expect(() => claim([1, [2, 3]], '1,2,3', 'a.ts:1')).not.toThrow();
});

test('a claim may be written as the value would be in source text', () => {
  expect(() => claim([1, [2, 3]], '[1, [2, 3]]', 'a.ts:1')).not.toThrow();
  expect(() => claim(Float32Array.of(1, 2), '[1, 2]', 'a.ts:1')).not.toThrow();
  expect(() => claim({ a: 1 }, '{ a: 1 }', 'a.ts:1')).not.toThrow();
  expect(() => claim('1.0', "'1.0'", 'a.ts:1')).not.toThrow();
});

test('a wrong claim names its place, what was said and what is', () => {
  expect(() => claim(2, '3', 'packages/core/src/a.ts:7')).toThrow(
    'packages/core/src/a.ts:7 says the result is\n3\nbut it is\n2',
  );
});

test('the indentation of a longer text is not compared', () => {
  expect(() => claim('[[1, 2],\n [3, 4]]', '[[1, 2],\n     [3, 4]]', 'a.ts:1')).not.toThrow();
});

test('a text that lacks a line is wrong', () => {
  expect(() => claim('a\nb', 'a', 'a.ts:1')).toThrow();
});

test('console.log returns what it would print', () => {
  expect(console.log('%d and', 1, [2])).toBe('1 and [ 2 ]');
});
