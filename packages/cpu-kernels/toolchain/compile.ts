/**
 * @file Compiles translation units that need it, a few at a time, telling how it goes.
 *
 * A unit is compiled again when its command line, its source or any header that it read the last time changed. The
 * compiler itself writes which those are (`-MMD`), and what they held is remembered by digest: file times mean nothing
 * after a checkout or a restored cache.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

/** One source and the object that is made of it. */
export interface TranslationUnit {
  /** For the progress: `avx512 reduce/reduce.cpp`. */
  readonly label: string;
  readonly source: string;
  readonly object: string;
  readonly flags: readonly string[];
}

/** A compiler's command line, but for what a unit adds. */
export interface CompileCommand {
  readonly command: string;
  /** Runs a command line; by default as a process. */
  readonly run?: (command: string, args: readonly string[]) => Promise<{ ok: boolean; text: string }>;
  readonly flags: readonly string[];
  /** Goes into the digest beside the flags. */
  readonly version: string;
}

/** Compiles what changed. @returns the labels of the units that failed; the compiler's words have been printed. */
export async function compile(
  units: readonly TranslationUnit[],
  compiler: CompileCommand,
): Promise<string[]> {
  const digests = new Map<string, string>();
  const stale = units.filter((unit) => readStamp(unit) !== stampOf(unit, compiler, digests));
  const failed: string[] = [];
  let begun = 0;
  let done = 0;
  const worker = async () => {
    while (begun < stale.length) {
      const unit = stale[begun++];
      const started = performance.now();
      const output = await compileUnit(unit, compiler);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (output.ok) writeFileSync(`${unit.object}.stamp`, stampOf(unit, compiler, digests));
      else failed.push(unit.label);
      console.log(`  [${++done}/${stale.length}] ${unit.label} ${output.ok ? `${seconds} s` : 'FAILED'}`);
      if (output.text) console.error(output.text);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), stale.length) }, worker));
  return failed;
}

/** Makes the object and its list of headers under other names first: a second build may be running. */
async function compileUnit({ source, object, flags }: TranslationUnit, compiler: CompileCommand) {
  mkdirSync(path.dirname(object), { recursive: true });
  rmSync(`${object}.stamp`, { force: true });
  const fresh = `${object}.${process.pid}`;
  const output = ['-MMD', '-MF', `${fresh}.d`, '-c', source, '-o', fresh];
  const runCompiler = compiler.run ?? run;
  const result = await runCompiler(compiler.command, [...compiler.flags, ...flags, ...output]);
  if (result.ok) {
    renameSync(fresh, object);
    renameSync(`${fresh}.d`, `${object}.d`);
  } else {
    rmSync(fresh, { force: true });
    rmSync(`${fresh}.d`, { force: true });
  }
  return result;
}

/** Runs a command to its end, with all that it said. */
export function run(command: string, args: readonly string[]): Promise<{ ok: boolean; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', (error) => resolve({ ok: false, text: `${command}: ${error.message}` }));
    child.on('close', (status) => resolve({ ok: status === 0, text }));
  });
}

function readStamp({ object }: TranslationUnit): string {
  const stamp = `${object}.stamp`;
  return existsSync(object) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
}

/** A digest of all that the object is made from, as far as the last compilation tells. */
function stampOf(unit: TranslationUnit, compiler: CompileCommand, digests: Map<string, string>): string {
  const stamp = createHash('sha256');
  stamp.update(JSON.stringify([compiler.command, compiler.version, compiler.flags, unit.flags]));
  for (const file of [unit.source, ...headersOf(unit)]) {
    let digest = digests.get(file);
    if (digest === undefined) {
      digest = existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'none';
      digests.set(file, digest);
    }
    stamp.update(`${file} ${digest}\n`);
  }
  return stamp.digest('hex');
}

/** The headers in a file of make's rules: `object: source header \⏎ header`, spaces in names escaped. */
function headersOf({ object, source }: TranslationUnit): string[] {
  if (!existsSync(`${object}.d`)) return [];
  const rule = readFileSync(`${object}.d`, 'utf8').replace(/\\\r?\n/g, ' ');
  return rule
    .slice(rule.indexOf(': ') + 1)
    .split(/(?<!\\)\s+/)
    .map((file) => file.replaceAll('\\ ', ' '))
    .filter((file) => file !== '' && file !== source);
}
