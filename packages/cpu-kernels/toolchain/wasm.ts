/**
 * @file Builds the WebAssembly modules of `@tenon/backend-cpu-wasm` and embeds them in a module of JavaScript.
 *
 * `node --conditions=@tenon/source packages/cpu-kernels/toolchain/wasm.ts`
 *
 * Two modules, because relaxed SIMD, whose multiply-add is fused where the processor has it, is not in every engine.
 * Both work on memory that threads can share. The compiler is a package of npm, so a machine needs nothing else.
 */

import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { deflateSync } from 'fflate';
import { compile, type TranslationUnit } from './compile.ts';
import type { ClangAnswer, ClangRequest, ClangThreadData } from './wasm-clang.ts';
import { writeContract } from './write-contract.ts';

const kernels = path.resolve(import.meta.dirname, '..');
const backend = path.resolve(kernels, '../backend-cpu-wasm');
const objects = path.join(kernels, 'build/wasm');

/** Where the modules go, as text of JavaScript. */
const embedded = path.join(backend, 'src/module/embedded.generated.ts');

const variants = [
  { name: 'wasm_simd', constant: 'simd', flags: ['-msimd128'] },
  { name: 'wasm_relaxed', constant: 'relaxed', flags: ['-msimd128', '-mrelaxed-simd'] },
] as const;

const compileFlags = [
  '--target=wasm32-unknown-unknown',
  '-O3',
  '-std=c++20',
  '-ffreestanding',
  '-nostdlib',
  '-nostdinc++',
  '-fno-exceptions',
  '-fno-rtti',
  '-fno-threadsafe-statics',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fwrapv',
  '-ffp-contract=off',
  '-fvisibility=hidden',
  '-matomics',
  '-mbulk-memory',
  '-Wall',
  '-Wextra',
  '-Wno-return-type-c-linkage',
  '-Icpp',
  '-Igenerated',
];

/** 4 GiB: as much as an address of 32 bits reaches. */
const MAX_MEMORY = 65536 * 65536;

const linkFlags = [
  '--no-entry',
  '--import-memory',
  '--shared-memory',
  `--max-memory=${MAX_MEMORY}`,
  '--export=__heap_base',
  '--export=__stack_pointer',
  // Kernels keep tables of operands on the stack. Below it is nothing, so that an overflow traps.
  '--stack-first',
  '-z',
  'stack-size=1048576',
  '--strip-all',
  '--gc-sections',
];

/** Threads that run clang, as many as there are cores, started when they are needed. */
class ClangThreads {
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #data: ClangThreadData;

  constructor(data: ClangThreadData) {
    this.#data = data;
  }

  /** Runs a command on a thread that has nothing else to do; callers are never more than there may be threads. */
  run(request: ClangRequest): Promise<ClangAnswer> {
    const thread = this.#idle.pop() ?? this.#start();
    return new Promise((resolve) => {
      const answered = (answer: ClangAnswer) => {
        thread.off('error', died);
        this.#idle.push(thread);
        resolve(answer);
      };
      const died = (error: unknown) => {
        thread.off('message', answered);
        resolve({ ok: false, text: String(error) });
      };
      thread.once('message', answered);
      thread.once('error', died);
      thread.postMessage(request);
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.terminate()));
  }

