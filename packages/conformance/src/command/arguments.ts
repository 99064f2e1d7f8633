/**
 * @file The arguments of the command line.
 */

import { parseArgs } from 'node:util';
import { type DType, isDType, TenonError } from '@tenon/core';
import type { Level } from '../checks/check-result.ts';
import { allLevels } from '../run.ts';

/** How the command is used. */
export const usage = `tenon-conformance <package> [options]

What can a Tenon backend be trusted with? Runs the conformance kit over the backend that a package exports: its export
named "conformance", else the first exported function that returns a backend.

  --levels 0-3     the levels to run: 0 storage, 1 kernels, 2 ops, 3 gradients (default: all; "2", "0-1", "1,3")
  --op name        only this op, kernel or behaviour
  --dtype name     only this dtype
  --json file      write the report as JSON
  --html file      write the report as a page of its own
  --help           this text

Exits with 0 if everything passed that the backend declares, 1 if something failed, 2 if the kit could not run.`;

/** What the command was asked to do. */
export interface CommandArguments {
  readonly packageName: string;
  readonly levels: readonly Level[];
  readonly op: string | undefined;
  readonly dtype: DType | undefined;
  readonly json: string | undefined;
  readonly html: string | undefined;
}

/** A command line that makes no sense. */
export class UsageError extends TenonError {}

/**
 * Reads the arguments; undefined where help is asked for.
 * @throws UsageError saying what is wrong.
 */
export function readArguments(args: readonly string[]): CommandArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [packageName, ...surplus] = positionals;
  if (packageName === undefined)
    throw new UsageError('Which package? Name the one that exports the backend.');
  if (surplus.length > 0) throw new UsageError(`One package at a time; what is '${surplus.join(' ')}'?`);
  const { op, dtype, json, html } = values;
  if (dtype !== undefined && !isDType(dtype)) throw new UsageError(`--dtype: '${dtype}' is no dtype.`);
  return { packageName, levels: readLevels(values.levels), op, dtype, json, html };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        levels: { type: 'string' },
        op: { type: 'string' },
        dtype: { type: 'string' },
        json: { type: 'string' },
        html: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Levels from "2", "0-1" or "1,3". */
function readLevels(text: string | undefined): readonly Level[] {
  if (text === undefined) return allLevels;
  const levels = text.split(',').flatMap((part) => {
    const range = /^([0-3])(?:-([0-3]))?$/.exec(part.trim());
    if (!range) throw new UsageError(`--levels: '${text}' is not a list of levels from 0 to 3.`);
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    return allLevels.filter((level) => level >= first && level <= last);
  });
  return [...new Set(levels)];
}
