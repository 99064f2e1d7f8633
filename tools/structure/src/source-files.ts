/**
 * @file Finds and parses the TypeScript sources of the repository.
 *
 * The checks work on this list and never touch the disk, so their tests are a few strings.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** A module specifier as a source file names it: by `import`, `export … from`, `import()` or `import('…').Type`. */
export interface Import {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
}

/** A parsed source file; `path` is relative to the repository's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly imports: readonly Import[];
}

const isExempt = /(^|\/)(node_modules|dist|build|testdata|\.[^/]+)(\/|$)|\.generated\./;

/** Reads every hand-written `.ts` file under the `src` folders of the workspace. */
export function readSourceFiles(root: string): SourceFile[] {
  const paths = globSync('{packages,apps,tools}/*/src/**/*.ts', {
    cwd: root,
    exclude: (entry) => isExempt.test(entry),
  });
  return paths
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !isExempt.test(file))
    .sort()
    .map((file) => parseSourceFile(file, readFileSync(path.join(root, file), 'utf8')));
}

/**
 * Parses one file.
 *
 * @throws SyntaxError where the text is not TypeScript: a check of what could not be read would be void.
 */
export function parseSourceFile(file: string, text: string): SourceFile {
  const { program, errors } = parseSync(file, text, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`);

  const imports: Import[] = [];
  const add = (source: { value: unknown; start: number } | null) => {
    if (typeof source?.value !== 'string') return;
    imports.push({ specifier: source.value, line: text.slice(0, source.start).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source.type === 'Literal' ? node.source : null),
    TSImportType: (node) => add(node.source),
  }).visit(program);

  return { path: file, lines: text.replace(/\n$/, '').split('\n'), imports };
}
