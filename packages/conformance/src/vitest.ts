/**
 * @file `@tenon/conformance/vitest`: the kit as vitest's own tests, one for each check.
 */

import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Check, runCheck } from './checks/check.ts';
import { type Level, levelNames } from './checks/check-result.ts';
import type { GoldenVectors } from './golden/golden-vectors.ts';
import { failureText } from './report/terminal.ts';
import { type ConformanceOptions, selectChecks } from './run.ts';
import { type BackendFactory, openWorkbench, type Workbench } from './subject/workbench.ts';

/** What to run; by default everything, beside the vectors that the kit carries. */
export type VitestConformanceOptions = Omit<ConformanceOptions, 'onResult'>;

/**
 * Registers the kit's checks of a backend as tests. A check that the backend declares it cannot take is skipped.
 * @param makeBackend Makes a fresh backend.
 * @example
 * ```ts no-run
 * // my-backend.test.ts
 * import { describeConformance } from '@tenon/conformance/vitest';
 * import { myBackend } from './my-backend.ts';
 *
 * describeConformance(myBackend, { levels: [0, 1] });
 * ```
 */
export function describeConformance(
  makeBackend: BackendFactory,
  options: VitestConformanceOptions = {},
): void {
  describe('conformance', () => {
    let bench: Workbench;
    beforeAll(async () => {
      bench = await openWorkbench(makeBackend, options.golden ?? (await packagedGolden()));
    });
    afterAll(() => bench.dispose());

    const checks = selectChecks(options);
    levelNames.forEach((levelName, level) => {
      const ofLevel = checks.filter((check) => check.level === (level as Level));
      if (ofLevel.length === 0) return;
      describe(levelName, () => {
        for (const check of ofLevel) registerTest(check, () => bench);
      });
    });
  });
}

/** The vectors that the package carries; only Node can read them, so a page gives its own and never comes here. */
async function packagedGolden(): Promise<GoldenVectors> {
  const { loadGolden } = await import('./load-golden.ts');
  return loadGolden();
}

function registerTest(check: Check, bench: () => Workbench): void {
  test([check.subject, check.dtype].filter(Boolean).join(' '), async (context) => {
    const { status, failures, skipped } = await runCheck(check, bench());
    if (status === 'skipped') context.skip(skipped);
    if (status === 'failed') throw new Error(failures.map(failureText).join('\n'));
  });
}
