import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TenonError } from '@tenon/core/backend';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAddon } from './load.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenon-load-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The message of what loading these bytes throws. */
function failureOf(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, `${name}.node`);
  writeFileSync(file, bytes);
  try {
    loadAddon({ file });
  } catch (error) {
    expect(error).toBeInstanceOf(TenonError);
    return (error as TenonError).message;
  }
  throw new Error('It was loaded.');
}

test('a platform that has no addon is told what to build or to install, and the alternative', () => {
  const load = () => loadAddon({ platform: 'plan9', architecture: 'mips', file: undefined });
  expect(load).toThrow(TenonError);
  expect(load).toThrow(/for plan9-mips are missing\. .*C\+\+20 compiler.*@tenon\/backend-cpu-wasm/);
});

test.runIf(process.platform === 'linux')("another processor's binary is called that", () => {
  // An ELF header for a 64-bit big-endian machine, IBM's z/Architecture.
  const header = new Uint8Array(4096);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 2, 1]);
  header.set([0, 3, 0, 22, 0, 0, 0, 1], 16);
  expect(failureOf('s390x', header)).toMatch(
    /cannot be loaded on .*: the file is for another platform, or damaged/,
  );
});

test.runIf(process.platform === 'linux')("another system's binary is called that", () => {
  // Mach-O, 64 bits, as macOS has it.
  const header = new Uint8Array(4096);
  header.set([0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1]);
  expect(failureOf('macho', header)).toMatch(/the file is for another platform, or damaged/);
});

test.runIf(process.platform === 'linux')('a binary that was cut off is called damaged', () => {
  expect(failureOf('short', new Uint8Array([0x7f, 0x45, 0x4c, 0x46]))).toMatch(/the file is damaged/);
  expect(failureOf('empty', new Uint8Array())).toMatch(/the file is damaged/);
});
