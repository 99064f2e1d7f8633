/**
 * @file Runs the conformance kit on the native backend under AddressSanitizer and UndefinedBehaviorSanitizer.
 *
 * `npm run sanitize -- [--isa avx512] [options of tenon-conformance]`, for example `--levels 0-1 --op softmax`
 *
 * The addon is compiled once more with the sanitizers in it, for every instruction set or the ones
 * named; its tensors then come from the heap, which is what the sanitizer guards. Node itself is not instrumented, so
 * the sanitizer's library is loaded before it and leaks, of which Node has some by design, are not looked for. The
 * first fault ends the run with the sanitizer's account of it and a status that is not 0.
 */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { addonPath, buildNative } from './native.ts';
import { findCompiler } from './native-compiler.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** The path of a library that the compiler links sanitized programs with. */
function runtimeLibrary(name: string): string {
  const compiler = findCompiler();
  if (!compiler) throw new Error('There is no C++ compiler.');
  const { stdout } = spawnSync(
    compiler.command,
    [...compiler.leadingFlags, `-print-file-name=lib${name}.so`],
    { encoding: 'utf8' },
  );
  const file = stdout.trim();
  if (!path.isAbsolute(file)) {
    throw new Error(
      `${compiler.command} has no lib${name}.so: install the sanitizers' libraries, or choose GCC by CXX=g++.`,
    );
  }
  return file;
}

/** Takes `--isa NAME` out of the arguments. */
function takeInstructionSet(args: string[]): string | undefined {
  const position = args.indexOf('--isa');
  return position < 0 ? undefined : args.splice(position, 2)[1];
}

async function main(args: string[]): Promise<number> {
  const asked = takeInstructionSet(args);
  const built = await buildNative({ only: asked ? [asked] : [], sanitize: true });
  if (built !== true) throw new Error(`There is no sanitized addon${built ? `, since ${built}` : ''}.`);
  const { status, signal } = spawnSync(
    process.execPath,
    [
      '--conditions=@tenon/source',
      path.join(root, 'packages/conformance/src/cli.ts'),
      path.join(root, 'packages/backend-node-native/src/index.ts'),
      ...args,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        TENON_NUM_THREADS: '2',
        ...process.env,
        TENON_NATIVE_ADDON: addonPath(true),
        LD_PRELOAD: ['asan', 'ubsan'].map(runtimeLibrary).join(' '),
        ASAN_OPTIONS: 'detect_leaks=0:allow_user_segv_handler=1:allocator_may_return_null=1',
        UBSAN_OPTIONS: 'print_stacktrace=1',
      },
    },
  );
  if (signal) console.error(`Ended by ${signal}.`);
  return status ?? 1;
}

process.exitCode = await main(process.argv.slice(2));
