import { expect, test } from 'vitest';
import { findExample } from './readme-example.ts';

test('the example is the first block that is marked as one', () => {
  const markdown =
    '# T\n```ts\nother;\n```\n```ts example\nfirst;\nsecond;\n```\n```ts example\nthird;\n```\n';
  expect(findExample(markdown)).toEqual({ code: 'first;\nsecond;', line: 6 });
});

test('a README without an example is an error', () => {
  expect(() => findExample('# T\n```ts\nother;\n```\n')).toThrow('README.md has no example');
});
