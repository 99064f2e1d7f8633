/**
 * @file The driver's hands: the command buffer, the memory and what a failed command becomes.
 *
 * A kernel writes its command and runs it:
 *
 * ```ts no-run
 * driver.begin(commandNumber.sort);
 * driver.putView(input);
 * driver.put(descending ? 1 : 0);
 * driver.run();
 * ```
 *
 * Kernels run at once, on the calling thread and the host's others, and are done when `run` returns.
 */

import {
  byteWidth,
  FailedPreconditionError,
  InvalidArgumentError,
  TenonError,
  type View,
} from '@tenon/core/backend';
import { commandNumber, dtypeNumber, type StatusName, statusNames } from './contract/names.ts';
import type { CpuHost } from './host.ts';
import type { CpuBuffer, MemoryPool } from './memory/pool.ts';

/** A view on this backend's memory. */
export type CpuView = View<CpuBuffer>;

/** Makes the error of a failed command, from what the library noted of it; undefined for one it does not know. */
export type FailureDescription = (status: StatusName, details: Float64Array) => Error | undefined;

export class Driver {
  readonly host: CpuHost;
  readonly commands: Float64Array;
  readonly memory: MemoryPool;
  #end = 0;

  constructor(host: CpuHost, memory: MemoryPool) {
    this.host = host;
    this.commands = host.commands;
    this.memory = memory;
  }

  /** Begins a command. */
  begin(command: number): void {
    this.commands[0] = command;
    this.#end = 1;
  }

  /** Writes one number. */
  put(number: number): void {
    this.commands[this.#end++] = number;
  }

  /** Writes numbers, one after the other. */
  putAll(numbers: readonly number[]): void {
    for (let i = 0; i < numbers.length; i++) this.commands[this.#end++] = numbers[i];
  }

  /** Writes a view: dtype, address, rank, shape, strides. */
  putView(view: CpuView): void {
    this.put(dtypeNumber[view.dtype]);
    this.put(addressOf(view, byteWidth(view.dtype)));
    this.put(view.shape.length);
    this.putAll(view.shape);
    this.putAll(view.strides);
  }

  /** Runs the command. @throws what `describe` makes of a failure, by default what the failure is called. */
  run(describe?: FailureDescription): void {
    this.commands[this.#end] = commandNumber.end;
    const status = this.host.run();
    if (status !== 0) throw this.failure(status, describe);
  }

  /** The error of a status. */
  failure(status: number, describe?: FailureDescription): Error {
    const name = statusNames[status];
    return describe?.(name, this.commands) ?? failureOf(name);
  }

  /** Lends memory to a command, for as long as `use` runs. @throws ResourceExhaustedError before anything ran. */
  withWorkspace<T>(byteLength: number, use: (address: number) => T): T {
    const workspace = this.memory.allocate(byteLength);
    try {
      return use(workspace.address);
    } finally {
      this.memory.free(workspace);
    }
  }
}

/** The address of a view's element at coordinate 0. @throws FailedPreconditionError if its memory was freed. */
export function addressOf(view: CpuView, elementBytes: number): number {
  const { address, byteLength } = view.buffer;
  if (address === 0) {
    throw new FailedPreconditionError(`A buffer of ${byteLength} bytes was used after it was freed.`);
  }
  return address + view.offset * elementBytes;
}

function failureOf(status: StatusName): Error {
  switch (status) {
    case 'integerDivisionByZero':
      return new InvalidArgumentError('Integer division by zero.');
    case 'negativeExponent':
      return new InvalidArgumentError('Integers to negative integer powers are not allowed.');
    case 'threadFailed':
      return new TenonError(
        'A thread failed inside of a kernel; the contents of its output are undefined. Make the backend anew.',
      );
    default:
      return new TenonError(`The CPU kernel failed: ${status}.`);
  }
}
