/**
 * @file Generated tensors and generated damage, for the properties that every codec must have.
 */

import fc from 'fast-check';
import { allDTypes } from '../../dtype/index.ts';
import { TenonError } from '../../errors/index.ts';
import { type EncodedTensor, storedByteLength } from '../encoded-tensor.ts';

/** Any dtype, up to four short axes, any elements. */
export const anyTensor: fc.Arbitrary<EncodedTensor> = fc
  .record({
    dtype: fc.constantFrom(...allDTypes),
    shape: fc.array(fc.nat({ max: 4 }), { maxLength: 4 }),
    seed: fc.uint8Array({ minLength: 1, maxLength: 64 }),
  })
  .map(({ dtype, shape, seed }) => {
    const bytes = Uint8Array.from(
      { length: storedByteLength(dtype, shape) },
      (_, i) => seed[i % seed.length] + i,
    );
    return { dtype, shape, bytes: dtype === 'bool' ? bytes.map((byte) => byte % 2) : bytes };
  });

/** Up to four tensors under any names. */
export const anyTensors: fc.Arbitrary<Map<string, EncodedTensor>> = fc
  .array(fc.tuple(fc.string({ unit: 'binary', maxLength: 12 }), anyTensor), { maxLength: 4 })
  .map((entries) => new Map(entries));

/** One way to damage a file: a byte changed, inserted or removed, or the file cut. Positions are fractions of its length. */
export interface Damage {
  readonly kind: 'change' | 'insert' | 'remove' | 'cut';
  readonly at: number;
  readonly byte: number;
}

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('change', 'insert', 'remove', 'cut'),
  at: position,
  byte: fc.integer({ min: 1, max: 255 }),
});

/** A byte of a file XORed with a non-zero value: never the same file. */
export const anyChangedByte: fc.Arbitrary<Damage> = anyDamage.map((damage) => ({
  ...damage,
  kind: 'change',
}));

export function damaged(file: Uint8Array, { kind, at, byte }: Damage): Uint8Array {
  const index = Math.floor(at * file.length);
  const [before, after] = [file.subarray(0, index), file.subarray(index)];
  switch (kind) {
    case 'change':
      return Uint8Array.from([...before, after[0] ^ byte, ...after.subarray(1)]);
    case 'insert':
      return Uint8Array.from([...before, byte, ...after]);
    case 'remove':
      return Uint8Array.from([...before, ...after.subarray(1)]);
    case 'cut':
      return Uint8Array.from(before);
  }
}

/** What `read` returns, or undefined if it throws one of our errors; any other error is a defect and thrown on. */
export function readOrRefuse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TenonError) return undefined;
    throw error;
  }
}

/** Whether dtype, shape and bytes fit together, and a bool is 0 or 1. */
export function isSound({ dtype, shape, bytes }: EncodedTensor): boolean {
  return (
    bytes.length === storedByteLength(dtype, shape) && (dtype !== 'bool' || bytes.every((byte) => byte <= 1))
  );
}
