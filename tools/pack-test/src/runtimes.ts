/**
 * @file The runtimes other than Node that run a project's programs, as far as this machine has them: npm carries their
 * executables, and they are optional dependencies of this package.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** How a runtime is started on a program; `command` is undefined where npm has none for this machine. */
export interface Runtime {
  readonly name: string;
  readonly command: string | undefined;
  readonly args: readonly string[];
}

export const runtimes: readonly Runtime[] = [
  // All permissions, so that it can ask for environment variables; and no look-up of packages beside those installed.
  {
    name: 'Deno',
    command: executable('@deno/linux-x64-glibc', 'deno'),
    args: ['run', '--allow-all', '--no-remote', '--node-modules-dir=manual'],
  },
  { name: 'Bun', command: executable('@oven/bun-linux-x64', 'bin/bun'), args: ['run', '--no-install'] },
];

function executable(name: string, file: string): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const command = path.join(path.dirname(manifest), file);
    return existsSync(command) ? command : undefined;
  } catch {
    return undefined;
  }
}
