/**
 * @file What a check gathers while it runs.
 */

import type { CheckResult, Failure } from './check-result.ts';

/** Failures beyond this many of one check say nothing new. */
const mostFailures = 6;

/** Counts what was compared and keeps what failed. */
export class Findings {
  readonly #failures: Failure[] = [];
  #comparisons = 0;
  #omitted = 0;
  #unrecorded = 0;
  #worstUlp = 0;
  #skipped: string | undefined;

  /** How many failures there are so far. */
  get failureCount(): number {
    return this.#failures.length + this.#omitted;
  }

  /** Notes that something was as it must be. */
  pass(ulp = 0): void {
    this.#comparisons++;
    if (ulp > this.#worstUlp) this.#worstUlp = ulp;
  }

  /** Notes a failure. */
  fail(failure: Failure): void {
    this.#comparisons++;
    if (this.#failures.length < mostFailures) this.#failures.push(failure);
    else this.#omitted++;
  }

  /** Passes or fails by a condition. */
  expect(condition: boolean, sample: string, problem: string): void {
    if (condition) this.pass();
    else this.fail({ sample, problem });
  }

  /** Notes that a part cannot be checked, since the backend declares that it has it not. */
  skip(declared: string): void {
    this.#skipped ??= declared;
  }

  /** Notes a call that TensorFlow's vectors do not cover. */
  unrecorded(): void {
    this.#unrecorded++;
  }

  result(): Omit<CheckResult, 'level' | 'subject' | 'dtype'> {
    const failures = [...this.#failures];
    if (this.#omitted > 0) failures.push({ sample: '', problem: `and ${this.#omitted} more` });
    const skippedWhole = this.#skipped !== undefined && this.#comparisons === 0;
    return {
      status: failures.length > 0 ? 'failed' : skippedWhole ? 'skipped' : 'passed',
      comparisons: this.#comparisons,
      failures,
      ...(this.#skipped !== undefined && { skipped: this.#skipped }),
      unrecorded: this.#unrecorded,
      worstUlp: this.#worstUlp,
    };
  }
}
