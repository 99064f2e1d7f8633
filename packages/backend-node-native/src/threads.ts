/**
 * @file How many threads run kernels: asked for by option, by environment variable, or by nobody.
 */

import { availableParallelism } from 'node:os';
import { InvalidArgumentError } from '@tenon/core/backend';

// An import of it makes Node load all that it exports, its streams too, which takes 3 ms.
const { readFileSync } = process.getBuiltinModule('node:fs');

/** The environment variable that says how many, where the program does not. */
export const THREADS_VARIABLE = 'TENON_NUM_THREADS';

/**
 * The number of threads, the calling one included.
 * @param asked The option, if given.
 * @throws InvalidArgumentError if the option or the variable is not a whole number from 1 to `most`.
 */
export function threadCount(asked: number | undefined, most: number, environment = process.env): number {
  if (asked !== undefined) return checked(asked, 'threads', asked, most);
  const variable = environment[THREADS_VARIABLE]?.trim();
  if (variable)
    return checked(Number(variable), `the environment variable ${THREADS_VARIABLE}`, variable, most);
  return Math.min(coreCount(), most);
}

function checked(count: number, source: string, given: unknown, most: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  const shown = typeof given === 'string' ? JSON.stringify(given) : String(given);
  throw new InvalidArgumentError(
    `node-native: ${source} must be a whole number from 1 to ${most}, the calling thread included, but is ${shown}. ` +
      `Leave it out for one thread per core (here ${coreCount()}).`,
  );
}

/**
 * Cores that this process may use. Two hardware threads of a core share its multipliers, so kernels gain nothing from
 * the second one.
 */
export function coreCount(): number {
  const hardwareThreads = availableParallelism();
  return multithreaded() ? Math.ceil(hardwareThreads / 2) : hardwareThreads;
}

/** Linux tells in a file; elsewhere every hardware thread is taken for a core, as Apple's are. */
function multithreaded(): boolean {
  try {
    return readFileSync('/sys/devices/system/cpu/smt/active', 'utf8').trim() === '1';
  } catch {
    return false;
  }
}
