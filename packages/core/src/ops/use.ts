/**
 * @file `tn.use`: registers a backend, and gives tensors their chainable methods.
 *
 * Methods are installed here and not on import, so that importing has no side effect that a bundler could drop. It is
 * early enough, since there is no tensor without a backend.
 */

import type { Backend } from '../backend/index.ts';
import { use as register } from '../runtime/index.ts';
import { Tensor } from '../tensor/index.ts';
import { installMethods } from './methods.ts';

let installed = false;

/**
 * Registers a backend, or the promise of one, as a device. New tensors go to the best device registered.
 * @returns The device's name, such as `cpu-wasm:0`.
 * @throws DeviceError if the backend implements another version of the contract or is registered already.
 */
export async function use(backend: Backend | Promise<Backend>): Promise<string> {
  if (!installed) installMethods(Tensor.prototype);
  installed = true;
  return register(backend);
}
