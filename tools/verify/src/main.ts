/**
 * @file `npm test`: every check there is, whatever fails on the way, and one line at the end that adds
 * them up. A unit test counts as one, and so does every other check of a package or of the repository.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { readSourceFiles, structureChecks } from '@tenon/structure';
import { type Counts, failed, passed, skipped, sum, summaryLine } from './report.ts';
import { runTasks, type TaskOutcome } from './turbo-tasks.ts';
import { unitTestCounts } from './unit-tests.ts';
import { workspaceFolders } from './workspace.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const unitTests = 'test:unit';
const reportOf = (directory: string) => path.join(root, directory, '.reports/vitest.json');

function lint(): Counts {
  console.log('lint and format');
  const { status } = spawnSync('biome', ['check', '--error-on-warnings', '.'], {
    cwd: root,
    stdio: 'inherit',
  });
  return verdict('biome check', status === 0);
}

function structure(): Counts {
  console.log('structure');
  const files = readSourceFiles(root);
  return sum(
    structureChecks.map(({ name, problems }) => {
      const found = problems(files);
      for (const problem of found) console.log(problem.replace(/^/gm, '    '));
      return verdict(name, found.length === 0);
    }),
  );
}

/**
 * Compiles the CPU kernels, which takes minutes in a fresh checkout, and shows how far it is. What fails here fails again,
 * and is counted, among the tasks of the packages, which find the rest done.
 */
function compileKernels(): void {
  console.log('CPU kernels');
  spawnSync('turbo', ['run', 'build:native', 'build:wasm', '--output-logs=new-only', '--log-prefix=none'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function packages(): Counts {
  console.log('build, types, tests and packaging');
  // A report must come from this run, be it from vitest or from turbo's cache.
  for (const folder of workspaceFolders(root)) rmSync(reportOf(folder), { force: true });
  const outcomes = runTasks(root, ['build', 'typecheck', 'typecheck:root', unitTests, 'publint', 'attw']);
  if (!outcomes) return verdict('turbo run', false);
  return sum(outcomes.map(countTask));
}

function countTask({ id, task, directory, result, cached }: TaskOutcome): Counts {
  const name = `${id}${cached ? ' (cached)' : ''}`;
  if (result === 'skipped') {
    console.log(`  - ${name}: not run, since a task it depends on failed`);
    return skipped;
  }
  if (task !== unitTests) return verdict(name, result === 'succeeded');
  const counts = unitTestCounts(reportOf(directory), result === 'succeeded');
  console.log(`  ${counts.failed === 0 ? '✓' : '✗'} ${name}: ${summaryLine(counts)}`);
  return counts;
}

function verdict(name: string, ok: boolean): Counts {
  console.log(`  ${ok ? '✓' : '✗'} ${name}`);
  return ok ? passed : failed;
}

const repository = [lint(), structure()];
compileKernels();
const total = sum([...repository, packages()]);
if (total.failed > 0) process.exitCode = 1;
console.log(summaryLine(total));
