/**
 * @file Compiled programs, for rows that measure a whole process: translating TypeScript at each start would be
 * measured with it. Tenon's packages are built and imported as they are published; so is every other library.
 */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import type { Library } from './library.ts';
import { benchFolder, programFolder, repositoryFolder } from './places.ts';

/** The packages could not be built. */
export class BuildError extends Error {}

/** Builds Tenon's backends that are among these libraries: their kernels, and their packages. Quick if nothing changed. */
export function buildBackends(libraries: readonly Library[]): void {
  const backends = libraries.filter(({ role }) => role.startsWith('tenon')).map(({ name }) => name);
  if (backends.length > 0) buildPackages(backends.map((name) => name.replace('tenon-', '@tenon/backend-')));
}

/** Compiles the programs of these libraries. */
export async function buildPrograms(libraries: readonly Library[]): Promise<void> {
  const adapters = new Set(libraries.flatMap(({ adapter }) => adapter ?? []));
  for (const adapter of adapters) {
    await build({
      entryPoints: { worker: path.join(benchFolder, 'src/cpu/run/worker.ts'), adapter },
      outdir: programFolder(adapter),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node22',
    });
  }
}

function buildPackages(names: readonly string[]): void {
  const filters = names.flatMap((name) => ['--filter', name]);
  const { status, stdout } = spawnSync('turbo', ['run', 'build', ...filters], {
    cwd: repositoryFolder,
    encoding: 'utf8',
  });
  if (status === 0) return;
  const end = stdout.trimEnd().split('\n').slice(-20).join('\n');
  throw new BuildError(
    `${end}\n\nBuilding ${names.join(', ')} failed. --as-built measures what was built last, if that will do.`,
  );
}
