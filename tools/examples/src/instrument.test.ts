import { expect, test } from 'vitest';
import { instrument } from './instrument.ts';

const instrumented = (code: string) => {
  const text = instrument(code, { path: 'a.ts', line: 10, claimModule: './claim.ts' });
  const [head, ...body] = text.trimEnd().split('\n');
  expect(head).toBe('import { claim, console } from "./claim.ts";');
  return body.join('\n');
};

test('a claim behind an expression becomes a check of its value', () => {
  expect(instrumented('const x = 1;\nx + 1; // => 2')).toBe(
    'const x = 1;\nclaim(x + 1, "2", "a.ts:11"); // => 2',
  );
});

test('a claim behind a declaration is about the name declared', () => {
  expect(instrumented('const x = 1; // => 1')).toBe('const x = 1;; claim(x, "1", "a.ts:10"); // => 1');
});

test('comment lines below continue a claim, up to the first line that is none', () => {
  expect(instrumented('f(); // => a\n     // b\n// c\n\n// no more\ng();')).toContain(
    'claim(f(), "a\\n b\\n c", "a.ts:10")',
  );
});

test('a claim behind a statement of several lines is about the whole of it', () => {
  expect(instrumented('f(() => {\n  g();\n}); // => 1')).toBe(
    'claim(f(() => {\n  g();\n}), "1", "a.ts:12"); // => 1',
  );
});

test('claims inside a block of code are checked too', () => {
  expect(instrumented('for (const x of xs) {\n  x; // => 1\n}')).toContain('claim(x, "1", "a.ts:11")');
});

test('a claim that stands behind nothing with a value is an error', () => {
  expect(() => instrumented('// => 2')).toThrow(
    'a.ts:10: the claim does not follow an expression or a declaration',
  );
  expect(() => instrumented('if (x) { f() } // => 2')).toThrow('a.ts:10');
});

test('other comments are left alone', () => {
  expect(instrumented('f(); // see => there')).toBe('f(); // see => there');
});
