/**
 * @file A library that can be measured: how its process is started, and what stands in the way.
 */

/** What a library's numbers are compared with, or are compared to. */
export type Role =
  | 'tenon wasm'
  | 'tenon native'
  | 'tenon reference'
  | 'wasm peer'
  | 'native peer'
  /** The JavaScript engine without any library. */
  | 'runtime';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Library {
  readonly name: string;
  readonly role: Role;
  /** The most threads it computes on, where it runs here. */
  readonly maxThreads: number;
  /** The adapter's source, if it is in TypeScript and must be compiled for `programCommand`. */
  readonly adapter?: string;
  /** Starts a process that measures it. */
  command(threads: number): Command;
  /** Starts a process that loads it as a program of its user would: compiled, nothing translated on the way. */
  programCommand(threads: number): Command;
  /** Why it cannot run here, and what to do. */
  missing(): string | undefined;
}
