/** @file The packages of the workspace that users install. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

/** The part of a manifest that is read here. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
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

export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}
