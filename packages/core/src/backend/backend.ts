/**
 * @file The contract between core and a backend.
 *
 * A backend is one device: memory it allocates, reads and writes, and the kernels that run there. Everything else
 * (ops, gradients, broadcasting, views, reference counts) is core's. The contract is versioned; core refuses a
 * backend of another version at registration, not in the middle of a program.
 */

import type { DType } from '../dtype/index.ts';
import type { DeviceBuffer, KernelName, Kernels, View } from './kernels.ts';
import type { RoutineName, Routines } from './routines.ts';

/** The version of this contract. It grows when a backend written for an older one would no longer work. */
export const BACKEND_API_VERSION = 1;

/** The whole truth about what a backend can do. Core refuses a call outside it; conformance skips only by it. */
export interface BackendSupport {
  /** The dtypes that may live on the device at all. */
  readonly dtypes: readonly DType[];
  /**
   * Per kernel the dtypes of its first input that it takes, where that is fewer than `dtypes`. `map` takes them all:
   * without it a tensor could be neither copied, nor cast, nor printed.
   */
  readonly kernels?: { readonly [K in Exclude<KernelName, 'map'>]?: readonly DType[] };
  /** The optional routines that `Backend.routines` has, each with the dtypes it takes: float32, float64 or both. */
  readonly routines?: { readonly [R in RoutineName]?: readonly DType[] };
  /** Whether `readSync` exists. */
  readonly syncRead: boolean;
  /** The greatest rank a view may have. */
  readonly maxRank: number;
  /** Whether scatter folds duplicates in row-major order, so that results repeat bit for bit. */
  readonly deterministicScatter: boolean;
  /** What gather and scatter do with an index out of range. */
  readonly outOfRangeIndex: 'throws' | 'ignored';
  /** What integer division by zero, and a negative integer exponent, do. */
  readonly integerFault: 'throws' | 'undefined';
  /** Whether subnormal floats are kept, not flushed to zero. */
  readonly subnormals: boolean;
}

/** The dtypes that a kernel takes as its first input. */
export function kernelDTypes(supports: BackendSupport, kernel: KernelName): readonly DType[] {
  if (kernel === 'map') return supports.dtypes;
  return supports.kernels?.[kernel] ?? supports.dtypes;
}

/** The dtypes that a routine takes; none if the backend is without it. */
export function routineDTypes(supports: BackendSupport, routine: RoutineName): readonly DType[] {
  return supports.routines?.[routine] ?? [];
}

/**
 * A replacement for an op's own lowering. Gets the op's input views (undefined for an optional input that was not
 * given; a list input spread), normalized attributes and allocated outputs. Returns false to decline (an unusual
 * shape or dtype), and core lowers as usual.
 */
export type OpOverride<Buffer extends DeviceBuffer = DeviceBuffer> = OverrideMethod<Buffer>['compute'];

/** A method, not a function: so that a backend of any buffer is a `Backend`, as with the kernels. */
interface OverrideMethod<Buffer extends DeviceBuffer> {
  compute(
    inputs: readonly (View<Buffer> | undefined)[],
    attrs: Readonly<Record<string, unknown>>,
    outputs: readonly View<Buffer>[],
  ): boolean;
}

/**
 * What a device is made of: memory, kernels, and an account of what they can do. Implemented by a backend, called by core
 * alone. Calls take effect in the order in which they are made.
 */
export interface Backend<Buffer extends DeviceBuffer = DeviceBuffer> {
  readonly apiVersion: typeof BACKEND_API_VERSION;
  /** The name devices are registered under: `cpu-wasm` becomes `cpu-wasm:0`. */
  readonly name: string;
  readonly deviceKind: 'cpu' | 'gpu';
  /** Among backends of one kind, `/cpu:0` means the one of greatest preference. The reference backend has 0. */
  readonly preference: number;
  readonly supports: BackendSupport;
  /**
   * Memory for `byteLength` bytes (0 is legal); contents undefined.
   * @throws ResourceExhaustedError if there is no room.
   */
  allocate(byteLength: number): Buffer;
  /** Gives memory back. Kernels already issued may still use it. */
  free(buffer: Buffer): void;
  /** Copies bytes, in storage form, into a buffer. `bytes` may be reused as soon as the call returns. */
  write(buffer: Buffer, byteOffset: number, bytes: Uint8Array): void;
  /** Copies bytes out, after everything issued before. The result belongs to the caller. */
  read(buffer: Buffer, byteOffset: number, byteLength: number): Promise<Uint8Array>;
  /** The same at once; exists exactly if `supports.syncRead`. */
  readSync?(buffer: Buffer, byteOffset: number, byteLength: number): Uint8Array;
  readonly kernels: Kernels<Buffer>;
  /** The optional routines: those that `supports.routines` names. */
  readonly routines?: Partial<Routines<Buffer>>;
  /** Replacements of ops, by op name. */
  readonly overrides?: { readonly [op: string]: OpOverride<Buffer> };
  /** Resolves when everything issued has run; rejects with the first failure not yet reported. */
  synchronize(): Promise<void>;
  /** Ends the backend; its buffers are gone. */
  dispose(): void;
}
