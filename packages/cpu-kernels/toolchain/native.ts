/**
 * @file Builds the Node-API addon of `@tenon/backend-node-native`: the kernels once for each instruction set, and the
 * pool and the addon's own sources once, linked into one file that runs on every supported Node.
 *
 * `node --conditions=@tenon/source packages/cpu-kernels/toolchain/native.ts [--isa avx512] [--sanitize]`
 *
 * - `--isa NAME` (again for more) compiles for that instruction set alone, for a quick turn while developing;
 * - `--sanitize` builds with AddressSanitizer and UndefinedBehaviorSanitizer, beside the ordinary build.
 *
 * It needs a C++20 compiler (GCC 12 or Clang 16 and newer), no node-gyp and no network: the headers of Node-API are a
 * package. Where there is no compiler it says so and succeeds, for nothing but the native backend needs its product.
 */

import { globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compile, run, type TranslationUnit } from './compile.ts';
import { findCompiler, type InstructionSet, instructionSetsOfThisMachine } from './native-compiler.ts';
import { writeContract } from './write-contract.ts';

const kernels = path.resolve(import.meta.dirname, '..');
const backend = path.resolve(kernels, '../backend-node-native');

/** What every source is compiled with. Nothing of the C++ library is used, so nothing of it is linked. */
const commonFlags = [
  '-std=c++20',
  '-O3',
  '-fPIC',
  '-fvisibility=hidden',
  '-fno-exceptions',
  '-fno-rtti',
  '-fno-threadsafe-statics',
  // Integers wrap.
  '-fwrapv',
  '-fno-math-errno',
  '-fno-trapping-math',
  // Fused where the source says `fma`, and nowhere else: results must not depend on the compiler.
  '-ffp-contract=off',
  '-Wall',
  '-Wextra',
  '-Wno-psabi',
];

/** GCC takes a vector that is filled lane by lane for an uninitialized one. */
const quietFlags = ['-Wno-uninitialized', '-Wno-maybe-uninitialized'];

const sanitizeFlags = [
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=undefined',
  '-fno-omit-frame-pointer',
  '-g',
  '-O1',
];

export interface NativeBuildOptions {
  /** Names of instruction sets; all if empty. */
  readonly only?: readonly string[];
  readonly sanitize?: boolean;
}

/**
 * Where the addon of this machine is built: in the folder of the package that carries it to users of this platform,
 * from which the backend loads it in the repository, too. A sanitized one stands aside.
 */
export function addonPath(sanitize = false): string {
  const target = `${process.platform}-${process.arch}`;
  const folder = sanitize ? path.join('build', `${target}-sanitized`) : path.join('platforms', target);
  return path.join(backend, folder, 'tenon.node');
}

/** Builds what changed. @returns whether there is an addon now, or why none could be built here. */
export async function buildNative({
  only = [],
  sanitize = false,
}: NativeBuildOptions = {}): Promise<boolean | string> {
  const available = instructionSetsOfThisMachine();
  if (typeof available === 'string') return available;
  const unknown = only.find((name) => !available.some((set) => set.name === name));
  if (unknown) throw new Error(`--isa ${unknown}: choose of ${available.map((set) => set.name).join(', ')}.`);
  const compiler = findCompiler();
  if (!compiler) {
    return process.env.CXX
      ? `the compiler that the environment variable CXX names does not start: ${process.env.CXX}`
      : 'there is no C++ compiler (looked for g++, clang++ and c++; the environment variable CXX names another)';
  }

  const sets = only.length === 0 ? available : available.filter(({ name }) => only.includes(name));
  console.log(`native kernels: ${sets.map(({ name }) => name).join(', ')} with ${compiler.version}`);
  const units = translationUnits(sets, path.join(kernels, 'build', sanitize ? 'native-sanitized' : 'native'));
  const flags = [
    ...compiler.leadingFlags,
    ...commonFlags,
    ...(compiler.version.includes('clang') ? [] : quietFlags),
    ...(sanitize ? sanitizeFlags : []),
    `-I${path.join(kernels, 'cpp')}`,
    `-I${writeContract()}`,
  ];
  const failed = await compile(units, { command: compiler.command, version: compiler.version, flags });
  if (failed.length > 0) {
    console.error(
      `native kernels: ${failed.length} of ${units.length} did not compile: ${failed.join(', ')}`,
    );
    return false;
  }
  return link(
    compiler.command,
    [...compiler.leadingFlags, ...(sanitize ? sanitizeFlags : [])],
    units.map(({ object }) => object),
    addonPath(sanitize),
    sanitize,
  );
}

