/** @file Finds the examples in the docstrings of a source file. */
import { parseSync } from 'oxc-parser';

/** The code behind an `@example` tag: what its ` ```ts ` blocks hold, or all of it where it has no block. */
export interface Example {
  /** The file it stands in, relative to the repository's root. */
  readonly path: string;
  /** The line of its first line of code, 1-based. */
  readonly line: number;
  /** The name that the docstring describes, or `file` for one that describes its file. */
  readonly symbol: string;
  readonly code: string;
}

const declaration =
  /^\s*(?:(?:export|declare|default|abstract|async|static|readonly|override|public|protected|private|get|set|const|let|function\*?|class|interface|type)\s+)*(?<name>\[[^\]]+\]|[\w$]+)/;

/**
 * The examples of one file, in order. A block opens with a bare ` ```ts `; one in another language, or
 * with a word behind it, is text.
 *
 * @throws SyntaxError for an `@example` that is empty or never closes its block.
 */
export function extractExamples(path: string, text: string): Example[] {
  const { comments } = parseSync(path, text, { lang: 'ts', sourceType: 'module' });
  return comments
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*') && value.includes('@example'))
    .flatMap((comment) => {
      const lines = comment.value.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
      const firstLine = lineAt(text, comment.start);
      const symbol = /@file\b/.test(comment.value)
        ? 'file'
        : (declaration.exec(text.slice(comment.end))?.groups?.name ?? 'unnamed');
      return exampleBlocks(lines, `${path}:${firstLine}`).map(({ start, code }) => ({
        path,
        line: firstLine + start,
        symbol,
        code,
      }));
    });
}

/** A piece of code among a docstring's lines; `start` is the index of its first line. */
interface Block {
  readonly start: number;
  readonly code: string;
}

function exampleBlocks(lines: readonly string[], place: string): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < lines.length; start++) {
    if (!lines[start].startsWith('@example')) continue;
    const length = lines.slice(start + 1).findIndex((line) => /^@\w/.test(line));
    const end = length < 0 ? lines.length : start + 1 + length;
    const section = lines.slice(start + 1, end);
    const found = section.some((line) => line.startsWith('```'))
      ? fencedBlocks(section, place)
      : [{ start: section.findIndex((line) => line.trim()), code: section.join('\n').trim() }];
    if (found.some(({ code }) => code === '')) throw new SyntaxError(`${place}: an @example without code`);
    blocks.push(...found.map((block) => ({ ...block, start: start + 1 + block.start })));
  }
  return blocks;
}

function fencedBlocks(lines: readonly string[], place: string): Block[] {
  const blocks: Block[] = [];
  for (let open = 0; open < lines.length; open++) {
    if (!lines[open].startsWith('```')) continue;
    const close = lines.findIndex((line, at) => at > open && line.startsWith('```'));
    if (close < 0) throw new SyntaxError(`${place}: a block of code that is never closed`);
    if (lines[open].trim() === '```ts') {
      blocks.push({ start: open + 1, code: lines.slice(open + 1, close).join('\n') });
    }
    open = close;
  }
  return blocks;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