  #start(): Worker {
    const thread = new Worker(path.join(import.meta.dirname, 'wasm-clang.ts'), { workerData: this.#data });
    this.#all.push(thread);
    return thread;
  }
}

function translationUnits(): TranslationUnit[] {
  const cpp = globSync('**/*.cpp', { cwd: path.join(kernels, 'cpp'), exclude: ['test/**'] }).sort();
  const sources = [
    ...cpp.map((source) => ({ file: path.join(kernels, 'cpp', source), name: source })),
    { file: path.join(backend, 'module/module.cpp'), name: 'module.cpp' },
  ];
  return sources.flatMap(({ file, name }) =>
    variants.map((variant) => ({
      label: `${variant.name} ${name}`,
      source: file,
      object: path.join(objects, variant.name, `${name}.o`),
      flags: [...variant.flags, `-DTENON_ISA=${variant.name}`],
    })),
  );
}

/** Runs a compiler's command line on a thread, whose file system has other names for the same files. */
function runInMemory(threads: ClangThreads, folders: Readonly<Record<string, string>>) {
  const nameOf = (file: string) => {
    const [name, folder] = Object.entries(folders).find(([, at]) => file.startsWith(`${at}${path.sep}`)) ?? [
      '',
      '',
    ];
    return `${name}/${path.relative(folder, file).replaceAll(path.sep, '/')}`;
  };
  return async (_command: string, args: readonly string[]): Promise<ClangAnswer> => {
    const after = (flag: string) => args[args.indexOf(flag) + 1];
    const [source, object, rules] = [after('-c'), after('-o'), after('-MF')];
    const inMemory = args.map((arg) =>
      arg === source ? nameOf(source) : arg === object ? 'made.o' : arg === rules ? 'made.d' : arg,
    );
    const answer = await threads.run({
      command: 'clang++',
      args: inMemory,
      inputs: {},
      outputs: { 'made.o': object, 'made.d': rules },
    });
    if (answer.ok) writeFileSync(rules, realNames(readFileSync(rules, 'utf8'), folders));
    return answer;
  };
}

/** The list of headers with their real names. */
function realNames(rule: string, folders: Readonly<Record<string, string>>): string {
  let text = rule;
  for (const [name, folder] of Object.entries(folders)) {
    text = text.replace(new RegExp(`(^|\\s)${name}/`, 'g'), `$1${folder.replaceAll(' ', '\\ ')}/`);
  }
  return text;
}

/** Builds what changed. @returns whether the modules are there. */
export async function buildWasm(): Promise<boolean> {
  const folders = {
    cpp: path.join(kernels, 'cpp'),
    generated: writeContract(),
    module: path.join(backend, 'module'),
  };
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(readFileSync(compilerManifest(require), 'utf8')) as { version: string };
  const digest = digestOf(Object.values(folders), version);
  if (existsSync(embedded) && readFileSync(embedded, 'utf8').startsWith(heading(digest))) {
    console.log('wasm kernels: up to date');
    return true;
  }
  console.log(
    `wasm kernels: ${variants.map(({ name }) => name).join(', ')} with clang ${version}, ${availableParallelism()} at a time (minutes the first time)`,
  );
  const threads = new ClangThreads({ folders });
  try {
    const units = translationUnits();
    const failed = await compile(units, {
      command: 'clang++',
      version,
      flags: compileFlags,
      run: runInMemory(threads, folders),
    });
    if (failed.length > 0) {
      console.error(
        `wasm kernels: ${failed.length} of ${units.length} did not compile: ${failed.join(', ')}`,
      );
      return false;
    }
    const modules = [];
    for (const variant of variants) {
      const parts = units
        .filter(({ label }) => label.startsWith(`${variant.name} `))
        .map(({ object }) => object);
      const module = await link(threads, variant.name, parts);
      if (!module) return false;
      modules.push({ ...variant, module });
    }
    embed(modules, digest);
    return true;
  } finally {
    await threads.end();
  }
}

/** A digest of all that the modules are made from: they are there already if it is the one that they name. */
function digestOf(folders: readonly string[], compilerVersion: string): string {
  const digest = createHash('sha256').update(
    JSON.stringify([compilerVersion, compileFlags, linkFlags, variants]),
  );
  for (const folder of folders) {
    for (const name of globSync('**/*.{hpp,cpp}', { cwd: folder, exclude: ['test/**'] }).sort()) {
      digest.update(name).update(readFileSync(path.join(folder, name)));
    }
  }
  return digest.digest('hex');
}

/** The compiler's package.json, which its exports hide. */
function compilerManifest(require: NodeJS.Require): string {
  return path.join(path.dirname(require.resolve('@yowasp/clang')), '../package.json');
}

async function link(
  threads: ClangThreads,
  name: string,
  parts: readonly string[],
): Promise<Uint8Array | undefined> {
  const inputs = Object.fromEntries(parts.map((file, i) => [`part${i}.o`, file]));
  const file = path.join(objects, `${name}.wasm`);
  const { ok, text } = await threads.run({
    command: 'wasm-ld',
    args: [...linkFlags, ...Object.keys(inputs), '-o', 'linked.wasm'],
    inputs,
    outputs: { 'linked.wasm': file },
  });
  if (text) console.error(text);
  return ok ? readFileSync(file) : undefined;
}

interface BuiltModule {
  readonly name: string;
  readonly constant: string;
  readonly module: Uint8Array;
}

/** Writes the modules, compressed, as strings: no bundler and no server has to know of another file. */
function embed(modules: readonly BuiltModule[], digest: string): void {
  const constants = modules.map(({ name, constant, module }) => {
    const packed = deflateSync(module, { level: 9 });
    const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;
    console.log(`  ${name}: ${kilobytes(module.length)}, ${kilobytes(packed.length)} compressed`);
    return `/** ${name}: ${module.length} bytes, deflated, in base64. */\nexport const ${constant} =\n  '${Buffer.from(packed).toString('base64')}';\n`;
  });
  // Whoever reads it meanwhile finds the old one whole.
  const fresh = `${embedded}.${process.pid}`;
  writeFileSync(fresh, `${heading(digest)}${constants.join('\n')}`);
  renameSync(fresh, embedded);
}

function heading(digest: string): string {
  return `// Generated by cpu-kernels/toolchain/wasm.ts from sources with the digest ${digest}. Do not edit.\n`;
}

if (import.meta.main && !(await buildWasm())) process.exitCode = 1;
