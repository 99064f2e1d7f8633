/**
 * @file `@tenon/backend-node-native`: Tenon on the CPU of Node, by vectorised native kernels on all cores.
 */

import { totalmem } from 'node:os';
import type { Backend } from '@tenon/core/backend';
import { cpuBackend } from '@tenon/cpu-kernels';
import { loadAddon } from './addon/load.ts';
import { INSTRUCTION_SET_VARIABLE, NodeNativeHost } from './host.ts';
import { threadCount } from './threads.ts';

export interface NodeNativeOptions {
  /**
   * Threads that run kernels, the calling one included. If left out, the environment variable `TENON_NUM_THREADS`
   * says, and without it there is one for each core.
   */
  readonly threads?: number;
  /**
   * The instruction set whose copy of the kernels runs: `'avx512'`, `'avx2'` or `'baseline'` on x64, `'neon'` on
   * arm64. If left out, the environment variable `TENON_NATIVE_ISA` says, and without it the processor's best.
   */
  readonly instructionSet?: string;
  /** The most bytes that tensors may hold at once; the memory of the machine or of its container if left out. */
  readonly memoryLimit?: number;
}

/**
 * A backend that runs on the cores of this machine. It starts at once, and `dispose` ends its threads.
 *
 * @throws InvalidArgumentError for a number of threads or an instruction set that cannot be.
 * @throws TenonError if the native kernels for this platform are missing or damaged; it says what to do.
 * @example
 * import { nodeNative } from '@tenon/backend-node-native';
 * await tn.use(nodeNative());
 */
export function nodeNative({ threads, instructionSet, memoryLimit }: NodeNativeOptions = {}): Backend {
  const addon = loadAddon();
  const host = new NodeNativeHost(addon, {
    threads: threadCount(threads, addon.maxThreads),
    instructionSet: instructionSet ?? process.env[INSTRUCTION_SET_VARIABLE],
  });
  return cpuBackend(host, {
    name: 'node-native',
    preference: 20,
    memoryLimit: memoryLimit ?? memoryOfThisMachine(),
  });
}

/** Linux lets a process reserve more than there is, and ends it when it uses that; an error beforehand is better. */
function memoryOfThisMachine(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
