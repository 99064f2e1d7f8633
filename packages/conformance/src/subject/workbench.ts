/**
 * @file Where checks run: the backend under test and the oracle, each registered as a device.
 */

import { reference } from '@tenon/backend-reference';
import { memory, use } from '@tenon/core';
import { type Backend, type BackendSupport, unregisterBackend } from '@tenon/core/backend';
import type { GoldenVectors } from '../golden/golden-vectors.ts';
import { type BackendWatch, watchBackend } from './watched-backend.ts';

/** Makes a fresh backend. */
export type BackendFactory = () => Backend | Promise<Backend>;

export interface Workbench {
  /** The backend under test. */
  readonly backend: Backend;
  readonly supports: BackendSupport;
  readonly watch: BackendWatch;
  /** The name of its device. */
  readonly device: string;
  /** The device of the oracle: a reference backend of the kit's own. */
  readonly oracle: string;
  /** What was recorded from TensorFlow; empty if the kit was given nothing. */
  readonly golden: GoldenVectors;
  /** Makes another backend of the kind under test, for checks that end one. */
  readonly makeBackend: BackendFactory;
  /** Live buffers and bytes of the device under test. */
  memory(): { readonly buffers: number; readonly bytes: number };
  /** Ends both backends. */
  dispose(): void;
}

/** Registers a backend and the oracle. */
export async function openWorkbench(makeBackend: BackendFactory, golden: GoldenVectors): Promise<Workbench> {
  const { backend, watch } = watchBackend(await makeBackend());
  const oracle: Backend = { ...reference(), name: 'oracle' };
  const device = await use(backend);
  const oracleDevice = await use(oracle);
  return {
    backend,
    supports: backend.supports,
    watch,
    device,
    oracle: oracleDevice,
    golden,
    makeBackend,
    memory: () => memory()[device],
    dispose() {
      unregisterBackend(backend);
      unregisterBackend(oracle);
    },
  };
}
