/**
 * @file Runs `cpp/test/pool.cpp`, the trial of the thread pool, under ThreadSanitizer where the compiler has it.
 */

import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findCompiler } from '../../toolchain/native-compiler.ts';

const cpp = path.resolve(import.meta.dirname, '../../cpp');
const folder = mkdtempSync(path.join(tmpdir(), 'tenon-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compiler = process.platform === 'win32' ? undefined : findCompiler();

test.skipIf(!compiler)(
  'the pool runs every iteration once, survives failures and ends (skipped where there is no C++ compiler)',
  () => {
    if (!compiler) return;
    const program = path.join(folder, 'pool');
    const sources = ['test/pool.cpp', ...globSync('parallel/*.cpp', { cwd: cpp })];
    const compile = (sanitizer: readonly string[]) =>
      spawnSync(
        compiler.command,
        [
          ...compiler.leadingFlags,
          ...['-std=c++20', '-O1', '-g', '-pthread', `-I${cpp}`, ...sanitizer],
          ...sources.map((source) => path.join(cpp, source)),
          ...['-o', program],
        ],
        { encoding: 'utf8' },
      );
    let compiled = compile(['-fsanitize=thread']);
    if (compiled.status !== 0) compiled = compile([]);
    expect(compiled.stderr).toBe('');
    const { status, stderr } = spawnSync(program, { encoding: 'utf8', timeout: 60_000 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  },
  90_000,
);
