/** @file Finds the examples in a Markdown file: the blocks of code that open with ` ```ts example `. */
import type { Example } from './docstrings.ts';

/**
 * The examples of one file, in order, each named by the heading that it stands under. A block that opens otherwise is
 * text.
 *
 * @throws SyntaxError for a block that is never closed.
 */
export function markdownExamples(path: string, text: string): Example[] {
  const lines = text.split('\n');
  const examples: Example[] = [];
  let symbol = 'file';
  for (let at = 0; at < lines.length; at++) {
    symbol = /^#+ (.*)/.exec(lines[at])?.[1] ?? symbol;
    if (!lines[at].startsWith('```')) continue;
    const close = lines.findIndex((line, below) => below > at && line.startsWith('```'));
    if (close < 0) throw new SyntaxError(`${path}:${at + 1}: a block of code that is never closed`);
    if (lines[at].trim() === '```ts example') {
      examples.push({ path, line: at + 2, symbol, code: lines.slice(at + 1, close).join('\n') });
    }
    at = close;
  }
  return examples;
}
