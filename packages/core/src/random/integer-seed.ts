/** @file What may be given as a seed, and its one internal form: a bigint, so that 64 bits and signs survive. */
import { InvalidArgumentError } from '../errors/index.ts';

/** An integer of any size; a `number` must be a safe integer, or two different seeds could look the same. */
export type IntegerSeed = number | bigint;

/**
 * The seed as a bigint.
 *
 * @param what names the argument in the error, as in "Generator.fromSeed: seed".
 * @throws InvalidArgumentError if `seed` is a number but no safe integer, or neither number nor bigint.
 */
export function toSeed(seed: IntegerSeed, what: string): bigint {
  if (typeof seed === 'bigint') return seed;
  if (Number.isSafeInteger(seed)) return BigInt(seed);
  throw new InvalidArgumentError(
    `${what} must be an integer, got ${String(seed)}. Give integers beyond 2**53 as a bigint.`,
  );
}

/**
 * The seed as a bigint that fits a signed 64-bit integer.
 *
 * @throws InvalidArgumentError if it does not, or is no integer.
 */
export function toInt64Seed(seed: IntegerSeed, what: string): bigint {
  const value = toSeed(seed, what);
  if (BigInt.asIntN(64, value) === value) return value;
  throw new InvalidArgumentError(`${what} must fit a signed 64-bit integer, got ${value}.`);
}

/**
 * 64 bits given as a signed or an unsigned integer, as the signed one.
 *
 * @throws InvalidArgumentError if `seed` fits neither, or is no integer.
 */
export function toInt64Word(seed: IntegerSeed, what: string): bigint {
  const value = toSeed(seed, what);
  if (value >= -(2n ** 63n) && value < 2n ** 64n) return BigInt.asIntN(64, value);
  throw new InvalidArgumentError(`${what} must fit 64 bits, got ${value}.`);
}
