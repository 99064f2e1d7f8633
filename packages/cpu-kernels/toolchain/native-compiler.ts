/**
 * @file Finds the C++ compiler of this machine, and knows the copies of the library that are made for its processor.
 */

import { spawnSync } from 'node:child_process';

/** A C++ compiler that can be started. */
export interface Compiler {
  /** What to start: the first word of `CXX`, or a name on the PATH. */
  readonly command: string;
  /** The rest of `CXX`. */
  readonly leadingFlags: readonly string[];
  /** Its first line about itself; objects of another version are not linked to its. */
  readonly version: string;
}

/** One copy of the library: the instruction set's name, which is its namespace, and how it is asked for. */
export interface InstructionSet {
  readonly name: string;
  readonly flags: readonly string[];
}

/** By `process.arch`: best first, the order in which the addon chooses. */
const instructionSets: Readonly<Record<string, readonly InstructionSet[]>> = {
  x64: [
    { name: 'avx512', flags: ['-march=x86-64-v4'] },
    { name: 'avx2', flags: ['-march=x86-64-v3'] },
    { name: 'baseline', flags: ['-march=x86-64-v2'] },
  ],
  arm64: [{ name: 'neon', flags: ['-march=armv8-a'] }],
};

/** Systems whose compilers take GCC's options and whose threads are POSIX's. */
const platforms: readonly string[] = ['linux', 'darwin'];

/** The library's copies for this machine, or what keeps it from having any. */
export function instructionSetsOfThisMachine(): readonly InstructionSet[] | string {
  const sets = instructionSets[process.arch];
  if (sets && platforms.includes(process.platform)) return sets;
  return `the native kernels are not written for ${process.platform}-${process.arch} yet (there are linux and darwin, on x64 and arm64)`;
}

/** The first of `CXX`, g++, clang++ and c++ that starts. */
export function findCompiler(): Compiler | undefined {
  const named = process.env.CXX?.trim();
  for (const words of named ? [named] : ['g++', 'clang++', 'c++']) {
    const [command, ...leadingFlags] = words.split(/\s+/);
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (status === 0) return { command, leadingFlags, version: stdout.split('\n')[0] };
  }
  return undefined;
}
