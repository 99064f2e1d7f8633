/**
 * @file Memory scopes: which tensors a function made, and which of them outlive it.
 *
 * `tidy` gives users a scope; lowerings and gradients run in one of their own, so their temporaries are freed at
 * once, always, also when they throw. A tensor belongs to the innermost scope in which it was made; what a scope
 * returns moves to the scope around it.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { type Tensor, tensorsIn } from '../tensor/index.ts';

let current: Set<Tensor> | null = null;

/** Tells the current scope, if any, of a new tensor. */
export function trackTensor(tensor: Tensor): void {
  if (current !== null) current.add(tensor);
}

/**
 * Runs `fn` and disposes every tensor it made, but those in its result and those kept.
 * If `fn` throws, all are disposed.
 */
export function scoped<T>(fn: () => T, survivors: (result: T) => readonly Tensor[]): T {
  const outer = current;
  const made = new Set<Tensor>();
  current = made;
  try {
    const result = fn();
    for (const tensor of survivors(result)) {
      // Only what this scope made moves outward; an argument that came back stays where it belongs.
      if (made.delete(tensor)) outer?.add(tensor);
    }
    return result;
  } finally {
    current = outer;
    for (const tensor of made) tensor.dispose();
  }
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

/** Takes a tensor out of the current `tidy`, so that it lives until it is disposed or dropped. */
export function keep<T extends Tensor>(tensor: T): T {
  current?.delete(tensor);
  return tensor;
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
