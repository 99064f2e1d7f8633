/**
 * @file A backend that does nothing, so that what is left to measure is core.
 */

import { allDTypes, BACKEND_API_VERSION, type Backend, type Kernels } from '@tenon/core/backend';

const nothing = () => {};

const kernels: Kernels = {
  map: nothing,
  reduce: nothing,
  scan: nothing,
  matmul: nothing,
  conv: nothing,
  gather: nothing,
  scatter: nothing,
  sort: nothing,
  randomBits: nothing,
};

/** Kernels leave their outputs as they are, and memory is only counted. */
export function noOpBackend(): Backend {
  return {
    apiVersion: BACKEND_API_VERSION,
    name: 'no-op',
    deviceKind: 'cpu',
    preference: 0,
    supports: {
      dtypes: allDTypes,
      syncRead: true,
      maxRank: 32,
      deterministicScatter: true,
      outOfRangeIndex: 'throws',
      integerFault: 'throws',
      subnormals: true,
    },
    allocate: (byteLength) => ({ byteLength }),
    free: nothing,
    write: nothing,
    read: async (_buffer, _byteOffset, byteLength) => new Uint8Array(byteLength),
    readSync: (_buffer, _byteOffset, byteLength) => new Uint8Array(byteLength),
    kernels,
    synchronize: async () => {},
    dispose: nothing,
  };
}
