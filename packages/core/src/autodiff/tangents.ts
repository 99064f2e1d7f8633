/**
 * @file The tangents of an accumulator, by the identity of their primals, and how they are let go of with them.
 *
 * A tangent is of use as long as an op may still read its primal: while a tensor or a tape holds the primal's storage.
 * So the table is swept, each time that it has doubled, of those whose storage was freed or dropped.
 */

import type { Storage, Tensor } from '../tensor/index.ts';

interface Entry {
  readonly tangent: Tensor;
  readonly primal: WeakRef<Storage>;
}

/** The size at which the table is swept for the first time. */
const FIRST_SWEEP = 64;

export class Tangents {
  readonly #entries = new Map<number, Entry>();
  #sweepAt = FIRST_SWEEP;

  has(id: number): boolean {
    return this.#entries.has(id);
  }

  get(id: number): Tensor | undefined {
    return this.#entries.get(id)?.tangent;
  }

  /** Takes over a tangent. */
  set({ id, storage }: Tensor, tangent: Tensor): void {
    this.#entries.set(id, { tangent, primal: new WeakRef(storage) });
    if (this.#entries.size >= this.#sweepAt) this.#sweep();
  }

  #sweep(): void {
    for (const [id, { tangent, primal }] of this.#entries) {
      if ((primal.deref()?.references ?? 0) > 0) continue;
      tangent.dispose();
      this.#entries.delete(id);
    }
    this.#sweepAt = Math.max(FIRST_SWEEP, 2 * this.#entries.size);
  }

  clear(): void {
    for (const { tangent } of this.#entries.values()) tangent.dispose();
    this.#entries.clear();
    this.#sweepAt = FIRST_SWEEP;
  }
}
