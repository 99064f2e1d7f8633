/**
 * @file Unpacking the npm package `@sparticuz/chromium` into the build folder, once.
 *
 * The package is for servers on Linux, and needs none of the libraries that a desktop has. It unpacks into the system's
 * folder for temporary files, which is told to be elsewhere meanwhile.
 */

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import chromium from '@sparticuz/chromium';

const build = path.resolve(import.meta.dirname, '../build');
const folder = path.join(build, 'chromium');

/** Whether the package has a Chromium for this machine. */
export const hasChromium = process.platform === 'linux' && process.arch === 'x64';

/** Unpacks it where that has not been done (five seconds). @returns the folder. */
export async function unpacked(): Promise<string> {
  if (existsSync(folder)) return folder;
  // Beside the folder first: another process may be at it, too, and the folder is complete whenever it is there.
  const partial = path.join(build, `unpacking-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = partial;
  try {
    await chromium.executablePath();
    if (!existsSync(folder)) renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  return folder;
}
