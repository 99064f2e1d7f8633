/**
 * @file Compiled kernels, by what they were made for.
 */

import type { ScalarProgram } from '@tenon/core/backend';
import type { ComputeKernel, KernelSource } from './compute-kernel.ts';
import type { ComputeQueue } from './compute-queue.ts';

/** Kernels by a text that tells them apart: the kernel's name and whatever its source depends on. */
type Variants = Map<string, ComputeKernel>;

export class KernelCache {
  readonly #queue: ComputeQueue;
  /** Programs are interned, and found by identity. */
  readonly #ofProgram = new WeakMap<ScalarProgram, Variants>();
  readonly #withoutProgram: Variants = new Map();

  constructor(queue: ComputeQueue) {
    this.#queue = queue;
  }

  /**
   * The kernel of a program (or `null`) and a variant; made at first.
   * @param variant Tells apart all kernels of the program, whatever their kind.
   */
  get(program: ScalarProgram | null, variant: string, source: () => KernelSource): ComputeKernel {
    const variants = program ? this.#variantsOf(program) : this.#withoutProgram;
    let kernel = variants.get(variant);
    if (!kernel) {
      kernel = this.#queue.compile(source());
      variants.set(variant, kernel);
    }
    return kernel;
  }

  #variantsOf(program: ScalarProgram): Variants {
    let variants = this.#ofProgram.get(program);
    if (!variants) {
      variants = new Map();
      this.#ofProgram.set(program, variants);
    }
    return variants;
  }
}
