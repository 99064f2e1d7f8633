/**
 * @file Writes each example as a module of its own into `.generated/`, so that the type checker reads
 * the examples like any other source and the tests import them.
 */
import { globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Example, extractExamples } from './docstrings.ts';
import { exampleImports } from './example-imports.ts';
import { instrument } from './instrument.ts';
import { markdownExamples } from './markdown.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const generated = path.resolve(import.meta.dirname, '../.generated');

/** An example and the module that runs it. */
export interface WrittenExample extends Example {
  readonly module: string;
}

/** Every example in the docstrings of the packages and in the guides, in the order of files and lines. */
export function readExamples(): Example[] {
  return globSync(['packages/*/src/**/*.ts', 'docs/*.md'], { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) => {
      const examplesOf = isGuide(file) ? markdownExamples : extractExamples;
      return examplesOf(file, readFileSync(path.join(root, file), 'utf8'));
    });
}

const isGuide = (file: string) => file.endsWith('.md');

/** Brings `.generated/` up to date. Type check and tests may do this at the same time. */
export function writeExamples(): WrittenExample[] {
  mkdirSync(generated, { recursive: true });
  const written = readExamples().map((example) => {
    const name = `${example.path.replace(/^packages\//, '').replace(/\.ts$/, '')}-${example.line}.ts`;
    const module = path.join(generated, name.replaceAll('/', '.'));
    write(module, moduleText(example));
    return { ...example, module };
  });
  const current = new Set(written.map(({ module }) => path.basename(module)));
  for (const name of readdirSync(generated)) {
    if (name.endsWith('.ts') && !current.has(name)) rmSync(path.join(generated, name), { force: true });
  }
  return written;
}

/** The example's own text, behind the imports that every example may take for granted. */
function moduleText({ path: file, line, symbol, code }: Example): string {
  const source = path.join(root, file);
  const sourceText = isGuide(file) ? '' : readFileSync(source, 'utf8');
  const specifier = path.relative(generated, source).split(path.sep).join('/');
  return [
    `// Written from ${file}:${line} (${symbol}).`,
    ...exampleImports(code, sourceText, specifier),
    instrument(code, { path: file, line, claimModule: '../src/claim.ts' }),
  ].join('\n');
}

/** Replaces a file in one step, and only if it changes: another process may be reading it. */
function write(file: string, text: string): void {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch {
    // It does not exist yet.
  }
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
}
