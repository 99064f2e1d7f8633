/**
 * @file A kernel in WGSL, as the queue runs it: its text, what it is bound to, and the pipeline made of it.
 */

/** How a kernel uses a buffer. */
export type Access = 'read' | 'read-write';

/** What a kernel is made of. */
export interface KernelSource {
  /** For errors and profiles: `map add`. */
  readonly label: string;
  /**
   * The module. Its entry is `main`; group 0 has the uniform block of parameters at binding 0, then the storage buffers.
   */
  readonly code: string;
  readonly access: readonly Access[];
  /** 32-bit words of the parameters. */
  readonly parameters: number;
}

/** A kernel that has a pipeline. */
export interface ComputeKernel extends KernelSource {
  readonly pipeline: GPUComputePipeline;
  readonly layout: BindLayout;
}

/** Bind groups of one layout fit all kernels of it. */
export interface BindLayout {
  readonly id: number;
  readonly group: GPUBindGroupLayout;
  readonly pipeline: GPUPipelineLayout;
  /** Bytes of the parameters that are bound. */
  readonly window: number;
}
