/** @file Which source file imports which: the graph that the two import rules are about. */
import path from 'node:path';
import type { SourceFile } from './source-files.ts';

/** An arrow of the graph. `to` is the path of a source file, `line` where `from` names it. */
export interface ImportEdge {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

/**
 * The arrows between the given files, by the file they leave from. Specifiers that lead out of the
 * list (`node:fs`, `vitest`, a sibling package's name) have none: packages do not circle, since the
 * package manager sees to that.
 */
export function importGraph(files: readonly SourceFile[]): Map<string, ImportEdge[]> {
  const known = new Set(files.map((file) => file.path));
  const graph = new Map<string, ImportEdge[]>();
  for (const file of files) {
    const edges = file.imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier, line }) => ({
        from: file.path,
        to: path.posix.join(path.posix.dirname(file.path), specifier),
        line,
      }))
      .filter((edge) => known.has(edge.to));
    graph.set(file.path, edges);
  }
  return graph;
}
