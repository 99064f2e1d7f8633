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

/** The part of turbo's plan (`--dry=json`) and of its run summary that is read here. */
export interface TaskList {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly task: string;
    readonly directory: string;
    readonly command: string;
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

  const plan = spawnSync('turbo', ['run', ...tasks, '--dry=json'], { cwd: root, encoding: 'utf8' });
  if (plan.status !== 0) {
    console.log(plan.stderr);
    return undefined;
  }
  const options = ['--continue=dependencies-successful', '--concurrency=100%', '--output-logs=errors-only'];
  spawnSync('turbo', ['run', ...tasks, ...options, '--summarize'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [summary] = existsSync(summaries) ? readdirSync(summaries) : [];
  if (!summary) return undefined;
  return taskOutcomes(
    JSON.parse(plan.stdout),
    JSON.parse(readFileSync(path.join(summaries, summary), 'utf8')),
  );
}

/** The outcome of every planned task that has something to run; the summary leaves out those that never ran. */
export function taskOutcomes(plan: TaskList, summary: TaskList): TaskOutcome[] {
  const ran = new Map(summary.tasks.map((task) => [task.taskId, task]));
  return plan.tasks
    .filter(({ command }) => command !== '<NONEXISTENT>')
    .map(({ taskId, task, directory }) => {
      const exitCode = ran.get(taskId)?.execution?.exitCode;
      return {
        id: taskId,
        task,
        directory,
        result: typeof exitCode !== 'number' ? 'skipped' : exitCode === 0 ? 'succeeded' : 'failed',
        cached: ran.get(taskId)?.cache.status === 'HIT',
      };
    });
}
