/**
 * @file The host of the CPU kernels in WebAssembly: an instance, its linear memory, and helper threads on it.
 */

import { FailedPreconditionError, ResourceExhaustedError } from '@tenon/core/backend';
import { COMMAND_CAPACITY, type CpuHost, statusNumber } from '@tenon/cpu-kernels';
import { Heap } from './memory/heap.ts';
import { LinearMemory } from './memory/linear-memory.ts';
import { type KernelExports, kernelModule } from './module/kernel-module.ts';
import { coreCount, mustStayAwake, startThread, type Thread } from './platform.ts';
import { type HelperMessage, helperScript } from './threads/helper-script.ts';

/** What the module needs for itself: its data, the issuer's stack and scratch. */
const MODULE_BYTES = 8 * 2 ** 20;
/** A helper's stack. Kernels keep tables of operands on it. */
const STACK_BYTES = 2 ** 20;

/**
 * Turns of a waiting loop before a thread sleeps. WebAssembly cannot pause, so a turn takes a nanosecond or two, and this
 * is some tens of microseconds: longer than from one op to the next, and as long as it takes to wake a thread. A thread
 * that has no core of its own sleeps at once.
 */
const PATIENCE = 20_000;

export interface WasmHostOptions {
  readonly threads: number;
  readonly allowRelaxed: boolean;
}

export class WasmHost implements CpuHost {
  readonly commands: Float64Array;
  readonly memoryLimit: string;
  /** Whether multiply-add is the relaxed one, fused where the processor has it. */
  readonly isRelaxed: boolean;
  readonly #exports: KernelExports;
  readonly #memory: LinearMemory;
  readonly #heap: Heap;
  readonly #stack: number;
  readonly #threads: Thread[] = [];
  #open = true;

  /** @throws UnimplementedError if the engine has no SIMD; ResourceExhaustedError if it gives no memory. */
  constructor({ threads, allowRelaxed }: WasmHostOptions) {
    const { module, isRelaxed } = kernelModule(allowRelaxed);
    this.isRelaxed = isRelaxed;
    this.#memory = new LinearMemory(MODULE_BYTES);
    const { memory } = this.#memory;
    this.memoryLimit = `the ${(this.#memory.maxBytes / 2 ** 30).toFixed(1)} GiB that WebAssembly's memory can grow to`;
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    // The module is ours: it exports what `module/module.cpp` says.
    this.#exports = instance.exports as KernelExports;
    this.#stack = this.#exports.__stack_pointer.value;
    const start = Math.ceil(this.#exports.__heap_base.value / 64) * 64;
    this.#heap = new Heap(start, (end) => this.#memory.growTo(end));
    this.commands = new Float64Array(memory.buffer, this.#exports.commands(), COMMAND_CAPACITY);
    this.#exports.open(threads <= coreCount() ? PATIENCE : 0, mustStayAwake() ? 1 : 0);
    for (let index = 1; index < threads; index++) this.#startHelper(module, index);
  }

  run(): number {
    this.#assertOpen();
    try {
      return this.#exports.run();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      // A trap left the stack where it was, and perhaps helpers inside of a loop.
      this.#exports.__stack_pointer.value = this.#stack;
      this.#exports.failed(0);
      this.#exports.takeFailure();
      return statusNumber.threadFailed;
    }
  }

  reserve(byteLength: number): number {
    this.#assertOpen();
    return this.#heap.reserve(Math.ceil(byteLength / 64) * 64);
  }

  release(address: number, byteLength: number): void {
    this.#heap.release(address, Math.ceil(byteLength / 64) * 64);
  }

  write(address: number, bytes: Uint8Array): void {
    this.#assertOpen();
    this.#memory.bytes(address + bytes.length).set(bytes, address);
  }

  read(address: number, byteLength: number): Uint8Array {
    this.#assertOpen();
    const bytes = new Uint8Array(byteLength);
    bytes.set(this.#memory.bytes(address + byteLength).subarray(address, address + byteLength));
    return bytes;
  }

  get threads(): number {
    return this.#exports.threads();
  }

  /** Ends the threads. The memory goes when the collector finds that nobody holds the host. */
  dispose(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#exports.stop();
    for (const thread of this.#threads) thread.terminate();
  }

  #assertOpen(): void {
    if (!this.#open) {
      throw new FailedPreconditionError('cpu-wasm: this backend was disposed of, and its memory with it.');
    }
  }

  /** Helpers come when they are ready; until then, and without them, the calling thread does the work alone. */
  #startHelper(module: WebAssembly.Module, index: number): void {
    const scratchBytes = this.#exports.scratchBytes();
    const block = this.#heap.reserve(STACK_BYTES + scratchBytes);
    if (block === 0)
      throw new ResourceExhaustedError(`cpu-wasm: no memory for the stack of thread ${index}.`);
    const message: HelperMessage = {
      module,
      memory: this.#memory.memory,
      index,
      stack: block + STACK_BYTES,
      scratch: block + STACK_BYTES,
    };
    const thread = startThread(helperScript, `tenon ${index}`);
    thread.post(message);
    this.#threads.push(thread);
  }
}
