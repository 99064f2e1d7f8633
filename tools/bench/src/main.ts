/**
 * @file Runs benchmarks: `pnpm bench dispatch`, `pnpm bench cpu …`; without a name it lists them.
 */

import { type Benchmark, formatMeasurement, machine } from './benchmark.ts';
import { cpuCommand } from './cpu/command.ts';
import { dispatch } from './dispatch.ts';

/** Benchmarks of one column, run by name. */
const benchmarks: readonly Benchmark[] = [dispatch];

/** Benchmarks with options of their own, which follow the name. */
const commands: Readonly<
  Record<string, { description: string; run(args: readonly string[]): Promise<number> }>
> = {
  cpu: {
    description: 'the CPU backends beside other libraries; see `pnpm bench cpu --help`',
    run: cpuCommand,
  },
};

function list(): void {
  console.log('Usage: pnpm bench NAME…\n');
  const all = [...benchmarks, ...Object.entries(commands).map(([name, command]) => ({ name, ...command }))];
  for (const { name, description } of all) console.log(`  ${name.padEnd(12)} ${description}`);
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
if (Object.hasOwn(commands, names[0] ?? '')) process.exitCode = await commands[names[0]].run(names.slice(1));
else if (unknown !== undefined) {
  console.error(`There is no benchmark '${unknown}'.\n`);
  list();
  process.exitCode = 2;
} else if (names.length === 0) list();
else for (const benchmark of benchmarks) if (names.includes(benchmark.name)) await show(benchmark);
