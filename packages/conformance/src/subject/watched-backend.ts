/**
 * @file The backend under test, seen from outside: the same backend, with a note of what its kernels do.
 *
 * Skips come only from `supports`. Core refuses what is outside it before a kernel is called; so an
 * UnimplementedError that comes out of a kernel is a gap that was not declared, and must be told from core's own.
 */

import { type Backend, type Kernels, type OpOverride, UnimplementedError } from '@tenon/core/backend';

/** What was seen of a backend since the last `reset`. */
export interface BackendWatch {
  /** The kernel that threw an UnimplementedError, if one did. */
  undeclaredGap: string | undefined;
  /** Ops that an override computed. */
  readonly overridden: Set<string>;
  /** Whether core may see the overrides; without them every op is lowered. */
  offersOverrides: boolean;
}

/** A backend that passes everything on to another, and the watch over it. */
export interface WatchedBackend {
  readonly backend: Backend;
  readonly watch: BackendWatch;
}

/** Wraps a backend. It must not be used beside the wrapper. */
export function watchBackend(backend: Backend): WatchedBackend {
  const watch: BackendWatch = { undeclaredGap: undefined, overridden: new Set(), offersOverrides: true };
  const kernels = watchKernels(backend.kernels, watch);
  const overrides = backend.overrides && watchOverrides(backend.overrides, watch);
  const watched = new Proxy(backend, {
    get(target, property) {
      if (property === 'kernels') return kernels;
      if (property === 'overrides') return watch.offersOverrides ? overrides : undefined;
      const value = Reflect.get(target, property, target) as unknown;
      // Methods run on the backend itself: private fields know no proxy.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { backend: watched, watch };
}

function watchKernels(kernels: Kernels, watch: BackendWatch): Kernels {
  const watched = Object.keys(kernelNames).map((name) => {
    const kernel = kernels[name as keyof Kernels] as (...args: unknown[]) => void;
    const call = (...args: unknown[]) => {
      try {
        kernel.apply(kernels, args);
      } catch (error) {
        if (error instanceof UnimplementedError) watch.undeclaredGap = name;
        throw error;
      }
    };
    return [name, call];
  });
  // One entry per kernel, each of the same parameters.
  return Object.fromEntries(watched) as Kernels;
}

/** Every kernel; `satisfies` keeps the list complete. */
export const kernelNames = {
  map: true,
  reduce: true,
  scan: true,
  matmul: true,
  conv: true,
  gather: true,
  scatter: true,
  sort: true,
  randomBits: true,
} satisfies Record<keyof Kernels, true>;

function watchOverrides(
  overrides: Readonly<Record<string, OpOverride>>,
  watch: BackendWatch,
): Readonly<Record<string, OpOverride>> {
  return Object.fromEntries(
    Object.entries(overrides).map(([op, override]) => [
      op,
      (...args: Parameters<OpOverride>) => {
        const done = override(...args);
        if (done) watch.overridden.add(op);
        return done;
      },
    ]),
  );
}
