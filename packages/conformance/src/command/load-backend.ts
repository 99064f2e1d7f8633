/**
 * @file Finding the backend that a package exports.
 */

import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Backend } from '@tenon/core/backend';
import type { BackendFactory } from '../subject/workbench.ts';
import { UsageError } from './arguments.ts';

/**
 * Imports a package, as the program in the current folder would, and takes its factory: the export named
 * `conformance`, else the first exported function that, called without arguments, gives a backend.
 * @param name A package, or the path of a module.
 * @throws UsageError if the package is not found or exports no backend.
 */
export async function loadBackend(name: string): Promise<BackendFactory> {
  const exported = await importPackage(name);
  const candidates = 'conformance' in exported ? [exported.conformance] : Object.values(exported);
  for (const candidate of candidates) {
    if (typeof candidate !== 'function') continue;
    const factory = candidate as BackendFactory;
    const backend = await attempt(factory);
    if (!backend) continue;
    backend.dispose();
    return factory;
  }
  const names = Object.keys(exported);
  const some =
    names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
  throw new UsageError(
    `${name} exports no backend: neither 'conformance' nor any other exported function returns an object with ` +
      `apiVersion. It exports ${some || 'nothing'}.`,
  );
}

async function importPackage(name: string): Promise<Record<string, unknown>> {
  const from = createRequire(path.join(process.cwd(), 'package.json'));
  try {
    return await import(pathToFileURL(from.resolve(name)).href);
  } catch (error) {
    if (!notFound(error)) throw error;
  }
  try {
    // Not beside the caller, or exported to `import` alone, which `require` does not find: as the kit itself finds it.
    return await import(name);
  } catch (error) {
    if (!notFound(error)) throw error;
    throw new UsageError(`Cannot find ${name} from ${process.cwd()}. Is it installed here?`);
  }
}

/** Whether an error says that there is no such package, not that something in it failed. */
function notFound(error: unknown): boolean {
  const codes = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'];
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

/** The backend that a function gives, if it gives one. */
async function attempt(factory: BackendFactory): Promise<Backend | undefined> {
  try {
    const made: unknown = await factory();
    const isBackend = typeof made === 'object' && made !== null && 'apiVersion' in made && 'kernels' in made;
    return isBackend ? (made as Backend) : undefined;
  } catch {
    // A function of the package that wants arguments: not its factory.
    return undefined;
  }
}
