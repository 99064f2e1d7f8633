/**
 * @file What a check is, and how it is run.
 */

import type { DType } from '@tenon/core';
import type { Workbench } from '../subject/workbench.ts';
import type { CheckResult, Level } from './check-result.ts';
import { describeError } from './describe-error.ts';
import { Findings } from './findings.ts';

/** One thing to try on a backend: a behaviour of its memory, or a kernel, op or gradient in one dtype. */
export interface Check {
  readonly level: Level;
  /** The behaviour, kernel or op. */
  readonly subject: string;
  /** The dtype, where the check has one. */
  readonly dtype: DType | null;
  run(bench: Workbench, findings: Findings): void | Promise<void>;
}

/** Runs a check; what it throws is a failure of its own. */
export async function runCheck(check: Check, bench: Workbench): Promise<CheckResult> {
  const findings = new Findings();
  bench.watch.undeclaredGap = undefined;
  bench.watch.offersOverrides = true;
  try {
    await check.run(bench, findings);
  } catch (error) {
    findings.fail({ sample: '', problem: `the check itself threw: ${describeError(error)}` });
  }
  return { level: check.level, subject: check.subject, dtype: check.dtype, ...findings.result() };
}
