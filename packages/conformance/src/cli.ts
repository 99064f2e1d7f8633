/**
 * @file `tenon-conformance`: the kit as a command.
 */

import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { type CommandArguments, readArguments, UsageError, usage } from './command/arguments.ts';
import { loadBackend } from './command/load-backend.ts';
import { showProgress } from './command/progress.ts';
import { loadGolden } from './load-golden.ts';
import { reportPage } from './report/html.ts';
import { plain, reportLines } from './report/terminal.ts';
import { runConformance, selectChecks } from './run.ts';

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    console.log(usage);
    return 0;
  }
  if (selectChecks(asked).length === 0) throw new UsageError(noCheck(asked));
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

/** Says that nothing is of the name or dtype that was asked for, and which names are near it. */
function noCheck({ levels, op = '', dtype }: CommandArguments): string {
  const message = `There is no check of ${[op, dtype].filter(Boolean).join(' in ')} at levels ${levels.join(', ')}.`;
  const subjects = new Set(selectChecks({ levels }).map(({ subject }) => subject));
  if (op === '' || subjects.has(op)) return message;
  const begin = op.slice(0, 3).toLowerCase();
  const near = [...subjects].filter((subject) => subject.toLowerCase().startsWith(begin));
  return near.length > 0 ? `${message} Names that begin alike: ${near.join(', ')}.` : message;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
