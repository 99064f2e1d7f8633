import { spawn } from 'node:child_process';
import { freemem } from 'node:os';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { FailedPreconditionError, InvalidArgumentError } from '@tenon/core/backend';
import { afterEach, describe, expect, test } from 'vitest';
import type { Addon } from './addon/addon.ts';
import { addonFile, loadAddon } from './addon/load.ts';
import { NodeNativeHost } from './host.ts';

const isBuilt = addonFile() !== undefined;
const addon: Addon = isBuilt ? loadAddon() : { instructionSets: [], maxThreads: 0, open: () => null };
const opened: NodeNativeHost[] = [];
afterEach(() => {
  for (const host of opened.splice(0)) host.dispose();
});

function open(threads = 2, instructionSet?: string): NodeNativeHost {
  const host = new NodeNativeHost(addon, { threads, instructionSet });
  opened.push(host);
  return host;
}

/** Bytes that differ from place to place. */
function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 7) ^ (i >> 8);
  return bytes;
}

describe.skipIf(!isBuilt)('memory (skipped where no compiler built the addon)', () => {
  test.each([1, 64, 4096, 2 ** 21, 2 ** 25 + 1])(
    'of %i bytes is aligned and keeps what is written',
    (size) => {
      const host = open();
      const address = host.reserve(size);
      expect(address % 64).toBe(0);
      const bytes = pattern(size);
      host.write(address, bytes);
      // Compared as text of bytes: vitest takes seconds for long arrays.
      expect(Buffer.compare(host.read(address, size), bytes)).toBe(0);
      host.release(address, size);
    },
  );

  test('what is read belongs to the caller', () => {
    const host = open();
    const address = host.reserve(8);
    host.write(address, new Uint8Array(8).fill(1));
    const first = host.read(address, 8);
    host.write(address, new Uint8Array(8).fill(2));
    expect([...first]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('that nobody has is refused by 0, and the rest stays as it is', () => {
    const host = open();
    const address = host.reserve(16);
    host.write(address, pattern(16));
    for (const size of [2 ** 50, Number.MAX_SAFE_INTEGER, 1e18]) expect(host.reserve(size)).toBe(0);
    expect(host.read(address, 16)).toEqual(pattern(16));
  });

  const needed = 2 ** 31 + 8192;
  test.skipIf(freemem() < 5 * 2 ** 30)(
    `beyond 2 GiB is written and read (skipped where less than 5 GiB are free)`,
    () => {
      const host = open();
      const address = host.reserve(needed);
      expect(address).not.toBe(0);
      const end = pattern(5000);
      host.write(address + needed - end.length, end);
      const all = host.read(address, needed);
      expect(all.length).toBe(needed);
      expect(Buffer.compare(all.subarray(needed - end.length), end)).toBe(0);
      all.fill(9, 0, 3);
      host.write(address, all);
      expect([...host.read(address, 4)]).toEqual([9, 9, 9, 0]);
    },
    60_000,
  );
});

describe.skipIf(!isBuilt)('instruction sets', () => {
  const available = addon.instructionSets.filter((set) => set.available).map(({ name }) => name);

  test('the best that the processor has is chosen', () => {
    expect(open().instructionSet).toBe(available[0]);
  });

  test.each(available)('%s can be asked for', (name) => {
    expect(open(1, name).instructionSet).toBe(name);
  });

  test('one that is not here is refused, with those that are', () => {
    expect(() => open(1, 'altivec')).toThrow(InvalidArgumentError);
    expect(() => open(1, 'altivec')).toThrow(`(${available.join(', ')}), but is "altivec"`);
  });
});

describe.skipIf(!isBuilt)('hosts', () => {
  test('do not share memory or commands', () => {
    const [first, second] = [open(), open()];
    first.commands[0] = 0;
    second.commands[0] = 0;
    expect([first.run(), second.run()]).toEqual([0, 0]);
    const address = first.reserve(2 ** 22);
    second.dispose();
    first.write(address, pattern(100));
    expect(first.read(address, 100)).toEqual(pattern(100));
  });

  test('that were disposed of refuse, and can be disposed of again', () => {
    const host = open();
    const address = host.reserve(64);
    host.dispose();
    host.dispose();
    expect(() => host.reserve(64)).toThrow(FailedPreconditionError);
    expect(() => host.write(address, pattern(4))).toThrow(FailedPreconditionError);
    expect(() => host.read(address, 4)).toThrow(FailedPreconditionError);
    host.commands[0] = 0;
    expect(host.run()).not.toBe(0);
    host.release(address, 64);
  });

  test('that were forgotten are collected with their threads', { timeout: 30_000 }, async () => {
    const { stdout, code } = await runProgram(`
      import { readdirSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      const tasks = () => process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0;
      const before = tasks();
      for (let i = 0; i < 5; i++) open(3);
      const during = tasks();
      for (let i = 0; i < 20 && tasks() > before; i++) { gc(); await setTimeout(10); }
      console.log(during - before, tasks() - before);
    `);
    expect(code).toBe(0);
    expect(stdout.trim()).toBe(process.platform === 'linux' ? '10 0' : '0 0');
  });

  test('do not keep a process from ending, disposed of or not', async () => {
    expect((await runProgram('open(3);')).code).toBe(0);
    expect((await runProgram('open(3).dispose();')).code).toBe(0);
  });

  test('each of several JavaScript threads has its own, and may end without a word', async () => {
    const program = `
      const { parentPort, workerData } = require('node:worker_threads');
      const host = require(workerData).open(0, 2, 0, 16, 4096);
      new Float64Array(host.commands)[0] = 0;
      host.reserve(2 ** 22);
      let sum = 0;
      for (let i = 0; i < 10000; i++) sum += host.run();
      parentPort.postMessage(sum);`;
    const host = open();
    host.commands[0] = 0;
    const sums = await Promise.all(
      Array.from({ length: 3 }, () => {
        const worker = new Worker(program, { eval: true, workerData: addonFile() });
        return new Promise((resolve, reject) => {
          worker.on('message', resolve);
          worker.on('error', reject);
        });
      }),
    );
    expect(sums).toEqual([0, 0, 0]);
    expect(host.run()).toBe(0);
  });
});

/** Runs a program that has `open` in a process of its own, to its end. */
async function runProgram(program: string): Promise<{ code: number | null; stdout: string }> {
  const prelude = `
    import { loadAddon } from '${new URL('./addon/load.ts', import.meta.url)}';
    import { NodeNativeHost } from '${new URL('./host.ts', import.meta.url)}';
    const open = (threads) => new NodeNativeHost(loadAddon(), { threads, instructionSet: undefined });`;
  const flags = ['--expose-gc', '--conditions=@tenon/source', '--input-type=module'];
  const child = spawn(process.execPath, [...flags, '--eval', prelude + program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [stdout, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('exit', resolve)),
  ]);
  return { code, stdout };
}
