/**
 * @file `@tenon/backend-reference`: every kernel on every dtype, in plain TypeScript.
 *
 * This backend says what the right answer is: kernels compute in float64 (integers exactly) and round once, and each
 * is written for the reader. It is the oracle of the conformance kit and the model for a backend of your own.
 */

import { allDTypes, BACKEND_API_VERSION, type Backend, type DType } from '@tenon/core/backend';
import { Memory, type ReferenceBuffer } from './buffer.ts';
import { kernels } from './kernels.ts';
import { routines } from './linalg/index.ts';

/** The dtypes of matrices that routines take. */
const factorized: readonly DType[] = ['float32', 'float64'];

export interface ReferenceOptions {
  /** The most bytes held at once; unlimited if left out. Lower it to see what a program does when memory runs out. */
  readonly memoryLimit?: number;
}

/**
 * A reference backend with memory of its own.
 *
 * @example
 * import { reference } from '@tenon/backend-reference';
 * await tn.use(reference());
 */
export function reference({ memoryLimit = Infinity }: ReferenceOptions = {}): Backend<ReferenceBuffer> {
  const memory = new Memory(memoryLimit);
  const readSync = (buffer: ReferenceBuffer, byteOffset: number, byteLength: number) =>
    new Uint8Array(buffer.bytes.slice(byteOffset, byteOffset + byteLength));
  return {
    apiVersion: BACKEND_API_VERSION,
    name: 'reference',
    deviceKind: 'cpu',
    preference: 0,
    supports: {
      dtypes: allDTypes,
      routines: {
        cholesky: factorized,
        lu: factorized,
        triangularSolve: factorized,
        qr: factorized,
        eigh: factorized,
        svd: factorized,
      },
      syncRead: true,
      maxRank: 32,
      deterministicScatter: true,
      outOfRangeIndex: 'throws',
      integerFault: 'throws',
      subnormals: true,
    },
    allocate: (byteLength) => memory.allocate(byteLength),
    free: (buffer) => memory.free(buffer),
    write(buffer, byteOffset, bytes) {
      new Uint8Array(buffer.bytes).set(bytes, byteOffset);
    },
    read: async (buffer, byteOffset, byteLength) => readSync(buffer, byteOffset, byteLength),
    readSync,
    kernels,
    routines,
    // Kernels are done when they return.
    synchronize: async () => {},
    dispose: () => memory.dispose(),
  };
}
