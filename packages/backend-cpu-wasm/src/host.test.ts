import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { FailedPreconditionError } from '@tenon/core/backend';
import { statusNumber } from '@tenon/cpu-kernels';
import { afterEach, describe, expect, test } from 'vitest';
import { WasmHost } from './host.ts';

const opened: WasmHost[] = [];
afterEach(() => {
  for (const host of opened.splice(0)) host.dispose();
});

function open(threads = 1): WasmHost {
  const host = new WasmHost({ threads, allowRelaxed: true });
  opened.push(host);
  return host;
}

/** Bytes that differ from place to place. */
function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 7) ^ (i >> 8);
  return bytes;
}

describe('memory', () => {
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

  test('what is read belongs to the caller, and is not shared between threads', () => {
    const host = open();
    const address = host.reserve(8);
    host.write(address, new Uint8Array(8).fill(1));
    const first = host.read(address, 8);
    host.write(address, new Uint8Array(8).fill(2));
    expect([...first]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(first.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test('stays where it is when there is more of it', () => {
    const host = open();
    const address = host.reserve(1000);
    host.write(address, pattern(1000));
    const { commands } = host;
    for (let i = 0; i < 8; i++) expect(host.reserve(2 ** 24)).not.toBe(0);
    expect(host.read(address, 1000)).toEqual(pattern(1000));
    commands[0] = 0;
    expect(host.run()).toBe(0);
  });

  test('that is released serves again', () => {
    const host = open();
    const address = host.reserve(2 ** 20);
    host.reserve(64);
    host.release(address, 2 ** 20);
    expect(host.reserve(2 ** 20)).toBe(address);
  });

  test('that nobody has is refused by 0, and the rest stays as it is', () => {
    const host = open();
    const address = host.reserve(16);
    host.write(address, pattern(16));
    for (const size of [2 ** 32, 2 ** 50, Number.MAX_SAFE_INTEGER]) expect(host.reserve(size)).toBe(0);
    expect(host.read(address, 16)).toEqual(pattern(16));
  });

  test('beyond 2 GiB, where addresses have their sign bit set, is written and read', () => {
    const host = open();
    // Nothing touches these pages, so the system does not have to have them.
    expect(host.reserve(2 ** 31)).not.toBe(0);
    const address = host.reserve(5000);
    expect(address).toBeGreaterThan(2 ** 31);
    host.write(address, pattern(5000));
    expect(host.read(address, 5000)).toEqual(pattern(5000));
  });
});

describe('threads', () => {
  test('come by themselves, and are waited for by nobody', async () => {
    const host = open(3);
    host.commands[0] = 0;
    expect(host.run()).toBe(0);
    await expect.poll(() => host.threads, { timeout: 10_000 }).toBe(3);
    expect(host.run()).toBe(0);
  });
});

describe('hosts', () => {
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
    const host = open(2);
    const address = host.reserve(64);
    host.dispose();
    host.dispose();
    expect(() => host.reserve(64)).toThrow(FailedPreconditionError);
    expect(() => host.write(address, pattern(4))).toThrow(FailedPreconditionError);
    expect(() => host.read(address, 4)).toThrow(FailedPreconditionError);
    expect(() => host.run()).toThrow(FailedPreconditionError);
    host.release(address, 64);
  });

  test('do not keep a process from ending, disposed of or not, before their threads have come or after', async () => {
    const arrived = 'while (host.threads < 3) await new Promise((resolve) => setTimeout(resolve, 5));';
    const programs = ['', 'host.dispose();', arrived, `${arrived} host.dispose();`];
    expect(await Promise.all(programs.map(runProgram))).toEqual(
      programs.map(() => ({ code: 0, stdout: 'end\n' })),
    );
  }, 60_000);

  test('that meet a command which does not exist say that they failed, and go on', () => {
    const host = open();
    host.commands[0] = 1e6;
    expect(host.run()).toBe(statusNumber.threadFailed);
    host.commands[0] = 0;
    expect(host.run()).toBe(0);
  });
});

/** Runs a program that has a host in a process of its own, to its end. */
async function runProgram(program: string): Promise<{ code: number | null; stdout: string }> {
  const prelude = `
    import { WasmHost } from '${new URL('./host.ts', import.meta.url)}';
    const host = new WasmHost({ threads: 3, allowRelaxed: true });\n`;
  const flags = ['--conditions=@tenon/source', '--input-type=module'];
  const child = spawn(process.execPath, [...flags, '--eval', `${prelude}${program}\nconsole.log('end');`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [stdout, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('exit', resolve)),
  ]);
  return { code, stdout };
}
