/**
 * @file What the driver needs of a host: the compiled library, memory, and a way to call it.
 *
 * There are two: a WebAssembly module with its linear memory (`backend-cpu-wasm`) and a Node-API addon with the
 * process's (`backend-node-native`). Everything else, from allocation to errors, is the driver's, and the same.
 */

/** The compiled library and the memory it works on. */
export interface CpuHost {
  /**
   * The command buffer, which the library reads. It is one object for the host's life: hot paths keep it.
   * At least {@link COMMAND_CAPACITY} numbers.
   */
  readonly commands: Float64Array;
  /** Runs the commands at the start of the buffer up to `end`; gives a status (`statusNames`), 0 if all went well. */
  run(): number;
  /**
   * Memory of at least `byteLength` > 0 bytes, its address aligned to 64.
   * @returns the address, or 0 if there is none; never throws for want of memory.
   */
  reserve(byteLength: number): number;
  /** Gives back what `reserve` gave. */
  release(address: number, byteLength: number): void;
  /** Copies bytes into memory. */
  write(address: number, bytes: Uint8Array): void;
  /** Copies bytes out of memory; the result belongs to the caller. */
  read(address: number, byteLength: number): Uint8Array;
  /** What limits memory, for the message when there is none: «WebAssembly memory of 4 GiB». */
  readonly memoryLimit: string;
  /** Threads that take part in a kernel now. */
  readonly threads: number;
  /** Ends threads and gives memory back. */
  dispose(): void;
}

/** How many numbers a command buffer holds. */
export const COMMAND_CAPACITY = 8192;
