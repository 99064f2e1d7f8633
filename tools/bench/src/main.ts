/**
 * @file Runs benchmarks: `pnpm bench dispatch`; without a name it lists them.
 */

import { type Benchmark, formatMeasurement, machine } from './benchmark.ts';
import { dispatch } from './dispatch.ts';

const benchmarks: readonly Benchmark[] = [dispatch];

function list(): void {
  console.log('Usage: pnpm bench NAME…\n');
  for (const { name, description } of benchmarks) console.log(`  ${name.padEnd(12)} ${description}`);
}

async function show({ name, description, run }: Benchmark): Promise<void> {
  console.log(`${name}: ${description}\n${machine()}\n`);
  const width = 32;
  console.log(`${''.padEnd(width)} ${'median'.padStart(9)} ${'fastest ⅒'.padStart(9)}`);
  for await (const measurement of run()) console.log(formatMeasurement(measurement, width));
  console.log();
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown !== undefined) {
  console.error(`There is no benchmark '${unknown}'.\n`);
  list();
  process.exitCode = 2;
} else if (names.length === 0) list();
else for (const benchmark of benchmarks) if (names.includes(benchmark.name)) await show(benchmark);
