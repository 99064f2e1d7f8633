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

/** One of the two modules. */
interface Variant {
  readonly name: string;
  readonly flags: readonly string[];
}

const relaxed: Variant = { name: 'relaxed', flags: ['-msimd128', '-mrelaxed-simd'] };
const simd: Variant = { name: 'simd', flags: ['-msimd128'] };

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
  // Addresses do not wrap around, so that a constant part goes into the offset of a load or store. Strength reduction
  // would turn it back into an addition. (Without the two a module is a tenth larger.)
  '-fno-wrapv-pointer',
  '-mllvm',
  '-disable-lsr',
  '-ffp-contract=off',
  '-fvisibility=hidden',
  '-matomics',
  '-mbulk-memory',
  '-Wall',
  '-Wextra',
  '-Wno-return-type-c-linkage',
  '-DTENON_ISA=wasm',
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

function translationUnits({ name: variant, flags }: Variant): TranslationUnit[] {
  const cpp = globSync('**/*.cpp', { cwd: path.join(kernels, 'cpp'), exclude: ['test/**'] }).sort();
  const sources = [
    ...cpp.map((source) => ({ file: path.join(kernels, 'cpp', source), name: source })),
    { file: path.join(backend, 'module/module.cpp'), name: 'module.cpp' },
  ];
  return sources.map(({ file, name }) => ({
    label: `${variant} ${name}`,
    source: file,
    object: path.join(objects, variant, `${name}.o`),
    flags,
  }));
}

/**
 * Whether an object may have instructions of relaxed SIMD: those are 0xFD and a number from 0x100 to 0x113 in LEB128
 * (https://github.com/WebAssembly/relaxed-simd). Other bytes that look so cost no more than the time to compile it twice.
 */
function mayBeRelaxed({ object }: TranslationUnit): boolean {
  const bytes = readFileSync(object);
  for (let at = bytes.indexOf(0xfd); at >= 0; at = bytes.indexOf(0xfd, at + 1)) {
    if (bytes[at + 1] >= 0x80 && bytes[at + 1] <= 0x93 && bytes[at + 2] === 0x02) return true;
  }
  return false;
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
    `wasm kernels: compiling what changed with clang ${version}, ${availableParallelism()} at a time (minutes the first time)`,
  );
  const threads = new ClangThreads({ folders });
  const compileAll = async (units: readonly TranslationUnit[]) => {
    const command = { command: 'clang++', version, flags: compileFlags };
    const failed = await compile(units, { ...command, run: runInMemory(threads, folders) });
    if (failed.length > 0) console.error(`wasm kernels: did not compile: ${failed.join(', ')}`);
    return failed.length === 0;
  };
  try {
    const relaxedUnits = translationUnits(relaxed);
    if (!(await compileAll(relaxedUnits))) return false;
    // Half of the objects have nothing that is relaxed, and serve both modules.
    const isOwn = relaxedUnits.map(mayBeRelaxed);
    const simdUnits = translationUnits(simd).map((unit, i) => (isOwn[i] ? unit : relaxedUnits[i]));
    if (!(await compileAll(simdUnits.filter((_, i) => isOwn[i])))) return false;
    const modules = [await link(threads, relaxed, relaxedUnits), await link(threads, simd, simdUnits)];
    if (!modules.every((module) => module !== undefined)) return false;
    embed(modules, digest);
    return true;
  } finally {
    await threads.end();
  }
}

/** A digest of all that the modules are made from: they are there already if it is the one that they name. */
function digestOf(folders: readonly string[], compilerVersion: string): string {
  const digest = createHash('sha256').update(
    JSON.stringify([compilerVersion, compileFlags, linkFlags, relaxed, simd]),
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

interface LinkedModule {
  readonly name: string;
  readonly module: Uint8Array;
}

async function link(
  threads: ClangThreads,
  { name }: Variant,
  parts: readonly TranslationUnit[],
): Promise<LinkedModule | undefined> {
  const inputs = Object.fromEntries(parts.map(({ object }, i) => [`part${i}.o`, object]));
  const file = path.join(objects, `${name}.wasm`);
  const { ok, text } = await threads.run({
    command: 'wasm-ld',
    args: [...linkFlags, ...Object.keys(inputs), '-o', 'linked.wasm'],
    inputs,
    outputs: { 'linked.wasm': file },
  });
  if (text) console.error(text);
  return ok ? { name, module: readFileSync(file) } : undefined;
}

/** The last line: a source map without the source, so that the bundle's own does not carry the strings a second time. */
const NO_SOURCE = `//# sourceMappingURL=data:application/json,${encodeURIComponent(
  JSON.stringify({ version: 3, sources: [path.basename(embedded)], sourcesContent: [''], mappings: 'AAAA' }),
)}\n`;

/**
 * Writes the modules, compressed, as strings: no bundler and no server has to know of another file. Each is in a function,
 * so that the engine makes a string of the one that is taken and no more.
 */
function embed(modules: readonly LinkedModule[], digest: string): void {
  const constants = modules.map(({ name, module }) => {
    const packed = deflateSync(module, { level: 9 });
    const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;
    console.log(`  ${name}: ${kilobytes(module.length)}, ${kilobytes(packed.length)} compressed`);
    return `export const ${name} = {
  byteLength: ${module.length},
  deflated: (): string => '${Buffer.from(packed).toString('base64')}',
};
`;
  });
  // Whoever reads it meanwhile finds the old one whole.
  const fresh = `${embedded}.${process.pid}`;
  writeFileSync(fresh, `${heading(digest)}${constants.join('')}${NO_SOURCE}`);
  renameSync(fresh, embedded);
}

function heading(digest: string): string {
  return `// Generated by cpu-kernels/toolchain/wasm.ts from sources with the digest ${digest}. Do not edit.
/* The modules: their length, and what they deflate to, in base64. */
`;
}

if (import.meta.main && !(await buildWasm())) process.exitCode = 1;
