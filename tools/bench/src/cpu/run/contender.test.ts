import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { bareNode } from '../library/libraries.ts';
import type { Command } from '../library/library.ts';
import { benchFolder } from '../library/places.ts';
import type { Workload } from '../rows/workload.ts';
import { Contender } from './contender.ts';

const started: Contender[] = [];
const start = (command: Command) => {
  const contender = new Contender(command);
  started.push(contender);
  return contender;
};
afterEach(() => started.splice(0).forEach((contender) => void contender.end()));

const node = (...args: string[]): Command => ({ command: process.execPath, args, cwd: benchFolder, env: {} });
const matmul: Workload = { kind: 'matmul', a: [2, 2], b: [2, 2], dtype: 'float32' };

test('a process prepares, measures, releases and tells its memory', async () => {
  const contender = start(bareNode.command(1));
  expect(await contender.ask({ do: 'load' })).toEqual({ version: process.version });
  expect(await contender.ask({ do: 'prepare', workload: matmul, warmUpMs: 1 })).toEqual({ supported: true });
  const { samples } = await contender.ask({ do: 'measure', forMs: 0, calls: 1 });
  expect(samples.length).toBeGreaterThan(0);
  expect(await contender.ask({ do: 'release' })).toEqual({});
  expect((await contender.ask({ do: 'memory' })).peakMb).toBeGreaterThan(1);
});

test('what a library cannot do is told, and so is what went wrong', async () => {
  const contender = start(bareNode.command(1));
  await contender.ask({ do: 'load' });
  const workload: Workload = { kind: 'sort', length: 2 };
  expect(await contender.ask({ do: 'prepare', workload, warmUpMs: 1 })).toEqual({ supported: false });
  await expect(contender.ask({ do: 'measure', forMs: 0, calls: 1 })).rejects.toThrow('Nothing is prepared');
  expect(contender.isRunning).toBe(true);
});

test('a process that dies says why', async () => {
  const worker = path.join(benchFolder, 'src/cpu/run/worker.ts');
  const lost = start(node('--conditions=@tenon/source', worker, '/no/such/adapter.ts', '1', ''));
  await expect(lost.ask({ do: 'load' })).rejects.toThrow('/no/such/adapter.ts');
  const dead = start(node('-e', 'throw new RangeError("worn out")'));
  await expect(dead.ask({ do: 'load' })).rejects.toThrow(
    'the process ended (status 1): RangeError: worn out',
  );
});

test('a command that does not exist is named', async () => {
  const contender = start({ command: '/no/such/python', args: [], cwd: benchFolder, env: {} });
  await expect(contender.ask({ do: 'load' })).rejects.toThrow('/no/such/python');
});
