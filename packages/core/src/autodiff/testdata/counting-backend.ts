/**
 * @file A reference backend that counts how often its kernels are called.
 */

import { reference } from '@tenon/backend-reference';
import type { Backend } from '../../backend/index.ts';

export interface CountingBackend {
  readonly backend: Backend;
  /** How many kernels were called since `fn` began. */
  during(fn: () => void): number;
}

export function countingBackend(name: string): CountingBackend {
  const backend: Backend = reference() as Backend;
  let calls = 0;
  const kernels = new Proxy(backend.kernels, {
    get(target, kernel) {
      calls++;
      return Reflect.get(target, kernel);
    },
  });
  const during = (fn: () => void) => {
    calls = 0;
    fn();
    return calls;
  };
  return { backend: { ...backend, name, kernels }, during };
}
