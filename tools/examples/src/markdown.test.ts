import { expect, test } from 'vitest';
import { markdownExamples } from './markdown.ts';

const fence = '```';

test('a block that opens with "ts example" is an example, with its line and its heading', () => {
  const text = ['# Guide', '', '## Adding', `${fence}ts example`, '1 + 1; // => 2', fence].join('\n');
  expect(markdownExamples('docs/a.md', text)).toEqual([
    { path: 'docs/a.md', line: 5, symbol: 'Adding', code: '1 + 1; // => 2' },
  ]);
});

test('a block in another language, or that says nothing of an example, is text', () => {
  const text = [`${fence}sh`, `# ${fence}ts example`, fence, `${fence}ts`, '1;', fence].join('\n');
  expect(markdownExamples('docs/a.md', text)).toEqual([]);
});

test('a block that is never closed is an error that says where', () => {
  expect(() => markdownExamples('docs/a.md', `\n${fence}ts example\n1;`)).toThrow(/docs\/a\.md:2/);
});
