/**
 * @file `@tenon/backend-cpu-wasm`: Tenon on any CPU, by vectorised WebAssembly kernels.
 */

import type { Backend } from '@tenon/core/backend';
import { cpuBackend } from '@tenon/cpu-kernels';
import { WasmHost } from './host.ts';
import { threadCount } from './threads/thread-count.ts';

export interface CpuWasmOptions {
  /**
   * Threads that run kernels, the calling one included. If left out, the environment variable `TENON_NUM_THREADS`
   * says, and without it there is one for each core. A page must be cross-origin isolated for more than one.
   */
  readonly threads?: number;
  /**
   * Whether multiply-add may be fused where the processor does that (relaxed SIMD): faster, and results differ in the last
   * places between processors. True if left out; the engine decides whether it can.
   */
  readonly relaxed?: boolean;
  /** The most bytes that tensors may hold at once; what WebAssembly's memory can grow to if left out. */
  readonly memoryLimit?: number;
}

/**
 * A backend that runs wherever WebAssembly with SIMD does: Node, Deno, Bun and browsers. It starts at once.
 *
 * @throws InvalidArgumentError for a number of threads that cannot be.
 * @throws UnimplementedError if the engine has no SIMD.
 * @example
 * import { cpuWasm } from '@tenon/backend-cpu-wasm';
 * await tn.use(cpuWasm());
 */
export function cpuWasm({ threads, relaxed = true, memoryLimit }: CpuWasmOptions = {}): Backend {
  const host = new WasmHost({ threads: threadCount(threads), allowRelaxed: relaxed });
  return cpuBackend(host, { name: 'cpu-wasm', preference: 10, memoryLimit });
}
