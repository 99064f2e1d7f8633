/**
 * @file The arguments of `bench cpu`.
 */

import { parseArgs } from 'node:util';
import { type Row, rows } from './rows/rows.ts';

export const usage = `pnpm bench cpu [options]

Measures the CPU backends: every row of the table in docs/benchmarks.md, on one thread, and on two where it can matter.

  --peers             measure other libraries too, in the same run; installs them beside the benchmark the first time
  --python path       a Python whose torch, TensorFlow and NumPy are measured too
  --rows a,b          only these rows, by name or the first part of it ("matmul" is all products)
  --libraries a,b     only these libraries; "tenon-reference" is measured only if named here
  --threads n         threads of the rows that are measured on several (default: 2; 1 leaves them out)
  --rounds n          how often each library takes its turn in a row (default: 5)
  --as-built          measure what was built last; without it the backends are built first
  --json file         write the results as JSON
  --markdown file     write the results as a page, and a chart beside it
  --from file         measure nothing, and take the results that --json wrote
  --help              this text`;

export interface CpuArguments {
  readonly peers: boolean;
  readonly python: string | undefined;
  readonly rows: readonly Row[];
  readonly libraries: readonly string[] | undefined;
  readonly threads: number;
  readonly rounds: number;
  readonly asBuilt: boolean;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  readonly from: string | undefined;
}

/** A command line that makes no sense. */
export class UsageError extends Error {}

/**
 * Reads the arguments; undefined where help is asked for.
 * @throws UsageError saying what is wrong, and what there is.
 */
export function readArguments(args: readonly string[]): CpuArguments | undefined {
  const {
    help,
    rows: names,
    libraries,
    threads,
    rounds,
    peers = false,
    'as-built': asBuilt = false,
    ...rest
  } = parse(args);
  if (help) return undefined;
  const { python, json, markdown, from } = rest;
  return {
    peers,
    asBuilt,
    python,
    json,
    markdown,
    from,
    rows: names === undefined ? rows : chooseRows(listed(names)),
    libraries: libraries === undefined ? undefined : listed(libraries),
    threads: count('--threads', threads, 2),
    rounds: count('--rounds', rounds, 5),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        peers: flag,
        python: text,
        rows: text,
        libraries: text,
        threads: text,
        rounds: text,
        'as-built': flag,
        json: text,
        markdown: text,
        from: text,
        help: { ...flag, short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const listed = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function count(option: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`${option}: '${text}' is not a whole number above 0.`);
}

/** The rows of these names, or whose names begin with these words; in the table's order. */
function chooseRows(names: readonly string[]): readonly Row[] {
  const chosen = new Set(names.flatMap(rowsNamed));
  return rows.filter((row) => chosen.has(row));
}

function rowsNamed(name: string): readonly Row[] {
  const exact = rows.filter((row) => row.name === name);
  if (exact.length > 0) return exact;
  const matching = rows.filter((row) => row.name.startsWith(`${name}-`));
  if (matching.length > 0) return matching;
  throw new UsageError(
    `--rows: there is no row '${name}'. There are: ${rows.map((row) => row.name).join(', ')}.`,
  );
}
