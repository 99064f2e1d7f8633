/** @file The folders of the workspace's packages. */
import { globSync } from 'node:fs';
import path from 'node:path';

/** Relative to `root`, in the order of their names; the patterns are those of pnpm-workspace.yaml. */
export function workspaceFolders(root: string): string[] {
  return globSync('{packages,apps,tools}/*/package.json', { cwd: root }).map(path.dirname).sort();
}
