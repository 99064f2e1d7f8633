/**
 * @file The memory of the module: shared between threads, growing up to 4 GiB.
 *
 * What grows is the length; addresses stay. So a view that was made before stays valid for what it shows, and a longer one
 * is made when something beyond its end is asked for.
 */

import { ResourceExhaustedError } from '@tenon/core/backend';

const PAGE = 65536;
/** Pages of 4 GiB. */
const MOST_PAGES = 65536;
/** It grows by this at least, and by an eighth of what it is: each growth costs a call into the system. */
const LEAST_GROWTH = 256;

export class LinearMemory {
  readonly memory: WebAssembly.Memory;
  /** The most bytes it can grow to. */
  readonly maxBytes: number;
  #bytes: Uint8Array;

  /** @param initialBytes What the module itself needs. */
  constructor(initialBytes: number) {
    const { memory, pages } = create(Math.ceil(initialBytes / PAGE));
    this.memory = memory;
    this.maxBytes = pages * PAGE;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  get byteLength(): number {
    return this.memory.buffer.byteLength;
  }

  /** The bytes up to `end` and beyond. */
  bytes(end: number): Uint8Array {
    if (end > this.#bytes.length) this.#bytes = new Uint8Array(this.memory.buffer);
    return this.#bytes;
  }

  /** Grows to `byteLength` at least. @returns whether it could. */
  growTo(byteLength: number): boolean {
    const present = this.byteLength / PAGE;
    const wanted = Math.ceil(byteLength / PAGE) - present;
    if (wanted <= 0) return true;
    const most = this.maxBytes / PAGE - present;
    if (wanted > most) return false;
    const generous = Math.min(most, Math.max(wanted, LEAST_GROWTH, present >> 3));
    return this.#grow(generous) || (generous > wanted && this.#grow(wanted));
  }

  #grow(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}

/** Memory with the greatest maximum that the engine gives: some set aside address space for all of it. */
function create(initial: number): { memory: WebAssembly.Memory; pages: number } {
  let refused: unknown;
  for (let pages = MOST_PAGES; pages >= Math.max(initial, 1024); pages >>= 1) {
    try {
      return { memory: new WebAssembly.Memory({ initial, maximum: pages, shared: true }), pages };
    } catch (error) {
      refused = error;
    }
  }
  throw new ResourceExhaustedError('cpu-wasm: the engine gives no memory for WebAssembly, not even 64 MiB.', {
    cause: refused,
  });
}
