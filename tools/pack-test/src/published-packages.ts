/** @file The packages of the workspace that users install. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

/** The part of a manifest that is read here. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly main?: string;
  readonly exports: Record<string, unknown>;
  readonly bin?: unknown;
  readonly peerDependenciesMeta?: Record<string, unknown>;
}

/** A published package and its folder, as an absolute path. */
export interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
}

/** Every package under `packages/` that is not private, in the order of their names. */
export function publishedPackages(): PublishedPackage[] {
  return globSync('packages/*/package.json', { cwd: root })
    .map((file) => ({
      folder: path.join(root, path.dirname(file)),
      manifest: readManifest(path.join(root, file)),
    }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The packages that carry a binary for this machine, as far as it has been built: a package of the ones above names them
 * as optional dependencies.
 */
export function platformPackages(): PublishedPackage[] {
  return globSync(`packages/*/platforms/${process.platform}-${process.arch}/package.json`, { cwd: root })
    .map((file) => path.join(root, path.dirname(file)))
    .filter((folder) =>
      existsSync(path.join(folder, readManifest(path.join(folder, 'package.json')).main ?? '')),
    )
    .map((folder) => ({ name: readManifest(path.join(folder, 'package.json')).name, folder }));
}

export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}
