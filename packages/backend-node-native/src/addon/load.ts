/**
 * @file Finds and loads the addon for this machine, or says in one paragraph what is missing and what to do.
 *
 * An installed package has it in another package, one for each platform, which npm chooses by `os`, `cpu` and `libc`.
 * In the repository those packages are the folders `platforms/*`, and the build puts the addon there.
 */

import { createRequire } from 'node:module';
import path from 'node:path';
import { TenonError } from '@tenon/core/backend';
import type { Addon } from './addon.ts';

const name = '@tenon/backend-node-native';
const require = createRequire(import.meta.url);
// An import of it makes Node load all that it exports, its streams too, which takes 3 ms.
const { existsSync } = process.getBuiltinModule('node:fs');

/** Where to look; what is not given is this machine's. */
export interface LoadOptions {
  readonly platform?: string;
  readonly architecture?: string;
  /** A file to load instead of the platform's. */
  readonly file?: string;
}

/** @throws TenonError that says what is missing, or what is wrong with what was found. */
export function loadAddon({
  platform = process.platform,
  architecture = process.arch,
  file = process.env.TENON_NATIVE_ADDON,
}: LoadOptions = {}): Addon {
  const target = `${platform}-${architecture}`;
  const found = file || addonFile(target);
  if (!found) throw new TenonError(whatIsMissing(target));
  try {
    return require(found) as Addon;
  } catch (error) {
    throw new TenonError(whatIsWrong(found, target, error), { cause: error });
  }
}

/** The addon of an installed platform package, or else of the repository's build. */
export function addonFile(target = `${process.platform}-${process.arch}`): string | undefined {
  try {
    return require.resolve(`${name}-${target}`);
  } catch {
    // Not installed, or in the repository and not built.
  }
  const built = path.join(packageFolder(), 'platforms', target, 'tenon.node');
  return existsSync(built) ? built : undefined;
}

function packageFolder(): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}

function whatIsMissing(target: string): string {
  const inRepository = existsSync(path.join(packageFolder(), 'addon'));
  const remedy = inRepository
    ? `It is built by \`npm run build\`, which needs a C++20 compiler (GCC 12 or Clang 16 and newer, found as g++, clang++, c++ or by the environment variable CXX).`
    : `It is in the package ${name}-${target}, an optional dependency: install it with \`npm install ${name}-${target}\`, and see that your package manager does not leave optional dependencies out (\`--omit=optional\`, or a lock file made on another platform).`;
  return `The native kernels of ${name} for ${target} are missing. ${remedy} Where neither is possible, @tenon/backend-cpu-wasm runs the same kernels as WebAssembly.`;
}

/** The system's loader says what it stumbled over, but not what that means. */
function whatIsWrong(file: string, target: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The native kernels in ${file} cannot be loaded on ${target}: ${meaningOf(reason, file)} The system said: ${reason}`;
}

function meaningOf(reason: string, file: string): string {
  // To glibc a file for another processor is as good as none.
  if (
    reason.includes(`${file}: cannot open shared object file`) ||
    /invalid ELF header|wrong ELF class|incompatible architecture|not a mach-o|slice is not valid/i.test(
      reason,
    )
  ) {
    return `the file is for another platform, or damaged. Remove node_modules and install on the machine that runs the program, not on another one.`;
  }
  if (/file too short|truncated|cannot read file data|ELF (load|file)/i.test(reason)) {
    return `the file is damaged. Remove node_modules and install again.`;
  }
  if (/GLIBC|version `|ld-musl|ld-linux|symbol not found|libc\.so/i.test(reason)) {
    return `the file needs a C library that this system does not have (it is built for glibc 2.34 and newer, not for musl). Use a newer or a glibc-based system or container image, or @tenon/backend-cpu-wasm.`;
  }
  if (/did not self-register|Module version mismatch|napi_/i.test(reason)) {
    return `the file is not the addon of this package, or this Node is older than 22. Install ${name} again.`;
  }
  return `see what the system says, and install ${name} again.`;
}
