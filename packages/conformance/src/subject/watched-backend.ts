/**
 * @file The backend under test, seen from outside: the same backend, with a note of what its kernels do.
 *
 * Skips come only from `supports`. Core refuses what is outside it before a kernel is called; so an
 * UnimplementedError that comes out of a kernel is a gap that was not declared, and must be told from core's own.
 */

import {
  type Backend,
  type Kernels,
  type OpOverride,
  type Routines,
  UnimplementedError,
} from '@tenon/core/backend';

/** What was seen of a backend since the last `reset`. */
export interface BackendWatch {
  /** The kernel or routine that threw an UnimplementedError, if one did. */
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
  const kernels = watchCalls(backend.kernels, Object.keys(kernelNames), watch) as Kernels;
  const routines =
    backend.routines &&
    (watchCalls(backend.routines, Object.keys(backend.routines), watch) as Partial<Routines>);
  const overrides = backend.overrides && watchOverrides(backend.overrides, watch);
  const watched = new Proxy(backend, {
    get(target, property) {
      if (property === 'kernels') return kernels;
      if (property === 'routines') return routines;
      if (property === 'overrides') return watch.offersOverrides ? overrides : undefined;
      const value = Reflect.get(target, property, target) as unknown;
      // Methods run on the backend itself: private fields know no proxy.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { backend: watched, watch };
}

/** The named methods of `calls`, with a note of what they refuse. */
function watchCalls(calls: object, names: readonly string[], watch: BackendWatch): object {
  const methods = calls as Readonly<Record<string, (...args: unknown[]) => void>>;
  const watched = names.map((name) => {
    const call = (...args: unknown[]) => {
      try {
        methods[name].apply(calls, args);
      } catch (error) {
        if (error instanceof UnimplementedError) watch.undeclaredGap = name;
        throw error;
      }
    };
    return [name, call];
  });
  // One entry per method, each of the same parameters.
  return Object.fromEntries(watched);
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

/** Every routine; `satisfies` keeps the list complete. */
export const routineNames = {
  cholesky: true,
  lu: true,
  triangularSolve: true,
  qr: true,
  eigh: true,
  svd: true,
} satisfies Record<keyof Routines, true>;

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
