/** @file Runs the tasks that turbo caches and reads from its run summary how each of them went. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** How one task of one package went. */
export interface TaskOutcome {
  /** For example `@tenon/core#build`. */
  readonly id: string;
  readonly task: string;
  /** The package's folder, relative to the repository's root. */
  readonly directory: string;
  /** `skipped`: a task that it depends on failed. */
  readonly result: 'succeeded' | 'failed' | 'skipped';
  readonly cached: boolean;
}

/** The part of turbo's run summary that is read here. */
export interface RunSummary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly task: string;
    readonly directory: string;
    readonly cache: { readonly status: string };
    readonly execution?: { readonly exitCode: number | null } | null;
  }[];
}

/**
 * Runs the tasks in every package that has them, all that can be run whatever fails.
 *
 * @returns how each went, or `undefined` if turbo itself did not get as far as running them.
 */
export function runTasks(root: string, tasks: readonly string[]): TaskOutcome[] | undefined {
  const summaries = path.join(root, '.turbo/runs');
  rmSync(summaries, { recursive: true, force: true });
  spawnSync(
    'turbo',
    [
      'run',
      ...tasks,
      '--continue=dependencies-successful',
      '--summarize',
      '--output-logs=errors-only',
      '--concurrency=100%',
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [summary] = existsSync(summaries) ? readdirSync(summaries) : [];
  if (!summary) return undefined;
  return taskOutcomes(JSON.parse(readFileSync(path.join(summaries, summary), 'utf8')));
}

export function taskOutcomes({ tasks }: RunSummary): TaskOutcome[] {
  return tasks.map(({ taskId, task, directory, cache, execution }) => ({
    id: taskId,
    task,
    directory,
    result:
      typeof execution?.exitCode !== 'number' ? 'skipped' : execution.exitCode === 0 ? 'succeeded' : 'failed',
    cached: cache.status === 'HIT',
  }));
}
