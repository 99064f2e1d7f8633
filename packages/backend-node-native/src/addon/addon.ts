/**
 * @file What the addon gives to JavaScript. Its sources are in `addon/`.
 */

/** What loading the addon gives. */
export interface Addon {
  /** The copies of the kernels that the addon has, best first. */
  readonly instructionSets: readonly InstructionSet[];
  readonly maxThreads: number;
  /**
   * @param instructionSet A position in {@link instructionSets}.
   * @param threads The calling one included.
   * @param patience How many microseconds a thread waits awake before it sleeps.
   * @param commandCapacity In numbers.
   * @returns null if there is no memory for the threads' scratch.
   */
  open(
    instructionSet: number,
    threads: number,
    patience: number,
    commandCapacity: number,
    mailboxBytes: number,
  ): NativeHost | null;
}

export interface InstructionSet {
  /** `avx512`, `avx2`, `baseline`, `neon`. */
  readonly name: string;
  /** Whether this processor has it. */
  readonly available: boolean;
}

/** One host of the addon: memory, threads and the way to run commands. */
export interface NativeHost {
  readonly commands: ArrayBuffer;
  /** Two numbers, an address and a length, and then bytes, for {@link copyIn} and {@link copyOut}. */
  readonly mailbox: ArrayBuffer;
  readonly instructionSet: string;
  /** Threads that run: fewer than asked for if the system refused to start more. */
  readonly threads: number;
  /** Runs the commands; gives a status. */
  run(): number;
  /** Copies bytes from the mailbox into memory: a call without arguments is the fastest there is. */
  copyIn(): void;
  /** Copies bytes from memory into the mailbox. */
  copyOut(): void;
  /** @returns an address aligned to 64, or 0. */
  reserve(byteLength: number): number;
  release(address: number): void;
  write(address: number, from: Uint8Array): void;
  read(address: number, into: Uint8Array): void;
  /** Ends the threads and gives all memory back. Nothing else may be called afterwards but this. */
  close(): void;
}
