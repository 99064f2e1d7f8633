import { expect, test } from 'vitest';
import { taskOutcomes } from './turbo-tasks.ts';

const build = {
  taskId: 'a#build',
  task: 'build',
  directory: 'a',
  command: 'tsup',
  cache: { status: 'MISS' },
};

const outcomeOf = (execution: { exitCode: number | null } | undefined, status = 'MISS') =>
  taskOutcomes({ tasks: [build] }, { tasks: [{ ...build, cache: { status }, execution }] })[0];

test('a task succeeded only if its exit status is known to be 0', () => {
  expect(outcomeOf({ exitCode: 0 })).toMatchObject({ result: 'succeeded', cached: false });
  expect(outcomeOf({ exitCode: 1 })).toMatchObject({ result: 'failed' });
});

test('a task that never ran was skipped', () => {
  expect(outcomeOf(undefined)).toMatchObject({ result: 'skipped' });
  expect(outcomeOf({ exitCode: null })).toMatchObject({ result: 'skipped' });
});

test('a restored task says so', () => {
  expect(outcomeOf({ exitCode: 0 }, 'HIT')).toMatchObject({ cached: true });
});

test('a planned task that the summary leaves out was skipped', () => {
  expect(taskOutcomes({ tasks: [build] }, { tasks: [] })).toMatchObject([
    { id: 'a#build', result: 'skipped' },
  ]);
});

test('a task for which a package has no script is none of its tasks', () => {
  expect(taskOutcomes({ tasks: [{ ...build, command: '<NONEXISTENT>' }] }, { tasks: [] })).toEqual([]);
});
