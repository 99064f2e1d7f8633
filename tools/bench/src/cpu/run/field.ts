/**
 * @file The processes of a run: one per library and number of threads, started when first needed, and again if it died.
 */

import type { Library } from '../library/library.ts';
import type { Workload } from '../rows/workload.ts';
import { Contender } from './contender.ts';
import type { Entry } from './entries.ts';
import type { Replies } from './protocol.ts';

/** Why a library has no number where nothing went wrong. */
export const NO_SUCH_OPERATION = 'it has no such operation';

export class Field {
  readonly #processes = new Map<string, Contender>();
  readonly #versions: Map<string, string>;
  /** Why libraries could not be loaded; they are not tried again. */
  readonly #failures = new Map<string, Error>();

  /** @param versions Where the versions of libraries are noted. */
  constructor(versions: Map<string, string>) {
    this.#versions = versions;
  }

  /** The process of an entry that was prepared. */
  of({ library, threads }: Entry): Contender {
    const process = this.#processes.get(`${library.name} ${threads}`);
    if (!process) throw new Error(`${library.name} was not started.`);
    return process;
  }

  /** Starts the process if need be, and prepares the workload. @returns Why it cannot be measured, if so. */
  async prepare(entry: Entry, workload: Workload, warmUpMs: number): Promise<string | undefined> {
    try {
      const process = await this.#started(entry);
      const { supported } = await process.ask({ do: 'prepare', workload, warmUpMs });
      return supported ? undefined : NO_SUCH_OPERATION;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** Frees what was prepared; a process that died has nothing to free. */
  async release(entry: Entry): Promise<void> {
    const process = this.of(entry);
    if (!process.isRunning) return;
    await process.ask({ do: 'release' }).catch(() => process.end());
  }

  learnVersion(library: Library, { version }: Replies['load']): void {
    this.#versions.set(library.name, version);
  }

  end(): void {
    for (const process of this.#processes.values()) process.end();
  }

  async #started({ library, threads }: Entry): Promise<Contender> {
    const key = `${library.name} ${threads}`;
    const failure = this.#failures.get(key);
    if (failure) throw failure;
    const running = this.#processes.get(key);
    if (running?.isRunning) return running;
    const process = new Contender(library.command(threads));
    this.#processes.set(key, process);
    try {
      this.learnVersion(library, await process.ask({ do: 'load' }));
    } catch (error) {
      process.end();
      this.#failures.set(key, error as Error);
      throw error;
    }
    return process;
  }
}
