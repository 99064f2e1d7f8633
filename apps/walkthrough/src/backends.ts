/**
 * @file The backends that the walkthrough can run on, chosen by the environment variable `TENON_BACKEND`.
 *
 * A backend is loaded when it is asked for, so the others need not be installed.
 */

import type { Backend } from '@tenon/core/backend';

/** By name: the package, and the export that makes the backend. */
export type BackendTable = Readonly<Record<string, { readonly package: string; readonly factory: string }>>;

const backends: BackendTable = {
  reference: { package: '@tenon/backend-reference', factory: 'reference' },
  'cpu-wasm': { package: '@tenon/backend-cpu-wasm', factory: 'cpuWasm' },
  'node-native': { package: '@tenon/backend-node-native', factory: 'nodeNative' },
  webgpu: { package: '@tenon/backend-webgpu', factory: 'webgpu' },
  cuda: { package: '@tenon/backend-cuda', factory: 'cuda' },
};

/** The name of the backend to run on. */
export const chosenBackend: string = process.env.TENON_BACKEND || 'cpu-wasm';

/** The choice cannot be met; the message says what can be chosen. */
export class BackendChoiceError extends Error {}

/**
 * Makes a backend by its name.
 * @throws BackendChoiceError if there is none of this name, or its package is not installed.
 */
export async function makeBackend(name: string, table: BackendTable = backends): Promise<Backend> {
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!known) throw new BackendChoiceError(`There is no backend '${name}'. ${choices(table)}`);
  if (!isInstalled(known.package)) {
    throw new BackendChoiceError(
      `The backend '${name}' needs ${known.package}, which is not installed. ${choices(table)}`,
    );
  }
  const exported: Readonly<Record<string, unknown>> = await import(known.package);
  // The table names a function that needs no argument and gives a backend, or the promise of one.
  return (exported[known.factory] as () => Backend | Promise<Backend>)();
}

function choices(table: BackendTable): string {
  const lines = Object.entries(table).map(
    ([name, { package: from }]) =>
      `  ${name.padEnd(12)} ${from}${isInstalled(from) ? '' : ' (not installed)'}`,
  );
  return `TENON_BACKEND may be:\n${lines.join('\n')}`;
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
