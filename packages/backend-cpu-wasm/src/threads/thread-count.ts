/**
 * @file How many threads run kernels: asked for by option, by environment variable, or by nobody.
 */

import { InvalidArgumentError } from '@tenon/core/backend';
import { coreCount, environmentVariable, whyNoThreads } from '../platform.ts';

/** The environment variable that says how many, where the program does not. */
export const THREADS_VARIABLE = 'TENON_NUM_THREADS';
/** More do not help any kernel, and each costs a megabyte or two. */
export const MOST_THREADS = 64;

/**
 * The number of threads, the calling one included.
 * @param asked The option, if given.
 * @throws InvalidArgumentError if the option or the variable is not a whole number from 1 to {@link MOST_THREADS}.
 */
export function threadCount(asked: number | undefined): number {
  const variable = environmentVariable(THREADS_VARIABLE)?.trim();
  const wanted =
    asked !== undefined
      ? checked(asked, 'threads', asked)
      : variable
        ? checked(Number(variable), `the environment variable ${THREADS_VARIABLE}`, variable)
        : undefined;
  // Asking loads the platform's threads, which takes Node 2 ms.
  if (wanted === 1) return 1;
  const obstacle = whyNoThreads();
  if (!obstacle) return wanted ?? Math.min(coreCount(), MOST_THREADS);
  if (wanted !== undefined) {
    console.warn(`cpu-wasm: kernels run on one thread instead of ${wanted}, since ${obstacle}.`);
  }
  return 1;
}

function checked(count: number, source: string, given: unknown): number {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_THREADS) return count;
  const shown = typeof given === 'string' ? JSON.stringify(given) : String(given);
  throw new InvalidArgumentError(
    `cpu-wasm: ${source} must be a whole number from 1 to ${MOST_THREADS}, the calling thread included, but is ${shown}. ` +
      `Leave it out for one thread per core (here ${coreCount()}).`,
  );
}
