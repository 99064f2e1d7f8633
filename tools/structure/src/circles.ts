/**
 * @file No file imports itself by way of others, not even for a type.
 *
 * A type-only circle runs, but it means that neither of the two ideas can be read without the other.
 */
import { type ImportEdge, importGraph } from './import-graph.ts';
import type { SourceFile } from './source-files.ts';

/** One message per circle found; every file that is part of a circle is named in at least one. */
export function importCircles(files: readonly SourceFile[]): string[] {
  const graph = importGraph(files);
  const finished = new Set<string>();
  const problems: string[] = [];

  // Depth first; an arrow to a file that is still open closes a circle.
  const visit = (file: string, trail: ImportEdge[]) => {
    for (const edge of graph.get(file) ?? []) {
      const steps = [...trail, edge];
      const start = steps.findIndex((step) => step.from === edge.to);
      if (start >= 0) problems.push(describe(steps.slice(start)));
      else if (!finished.has(edge.to)) visit(edge.to, steps);
    }
    finished.add(file);
  };
  for (const file of graph.keys()) if (!finished.has(file)) visit(file, []);
  return problems;
}

function describe(circle: readonly ImportEdge[]): string {
  const steps = circle.map((edge) => `  ${edge.from}:${edge.line} imports ${edge.to}`);
  return [`a circle of ${circle.length} import(s):`, ...steps].join('\n');
}
