/**
 * @file `bench cpu`: measures, shows, and writes what was asked for.
 */

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { machine } from '../benchmark.ts';
import { type CpuArguments, readArguments, UsageError, usage } from './arguments.ts';
import { chooseLibraries } from './library/choose-libraries.ts';
import { installPeers } from './library/install-peers.ts';
import { BuildError, buildBackends, buildPrograms } from './library/programs.ts';
import { showProgress } from './progress.ts';
import { chart } from './report/chart.ts';
import { formatResult } from './report/format.ts';
import { page } from './report/page.ts';
import type { Gap, Report, Result } from './report/result.ts';
import { NO_SUCH_OPERATION } from './run/field.ts';
import { fullEffort, type Plan, run, turnCount } from './run/run.ts';

/** Runs the command. @returns The exit status. */
export async function cpuCommand(args: readonly string[]): Promise<number> {
  try {
    const asked = readArguments(args);
    if (!asked) {
      console.log(usage);
      return 0;
    }
    const report = asked.from === undefined ? await measure(asked, args) : await readReport(asked.from);
    if (asked.json) await writeFile(asked.json, `${JSON.stringify(report, null, 1)}\n`);
    if (asked.markdown) await writePage(asked.markdown, report);
    return 0;
  } catch (error) {
    if (error instanceof BuildError) {
      console.error(error.message);
      return 1;
    }
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
}

async function measure(asked: CpuArguments, args: readonly string[]): Promise<Report> {
  if (asked.peers) installPeers();
  const { libraries, missing } = chooseLibraries(asked);
  for (const line of missing) console.error(line);
  if (libraries.length === 0) throw new UsageError('None of the libraries can run here.');
  if (!asked.asBuilt) {
    console.error('Building what is to be measured …');
    buildBackends(libraries);
  }
  if (asked.rows.some(({ quantity }) => quantity !== 'time')) await buildPrograms(libraries);
  const plan: Plan = { ...asked, libraries, effort: { ...fullEffort, rounds: asked.rounds } };
  console.log(`${machine()}\n`);
  const versions = new Map<string, string>();
  const { results, gaps } = await follow(plan, versions);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    command: ['pnpm bench cpu', ...args.map(shownArgument)].join(' '),
    versions: Object.fromEntries(versions),
    rows: results,
    gaps,
  };
}

/** Runs the plan, and shows how far it is and what is found. */
async function follow(plan: Plan, versions: Map<string, string>) {
  const progress = showProgress(process.stderr);
  const total = turnCount(plan);
  const results: Result[] = [];
  const gaps: Gap[] = [];
  let done = 0;
  let shown = '';
  const told = new Set<string>();
  const say = (title: string, line: string) => {
    progress.clear();
    console.log(title === shown ? line : `${title}\n${line}`);
    shown = title;
  };
  for await (const event of run(plan, versions)) {
    const { title } = event.row;
    if (event.kind === 'turn') progress.update(++done, total, `${title}, ${event.entry.library.name}`);
    else if (event.kind === 'result') {
      results.push(event.result);
      say(title, `  ${formatResult(event.result)}`);
    } else {
      const { library, threads, reason } = event.gap;
      gaps.push(event.gap);
      done += plan.effort.rounds;
      // A reason that holds for many rows is told once; the page has all.
      const line = `  ${library}, ${threads} thread${threads === 1 ? '' : 's'}: ${reason}`;
      if (reason !== NO_SUCH_OPERATION && !told.has(line)) say(title, line);
      told.add(line);
    }
  }
  progress.clear();
  return { results, gaps };
}

async function readReport(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--from: ${file} is no report: ${(error as Error).message}`);
  }
}

/** The page, and the chart that it shows, which lies beside it under the same name. */
async function writePage(file: string, report: Report): Promise<void> {
  const picture = file.replace(/(\.md)?$/, '.svg');
  await writeFile(picture, chart(report));
  await writeFile(file, page(report, picture));
}

/** An argument as it is shown in the report; where files lie on this machine is nobody's business. */
const shownArgument = (argument: string) => (path.isAbsolute(argument) ? path.basename(argument) : argument);
