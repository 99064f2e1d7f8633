/** @file A program bundled by vite, with everything left out that the bundler takes for unused. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { root } from './published-packages.ts';

/**
 * Bundles a program into one file.
 * @param folder The project whose installed packages the program imports.
 * @param conditions The export conditions under which they are found, beside the usual ones.
 * @returns the bundle's path.
 */
export async function bundle(
  folder: string,
  program: string,
  conditions: readonly string[],
): Promise<string> {
  const entry = path.join(folder, 'bundled-program.js');
  writeFileSync(entry, program);
  const outputs = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    resolve: {
      conditions: ['module', 'import', ...conditions],
      // The build carries its copy; the sources name a dependency of core's development.
      alias: { fflate: path.join(root, 'packages/core/node_modules/fflate') },
    },
    build: { write: false, minify: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  });
  // With one format there is one output, and a library of one entry is one chunk.
  const [{ output }] = outputs as Rolldown.RolldownOutput[];
  const file = path.join(folder, `bundle${conditions.join('').replace(/\W/g, '-')}.mjs`);
  writeFileSync(file, output[0].code);
  return file;
}
