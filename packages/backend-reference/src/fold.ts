/**
 * @file Folds: what a reduction does with the values of one output element.
 *
 * A fold is begun, takes values in order, and ends in a result. Float sums are compensated (Neumaier, "Rundungsfehler-
 * analyse einiger Verfahren zur Summation endlicher Summen", ZAMM 1974), so their error does not grow with the number
 * of terms; all other float folds are float64. Integers wrap in their own width.
 */

import {
  type Block,
  type DType,
  type Element,
  greater,
  highest,
  isBigInt,
  isFloating,
  lesser,
  lowest,
  type ReduceKind,
  type ScanKind,
} from '@tenon/core/backend';
import { type Combine, productOf, sumOf } from './combine.ts';

/** Folds values to one. */
export interface Fold {
  /** Forgets what was taken. */
  begin(): void;
  /** Takes the values of a block from `start` up to, not including, `end`. */
  take(block: Block, start: number, end: number): void;
  /** What the values taken fold to; the identity if there were none. */
  result(): Element;
}

/** The fold of a kind over values of a dtype. */
export function foldOf(kind: ReduceKind | ScanKind, dtype: DType): Fold {
  switch (kind) {
    case 'sum':
      return isFloating(dtype) ? new CompensatedSum() : new CombiningFold(constant(0, dtype), sumOf(dtype));
    case 'prod':
      return new CombiningFold(constant(1, dtype), productOf(dtype));
    case 'min':
      return new CombiningFold(highest(dtype), lesser);
    case 'max':
      return new CombiningFold(lowest(dtype), greater);
    case 'any':
      return new CombiningFold(0, greater);
    case 'all':
      return new CombiningFold(1, lesser);
    case 'logSumExp':
      return new LogSumExp();
    case 'argMin':
      return new ExtremePosition(highest(dtype), (candidate, best) => candidate < best);
    case 'argMax':
      return new ExtremePosition(lowest(dtype), (candidate, best) => candidate > best);
    default:
      return kind satisfies never;
  }
}

const constant = (value: 0 | 1, dtype: DType): Element => (isBigInt(dtype) ? BigInt(value) : value);

/** Folds by a binary operation with an identity. */
class CombiningFold implements Fold {
  readonly #identity: Element;
  readonly #combine: Combine;
  #value: Element;

  constructor(identity: Element, combine: Combine) {
    this.#identity = identity;
    this.#combine = combine;
    this.#value = identity;
  }

  begin(): void {
    this.#value = this.#identity;
  }

  take(block: Block, start: number, end: number): void {
    let value = this.#value;
    for (let i = start; i < end; i++) value = this.#combine(value, block[i]);
    this.#value = value;
  }

  result(): Element {
    return this.#value;
  }
}

/** A sum that carries along what rounding took from it. */
class CompensatedSum implements Fold {
  #sum = 0;
  #compensation = 0;

  begin(): void {
    this.#sum = 0;
    this.#compensation = 0;
  }

  take(block: Block, start: number, end: number): void {
    const values = block as Float64Array;
    let sum = this.#sum;
    let compensation = this.#compensation;
    for (let i = start; i < end; i++) {
      const value = values[i];
      const next = sum + value;
      compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    }
    this.#sum = sum;
    this.#compensation = compensation;
  }

  result(): number {
    // Once the sum is infinite the compensation is ∞ − ∞.
    return Number.isFinite(this.#sum) ? this.#sum + this.#compensation : this.#sum;
  }
}

/** ln Σ exp(x), relative to the greatest x so far, so that nothing overflows. */
class LogSumExp implements Fold {
  #greatest = -Infinity;
  /** Σ exp(x − greatest). */
  #sum = 0;

  begin(): void {
    this.#greatest = -Infinity;
    this.#sum = 0;
  }

  take(block: Block, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const value = block[i] as number;
      if (value > this.#greatest) {
        this.#sum = this.#sum * Math.exp(this.#greatest - value) + 1;
        this.#greatest = value;
      } else if (value === this.#greatest) {
        // Apart, because ∞ − ∞ is NaN.
        if (value !== -Infinity) this.#sum += 1;
      } else {
        this.#sum += Math.exp(value - this.#greatest);
      }
    }
  }

  result(): number {
    return this.#greatest + Math.log(this.#sum);
  }
}

/** The position of the extreme value, the lowest among equals. NaN beats nothing, so it is passed over. */
class ExtremePosition implements Fold {
  readonly #worst: Element;
  readonly #beats: (candidate: Element, best: Element) => boolean;
  #best: Element;
  #position = 0;
  #taken = 0;

  constructor(worst: Element, beats: (candidate: Element, best: Element) => boolean) {
    this.#worst = worst;
    this.#beats = beats;
    this.#best = worst;
  }

  begin(): void {
    this.#best = this.#worst;
    this.#position = 0;
    this.#taken = 0;
  }

  take(block: Block, start: number, end: number): void {
    for (let i = start; i < end; i++, this.#taken++) {
      if (!this.#beats(block[i], this.#best)) continue;
      this.#best = block[i];
      this.#position = this.#taken;
    }
  }

  result(): number {
    return this.#position;
  }
}
