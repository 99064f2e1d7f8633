/**
 * @file The host of the CPU kernels in Node: the addon's memory and threads, as the driver wants them.
 *
 * A host has threads of its own, which sleep while it is idle; it shares nothing with another host, so each of Node's
 * worker threads can have one and their kernels run side by side.
 */

import { availableParallelism } from 'node:os';
import {
  FailedPreconditionError,
  InvalidArgumentError,
  ResourceExhaustedError,
  TenonError,
} from '@tenon/core/backend';
import { COMMAND_CAPACITY, type CpuHost } from '@tenon/cpu-kernels';
import type { Addon, NativeHost } from './addon/addon.ts';

/** The environment variable that chooses a copy of the kernels, for tests. */
export const INSTRUCTION_SET_VARIABLE = 'TENON_NATIVE_ISA';

/** Up to so many bytes go through the mailbox: a call with a typed array costs three times as much as one without. */
const MOST_MAILED = 1024;
const MAILBOX_HEADER = 16;

/**
 * Microseconds that a thread waits awake for the next kernel before it sleeps: longer than JavaScript takes from one op
 * to the next, since waking takes the system tens of them. A thread that has no core of its own sleeps at once.
 */
const PATIENCE = 100;

export interface NodeNativeHostOptions {
  readonly threads: number;
  /** The name of a copy of the kernels; the best that the processor has if left out. */
  readonly instructionSet: string | undefined;
}

export class NodeNativeHost implements CpuHost {
  readonly commands: Float64Array;
  readonly run: () => number;
  readonly memoryLimit = 'the memory of this machine';
  readonly threads: number;
  /** The copy of the kernels that runs. */
  readonly instructionSet: string;
  readonly #native: NativeHost;
  readonly #address: Float64Array;
  readonly #mail: Uint8Array;
  #open = true;

  /**
   * @throws InvalidArgumentError if there is no such instruction set here.
   * @throws ResourceExhaustedError if the system has no room for that many threads.
   */
  constructor(addon: Addon, { threads, instructionSet }: NodeNativeHostOptions) {
    const position = chooseInstructionSet(addon, instructionSet);
    const patience = threads <= availableParallelism() ? PATIENCE : 0;
    const native = addon.open(position, threads, patience, COMMAND_CAPACITY, MAILBOX_HEADER + MOST_MAILED);
    if (!native || native.threads < threads) {
      native?.close();
      throw new ResourceExhaustedError(
        `node-native: the system started only ${native?.threads ?? 0} of ${threads} threads. Ask for fewer, by the option threads or the environment variable TENON_NUM_THREADS.`,
      );
    }
    this.#native = native;
    this.commands = new Float64Array(native.commands);
    this.#address = new Float64Array(native.mailbox, 0, 2);
    this.#mail = new Uint8Array(native.mailbox, MAILBOX_HEADER);
    this.run = native.run;
    this.threads = native.threads;
    this.instructionSet = native.instructionSet;
  }

  reserve(byteLength: number): number {
    this.#assertOpen();
    return this.#native.reserve(byteLength);
  }

  /** What the collector finds after the end has been given back by then. */
  release(address: number, _byteLength: number): void {
    if (this.#open) this.#native.release(address);
  }

  write(address: number, bytes: Uint8Array): void {
    this.#assertOpen();
    if (bytes.length > MOST_MAILED) {
      this.#native.write(address, bytes);
      return;
    }
    this.#mail.set(bytes);
    this.#address[0] = address;
    this.#address[1] = bytes.length;
    this.#native.copyIn();
  }

  read(address: number, byteLength: number): Uint8Array {
    this.#assertOpen();
    if (byteLength > MOST_MAILED) {
      // Memory that is not zeroed first: it is overwritten whole.
      const bytes = new Uint8Array(Buffer.allocUnsafeSlow(byteLength).buffer);
      this.#native.read(address, bytes);
      return bytes;
    }
    this.#address[0] = address;
    this.#address[1] = byteLength;
    this.#native.copyOut();
    return this.#mail.slice(0, byteLength);
  }

  /** Ends the threads. What is still reserved is given back. */
  dispose(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#native.close();
  }

  #assertOpen(): void {
    if (!this.#open) {
      throw new FailedPreconditionError('node-native: this backend was disposed of, and its memory with it.');
    }
  }
}

/** The position of the copy that runs. */
function chooseInstructionSet({ instructionSets }: Addon, asked: string | undefined): number {
  const position = instructionSets.findIndex(({ name, available }) => (asked ? name === asked : available));
  if (instructionSets[position]?.available) return position;
  const names = instructionSets.filter(({ available }) => available).map(({ name }) => name);
  if (names.length === 0) {
    const all = instructionSets.map(({ name }) => name).join(', ');
    throw new TenonError(
      `node-native: this processor has none of the instruction sets that the kernels are compiled for (${all}). Use @tenon/backend-cpu-wasm.`,
    );
  }
  throw new InvalidArgumentError(
    `node-native: the instruction set must be one of those that this machine has (${names.join(', ')}), but is ${JSON.stringify(asked)}. Leave it out for the best.`,
  );
}
