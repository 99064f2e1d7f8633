/** @file Finds the README's example: what a reader tries first must work as it stands. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './published-packages.ts';

/** The code of the first block that opens with ` ```ts example `, and the line it begins on. */
export interface ReadmeExample {
  readonly code: string;
  readonly line: number;
}

/** @throws Error if the README has no such block. */
export function readmeExample(): ReadmeExample {
  return findExample(readFileSync(path.join(root, 'README.md'), 'utf8'));
}

export function findExample(markdown: string): ReadmeExample {
  const lines = markdown.split('\n');
  const opening = lines.indexOf('```ts example');
  const closing = lines.indexOf('```', opening);
  if (opening < 0 || closing < 0) {
    throw new Error('README.md has no example: a block of code that opens with "```ts example"');
  }
  return { code: lines.slice(opening + 1, closing).join('\n'), line: opening + 2 };
}
