/**
 * @file Two structures of one form side by side: targets and their upstream gradients, primals and their tangents.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { isTensorLike } from '../tensor/index.ts';

/**
 * The leaves of a structure, in order, each with what another structure has in its place. Where the other has nothing
 * (null or undefined) in place of an array or object, every leaf in it has undefined.
 * @param what What the other structure is, for the error.
 * @throws InvalidArgumentError if the other structure has other parts.
 */
export function zipStructure(
  structure: unknown,
  other: unknown,
  what: string,
): readonly (readonly [leaf: unknown, other: unknown])[] {
  if (!isContainer(structure)) return [[structure, other ?? undefined]];
  const keys = Object.keys(structure);
  const nothing = other === null || other === undefined;
  const otherKeys = isContainer(other) ? Object.keys(other) : ['one value'];
  if (!nothing && (otherKeys.length !== keys.length || !keys.every((key) => otherKeys.includes(key)))) {
    throw new InvalidArgumentError(
      `${what} must have the structure of what they belong to, with ${keys.length} parts (${keys.join(', ')}); ` +
        `they have ${otherKeys.length} (${otherKeys.join(', ')}).`,
    );
  }
  const parts = nothing ? {} : (other as Record<string, unknown>);
  return keys.flatMap((key) => zipStructure(structure[key], parts[key], what));
}

function isContainer(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || isTensorLike(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
