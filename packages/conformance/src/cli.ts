/**
 * @file `tenon-conformance`: the kit as a command.
 */

import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { readArguments, UsageError, usage } from './command/arguments.ts';
import { loadBackend } from './command/load-backend.ts';
import { showProgress } from './command/progress.ts';
import { loadGolden } from './load-golden.ts';
import { reportPage } from './report/html.ts';
import { plain, reportLines } from './report/terminal.ts';
import { runConformance } from './run.ts';

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    console.log(usage);
    return 0;
  }
  const makeBackend = await loadBackend(asked.packageName);
  const progress = showProgress(process.stderr);
  const golden = await loadGolden();
  const report = await runConformance(makeBackend, { ...asked, golden, onResult: progress.update });
  progress.end();
  for (const line of reportLines(report, process.stdout.isTTY ? styleText : plain)) console.log(line);
  if (asked.json) await writeFile(asked.json, `${JSON.stringify(report, null, 1)}\n`);
  if (asked.html) await writeFile(asked.html, reportPage(report));
  return report.verdict === 'passed' ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
