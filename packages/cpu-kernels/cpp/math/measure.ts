/**
 * @file Compiles and runs the trials of these headers, `cpp/test/math_*.cpp`; as a program, writes README.md's table.
 *
 * `node --conditions=@tenon/source packages/cpu-kernels/cpp/math/measure.ts`
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../toolchain/compile.ts';
import { findCompiler, instructionSetsOfThisMachine } from '../../toolchain/native-compiler.ts';

const cpp = path.resolve(import.meta.dirname, '..');

/** As the library is compiled, but for -O3, which takes longer and changes no result. */
const flags = [
  ...['-std=c++20', '-O2', '-fwrapv', '-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math'],
  ...['-Wall', '-Wextra', '-Werror', '-Wno-psabi', '-Wno-unknown-warning-option'],
  ...['-Wno-uninitialized', '-Wno-maybe-uninitialized', `-I${cpp}`],
];

/** The status with which a trial says that this processor lacks the instruction set. */
const LACKING = 77;

export interface Trial {
  readonly instructionSet: string;
  /** `skipped` where the processor lacks the instruction set. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly output: string;
}

/** What there is to try, or why there is nothing. */
export function trialsOfThisMachine(): readonly string[] | string {
  const sets = instructionSetsOfThisMachine();
  if (typeof sets === 'string') return sets;
  return findCompiler() ? sets.map(({ name }) => name) : 'there is no C++ compiler';
}

/** Compiles `cpp/test/<program>.cpp` for an instruction set and runs it. */
export async function tryProgram(
  program: string,
  instructionSet: string,
  args: readonly string[] = [],
): Promise<Trial> {
  const compiler = findCompiler();
  const sets = instructionSetsOfThisMachine();
  const set = typeof sets === 'string' ? undefined : sets.find(({ name }) => name === instructionSet);
  if (!compiler || !set) throw new Error(`${instructionSet} cannot be compiled for on this machine.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'tenon-math-'));
  try {
    const binary = path.join(folder, program);
    const compiled = await run(compiler.command, [
      ...compiler.leadingFlags,
      ...flags,
      ...set.flags,
      `-DTENON_ISA=${instructionSet}`,
      ...[path.join(cpp, 'test', `${program}.cpp`), '-o', binary],
    ]);
    if (!compiled.ok) return { instructionSet, outcome: 'failed', output: compiled.text };
    return { instructionSet, ...(await start(binary, args)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(binary: string, args: readonly string[]): Promise<Omit<Trial, 'instructionSet'>> {
  return new Promise((resolve, reject) => {
    execFile(binary, args, { encoding: 'utf8' }, (error, output) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ outcome: !error ? 'passed' : error.code === LACKING ? 'skipped' : 'failed', output });
    });
  });
}

/** The table of README.md: the greatest errors found, and where. */
async function measuredTable(instructionSets: readonly string[]): Promise<string> {
  const columns: { name: string; rows: Map<string, string> }[] = [];
  for (const name of instructionSets) {
    const { outcome, output } = await tryProgram('math_error', name, ['--rows']);
    if (outcome === 'skipped') continue;
    const rows = output
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    columns.push({
      name,
      rows: new Map(rows.map(([f, type, ulp, ...at]) => [`${f} | ${type}`, `${ulp} at ${at.join(' ')}`])),
    });
  }
  const [first] = columns;
  return [
    `| function | type | ${columns.map(({ name }) => name).join(' | ')} |`,
    `| --- | --- | ${columns.map(() => '---').join(' | ')} |`,
    ...[...first.rows.keys()].map(
      (key) => `| ${key} | ${columns.map(({ rows }) => rows.get(key)).join(' | ')} |`,
    ),
  ].join('\n');
}

if (import.meta.main) {
  const instructionSets = trialsOfThisMachine();
  if (typeof instructionSets === 'string') throw new Error(instructionSets);
  const readme = path.join(import.meta.dirname, 'README.md');
  const [before, after] = readFileSync(readme, 'utf8').split(/<!-- table -->[\s\S]*<!-- end of table -->/);
  const table = await measuredTable(instructionSets);
  writeFileSync(readme, `${before}<!-- table -->\n\n${table}\n\n<!-- end of table -->${after}`);
}
