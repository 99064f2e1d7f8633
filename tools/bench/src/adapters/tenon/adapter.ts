/**
 * @file Tenon's adapter, on any of its CPU backends.
 */

import { createRequire } from 'node:module';
import * as tn from '@tenon/core';
import type { Backend } from '@tenon/core/backend';
import type { OpenAdapter } from '../../cpu/library/adapter.ts';
import { opWorkloads } from './op-workloads.ts';
import { trainingWorkloads } from './training-workloads.ts';

type Factory = (options: { readonly threads?: number }) => Backend | Promise<Backend>;

/** The backends by the name of their variant. Each is loaded only if it is asked for. */
const factories: Readonly<Record<string, () => Promise<Factory>>> = {
  reference: () => exported('@tenon/backend-reference', 'reference'),
  'cpu-wasm': () => exported('@tenon/backend-cpu-wasm', 'cpuWasm'),
  'node-native': () => exported('@tenon/backend-node-native', 'nodeNative'),
};

async function exported(packageName: string, factory: string): Promise<Factory> {
  const found: Readonly<Record<string, unknown>> = await import(packageName);
  // The packages' documented factories, which cannot be imported statically since each may be missing.
  return found[factory] as Factory;
}

export const open: OpenAdapter = async (threads, variant) => {
  const factory = await factories[variant]();
  // Plain TypeScript has one thread, and no option for more.
  const backend = await factory(variant === 'reference' ? {} : { threads });
  await tn.use(backend);
  const { version }: { version: string } = createRequire(import.meta.url)('@tenon/core/package.json');
  return { version, prepare: { ...opWorkloads(backend), ...trainingWorkloads(backend) } };
};
