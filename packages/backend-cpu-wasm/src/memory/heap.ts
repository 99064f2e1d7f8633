/**
 * @file Blocks of the linear memory: address-ordered best fit (Wilson, Johnstone, Neely & Boles, «Dynamic Storage
 * Allocation: A Survey and Critical Review», 1995).
 *
 * The driver keeps freed blocks for reuse by size, so few requests come here, and large ones; what matters is that memory
 * that can never shrink does not go to pieces. A freed block merges with free neighbours at once.
 */

export class Heap {
  /** Free blocks, by ascending address. No two touch. */
  readonly #starts: number[] = [];
  readonly #sizes: number[] = [];
  /** What lies beyond was never given out. */
  #end: number;
  readonly #growTo: (end: number) => boolean;

  /**
   * @param start The first address, which blocks are aligned like.
   * @param growTo Makes memory reach to an address; says whether it could.
   */
  constructor(start: number, growTo: (end: number) => boolean) {
    this.#end = start;
    this.#growTo = growTo;
  }

  /** How many free blocks there are between those in use. */
  get freeBlocks(): number {
    return this.#starts.length;
  }

  /** The address of a block of `size` bytes, a multiple of 64; 0 if there is none. */
  reserve(size: number): number {
    const fit = this.#bestFit(size);
    if (fit < 0) return this.#extend(size);
    const start = this.#starts[fit];
    if (this.#sizes[fit] === size) this.#remove(fit);
    else {
      this.#starts[fit] += size;
      this.#sizes[fit] -= size;
    }
    return start;
  }

  /** Takes back a block. */
  release(start: number, size: number): void {
    const at = this.#positionOf(start);
    const joinsPrevious = at > 0 && this.#starts[at - 1] + this.#sizes[at - 1] === start;
    const joinsNext = at < this.#starts.length && start + size === this.#starts[at];
    if (joinsPrevious) {
      this.#sizes[at - 1] += size + (joinsNext ? this.#sizes[at] : 0);
      if (joinsNext) this.#remove(at);
    } else if (joinsNext) {
      this.#starts[at] = start;
      this.#sizes[at] += size;
    } else {
      this.#starts.splice(at, 0, start);
      this.#sizes.splice(at, 0, size);
    }
  }

  /** The smallest free block that is large enough, the first of equals; −1 if none is. */
  #bestFit(size: number): number {
    let best = -1;
    for (let i = 0; i < this.#sizes.length; i++) {
      if (this.#sizes[i] < size || (best >= 0 && this.#sizes[i] >= this.#sizes[best])) continue;
      best = i;
    }
    return best;
  }

  /** Takes what is missing beyond the end, after the last free block if that reaches there. */
  #extend(size: number): number {
    const last = this.#starts.length - 1;
    const reaches = last >= 0 && this.#starts[last] + this.#sizes[last] === this.#end;
    const start = reaches ? this.#starts[last] : this.#end;
    if (!this.#growTo(start + size)) return 0;
    if (reaches) this.#remove(last);
    this.#end = start + size;
    return start;
  }

  #remove(at: number): void {
    this.#starts.splice(at, 1);
    this.#sizes.splice(at, 1);
  }

  /** Where a block at `start` stands among the free ones. */
  #positionOf(start: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
