/**
 * @file Memory scopes: which tensors a function made, and which of them outlive it.
 *
 * `tidy` gives users a scope; lowerings and gradients run in one of their own, so their temporaries are freed at
 * once, always, also when they throw. A tensor belongs to the innermost scope in which it was made; what a scope
 * returns moves to the scope around it.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { Tensor, tensorsIn } from '../tensor/index.ts';

interface Scope {
  readonly made: Set<Tensor>;
  readonly outer: Scope | null;
}

let current: Scope | null = null;

/** Tells the current scope, if any, of a new tensor. */
export function trackTensor(tensor: Tensor): void {
  if (current !== null) current.made.add(tensor);
}

/**
 * Runs `fn` and disposes every tensor it made, but those in its result and those kept.
 * If `fn` throws, all are disposed.
 */
export function scoped<T>(fn: () => T, survivors: (result: T) => readonly Tensor[]): T {
  const outer = current;
  const made = new Set<Tensor>();
  current = { made, outer };
  try {
    const result = fn();
    for (const tensor of survivors(result)) {
      // Only what this scope made moves outward; an argument that came back stays where it belongs.
      if (made.delete(tensor)) outer?.made.add(tensor);
    }
    return result;
  } finally {
    current = outer;
    for (const tensor of made) tensor.dispose();
  }
}

/**
 * Runs `fn` and takes every tensor it made out of all scopes.
 * @returns What `fn` returned, and what it made: the caller disposes it. If `fn` throws, all is disposed.
 */
export function collected<T>(fn: () => T): { readonly result: T; readonly made: ReadonlySet<Tensor> } {
  const outer = current;
  const made = new Set<Tensor>();
  current = { made, outer: null };
  try {
    return { result: fn(), made };
  } catch (error) {
    for (const tensor of made) tensor.dispose();
    throw error;
  } finally {
    current = outer;
  }
}

/** Whether the tensor was made in the innermost scope, and so may be handed out of it. */
export function madeInScope(tensor: Tensor): boolean {
  return current?.made.has(tensor) ?? false;
}

/**
 * Frees all tensors that `fn` makes, but those it returns (in arrays and plain objects too) and those it keeps.
 * @throws InvalidArgumentError if `fn` is asynchronous: what runs after its first await is outside the scope.
 * @example
 * const y = tn.tidy(() => tn.square(tn.constant([1, 2])).add(1));
 * console.log(y.arraySync()); // => [ 2, 5 ]
 */
export function tidy<T>(fn: () => T): T {
  return scoped(() => refusePromise(fn(), 'tidy'), tensorsIn);
}

/**
 * Takes a tensor out of every `tidy` around, so that it lives until it is disposed or dropped.
 * @returns The tensor.
 */
export function keep<T extends Tensor>(tensor: T): T {
  let scope = current;
  while (scope !== null && !scope.made.delete(tensor)) scope = scope.outer;
  return tensor;
}

/**
 * The same tensor under another handle: its elements and its identity, so whatever recorders know of one they know of
 * the other, but a life of its own.
 */
export function anotherHandle<T extends Tensor>(tensor: T): T {
  tensor.storage.retain();
  const handle = new Tensor(tensor.storage, tensor.dtype, tensor, tensor.id);
  trackTensor(handle);
  // Tensor has no subclasses, and the handle has the dtype of the original.
  return handle as T;
}

/** Refuses the result of an asynchronous function where only a synchronous one has meaning. */
export function refusePromise<T>(result: T, context: string): T {
  if (result instanceof Promise) {
    throw new InvalidArgumentError(
      `${context}: the function is asynchronous; what runs after its first await is out of reach. ` +
        'Compute in a synchronous function and await outside of it.',
    );
  }
  return result;
}
