/** @file Runs the examples: those in the docstrings and in the guides are tests, one each. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cpuWasm } from '@tenon/backend-cpu-wasm';
import * as tn from '@tenon/core';
import { registeredDevices, unregisterBackend } from '@tenon/core/backend';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { writeExamples } from './write-examples.ts';

const examples = writeExamples();

beforeAll(async () => {
  await tn.use(cpuWasm());
});

// Examples of backends register one; those that follow run on the same as those before.
afterEach(() => {
  for (const { backend } of registeredDevices().slice(1)) unregisterBackend(backend);
});

test.each(examples)('$path:$line $symbol', async ({ module }) => {
  await import(module);
});

test('every package with examples is a dependency of this one, so that a change to it runs them again', () => {
  const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  const inPackages = examples.filter((example) => example.path.startsWith('packages/'));
  const folders = new Set(inPackages.map((example) => example.path.split('/')[1]));
  const known = Object.keys(manifest.dependencies);
  expect([...folders].filter((folder) => !known.includes(`@tenon/${folder}`))).toEqual([]);
});
