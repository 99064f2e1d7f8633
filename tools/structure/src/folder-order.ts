/** @file In core, a folder imports only from the folders before it in the architecture's list. */
import { importGraph } from './import-graph.ts';
import { coreEntryPoints, coreFolders, isTest } from './rules.ts';
import type { SourceFile } from './source-files.ts';

const core = 'packages/core/src/';

/** One message per import that goes down the list, and per folder that the list does not have. */
export function folderOrderViolations(files: readonly SourceFile[]): string[] {
  const sources = files.filter(({ path }) => path.startsWith(core) && !isTest(path));
  const problems: string[] = [];

  const unlisted = new Set(sources.map(({ path }) => folderOf(path)).filter((folder) => rank(folder) < 0));
  for (const entryPoint of coreEntryPoints) unlisted.delete(entryPoint);
  for (const folder of unlisted) {
    problems.push(`${core}${folder} is not in the list of core's folders (tools/structure/src/rules.ts)`);
  }

  for (const edge of [...importGraph(sources).values()].flat()) {
    const [from, to] = [folderOf(edge.from), folderOf(edge.to)];
    if (coreEntryPoints.includes(from) || unlisted.has(from) || unlisted.has(to)) continue;
    if (coreEntryPoints.includes(to)) {
      problems.push(`${edge.from}:${edge.line} imports an entry point; import the file that defines it`);
    } else if (rank(to) > rank(from)) {
      problems.push(`${edge.from}:${edge.line} imports ${edge.to}, but ${to}/ comes after ${from}/`);
    }
  }
  return problems;
}

/** The first part of the path below core's `src`: a folder's name, or a file's that lies beside them. */
function folderOf(path: string): string {
  return path.slice(core.length).split('/')[0] ?? '';
}

function rank(folder: string): number {
  return (coreFolders as readonly string[]).indexOf(folder);
}