function translationUnits(sets: readonly InstructionSet[], objects: string): TranslationUnit[] {
  const cpp = path.join(kernels, 'cpp');
  const perSet = globSync('**/*.cpp', { cwd: cpp, exclude: ['test/**', 'parallel/**'] }).sort();
  const once = globSync('parallel/**/*.cpp', { cwd: cpp }).sort();
  const addonSources = globSync('addon/**/*.cpp', { cwd: backend }).sort();
  const { include_dir } = createRequire(path.join(backend, 'package.json'))('node-api-headers');
  const addonFlags = [
    '-DNAPI_VERSION=8',
    `-isystem${include_dir}`,
    ...sets.map(({ name }) => `-DTENON_WITH_${name.toUpperCase()}`),
  ];
  const unit = (
    folder: string,
    source: string,
    variant: string,
    flags: readonly string[],
  ): TranslationUnit => ({
    label: `${variant} ${source}`,
    source: path.join(folder, source),
    object: path.join(objects, variant, `${source}.o`),
    flags,
  });
  return [
    // File by file, so that the longest do not all come last.
    ...perSet.flatMap((source) =>
      sets.map(({ name, flags }) => unit(cpp, source, name, [...flags, `-DTENON_ISA=${name}`])),
    ),
    ...once.map((source) => unit(cpp, source, 'once', [])),
    ...addonSources.map((source) => unit(backend, source, 'once', addonFlags)),
  ];
}

async function link(
  command: string,
  flags: readonly string[],
  objects: string[],
  output: string,
  sanitized: boolean,
): Promise<boolean> {
  mkdirSync(path.dirname(output), { recursive: true });
  // A process may have the old file open: the new one takes its name, not its place.
  const fresh = `${output}.${process.pid}`;
  const platformFlags =
    process.platform === 'darwin'
      ? ['-bundle', '-undefined', 'dynamic_lookup']
      : [
          '-shared',
          '-static-libgcc',
          '-static-libstdc++',
          '-Wl,--as-needed',
          '-Wl,--gc-sections',
          '-Wl,-z,relro,-z,now',
        ];
  // Many objects, many instruction sets: more than some systems take on a command line.
  const list = `${output}.objects`;
  writeFileSync(list, objects.map((object) => `"${object.replaceAll('\\', '\\\\')}"`).join('\n'));
  const { ok, text } = await run(command, [...flags, ...platformFlags, `@${list}`, '-o', fresh, '-lpthread']);
  rmSync(list);
  if (text) console.error(text);
  if (!ok || !(await loads(fresh, sanitized))) {
    rmSync(fresh, { force: true });
    return false;
  }
  renameSync(fresh, output);
  return true;
}

/**
 * Whether Node loads it. Symbols that no object defines are left to Node, whose own functions are such; so a kernel that
 * is declared but not written is noticed only here. A sanitized addon loads only after the sanitizer's library.
 */
async function loads(file: string, sanitized: boolean): Promise<boolean> {
  if (sanitized) return true;
  const load = "process.dlopen({ exports: {} }, process.argv[1], require('os').constants.dlopen.RTLD_NOW)";
  const { ok, text } = await run(process.execPath, ['--eval', load, file]);
  if (!ok) console.error(text);
  return ok;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { isa: { type: 'string', multiple: true }, sanitize: { type: 'boolean' } },
  });
  const built = await buildNative({ only: values.isa, sanitize: values.sanitize });
  if (typeof built === 'string') console.log(`native kernels: skipped, since ${built}.`);
  else if (built) console.log(`native kernels: ${path.relative(process.cwd(), addonPath(values.sanitize))}`);
  else process.exitCode = 1;
}
