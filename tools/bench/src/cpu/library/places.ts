/**
 * @file Where the benchmark keeps its parts.
 */

import path from 'node:path';

export const benchFolder = path.resolve(import.meta.dirname, '../../..');
export const repositoryFolder = path.resolve(benchFolder, '../..');
/** The other libraries, a workspace of their own. */
export const peersFolder = path.join(benchFolder, 'peers');

/** Where an adapter's compiled program goes: below the folder whose `node_modules` it imports from. */
export function programFolder(adapter: string): string {
  const folder = adapter.startsWith(peersFolder + path.sep) ? peersFolder : benchFolder;
  const name = path
    .relative(path.join(folder, 'src'), adapter)
    .replace(/\.ts$/, '')
    .replaceAll(path.sep, '-');
  return path.join(folder, '.generated', name);
}
