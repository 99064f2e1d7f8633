/**
 * @file The libraries that can be measured.
 *
 * Thread counts above one are where a library has them in this setting: TensorFlow.js has threads in browsers only,
 * and so has jax-js, whose workers are the browser's.
 */

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command, Library, Role } from './library.ts';
import { benchFolder, peersFolder, programFolder } from './places.ts';

const MANY_THREADS = 256;

interface NodeModule {
  /** The adapter's source. */
  readonly adapter: string;
  /** What the adapter is told beside the number of threads. */
  readonly variant?: string;
  /** The package it loads, and where from. */
  readonly packageName: string;
  readonly from: string;
  readonly remedy: string;
}

/** A library in JavaScript. */
function nodeLibrary(name: string, role: Role, maxThreads: number, module: NodeModule): Library {
  const { adapter, variant = '', packageName, from, remedy } = module;
  const node = (args: readonly string[]): Command => ({
    command: process.execPath,
    args,
    cwd: from,
    env: {},
  });
  return {
    name,
    role,
    maxThreads,
    adapter,
    command: (threads) =>
      node([
        '--conditions=@tenon/source',
        path.join(benchFolder, 'src/cpu/run/worker.ts'),
        adapter,
        `${threads}`,
        variant,
      ]),
    programCommand(threads) {
      const folder = programFolder(adapter);
      return node([path.join(folder, 'worker.js'), path.join(folder, 'adapter.js'), `${threads}`, variant]);
    },
    missing: () =>
      existsSync(path.join(from, 'node_modules', packageName))
        ? undefined
        : `${packageName} is not installed: ${remedy}`,
  };
}

const tenon = (role: Role, variant: string, maxThreads: number) =>
  nodeLibrary(`tenon-${variant}`, role, maxThreads, {
    adapter: path.join(benchFolder, 'src/adapters/tenon/adapter.ts'),
    variant,
    packageName: `@tenon/backend-${variant}`,
    from: benchFolder,
    remedy: 'the workspace has no such package, or `pnpm install` was not run since it came.',
  });

const peer = (
  name: string,
  role: Role,
  maxThreads: number,
  file: string,
  packageName: string,
  variant?: string,
) =>
  nodeLibrary(name, role, maxThreads, {
    adapter: path.join(peersFolder, 'src', file),
    variant,
    packageName,
    from: peersFolder,
    remedy: 'run with --peers and a connection to the package registry.',
  });

export const tenonLibraries: readonly Library[] = [
  tenon('tenon wasm', 'cpu-wasm', MANY_THREADS),
  tenon('tenon native', 'node-native', MANY_THREADS),
];

/** Slow and exact; measured only if it is asked for by name. */
export const referenceLibrary: Library = tenon('tenon reference', 'reference', 1);

/** What Node itself takes, for the rows of whole processes. */
export const bareNode: Library = nodeLibrary('node', 'runtime', 1, {
  adapter: path.join(benchFolder, 'src/adapters/nothing.ts'),
  packageName: '@tenon/core',
  from: benchFolder,
  remedy: 'run `pnpm install`.',
});

export const nodePeers: readonly Library[] = [
  peer('tfjs-wasm', 'wasm peer', 1, 'tfjs.ts', '@tensorflow/tfjs-backend-wasm'),
  peer('onnxruntime-web', 'wasm peer', MANY_THREADS, 'onnxruntime.ts', 'onnxruntime-web', 'web'),
  peer('jax-js', 'wasm peer', 1, 'jax.ts', '@jax-js/jax'),
  peer('onnxruntime-node', 'native peer', MANY_THREADS, 'onnxruntime.ts', 'onnxruntime-node', 'node'),
];

/** Libraries of a Python that the user names; the benchmark installs none. */
export function pythonPeers(python: string): readonly Library[] {
  return [
    pythonLibrary('torch', python, MANY_THREADS),
    pythonLibrary('tensorflow', python, MANY_THREADS),
    pythonLibrary('numpy', python, 1),
  ];
}

function pythonLibrary(name: string, python: string, maxThreads: number): Library {
  const command = (threads: number): Command => ({
    command: python,
    args: [path.join(peersFolder, 'python/peer.py'), name, `${threads}`],
    cwd: peersFolder,
    // Read by OpenMP and OpenBLAS when they are loaded.
    env: { OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}`, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  return {
    name,
    role: 'native peer',
    maxThreads,
    command,
    programCommand: command,
    missing: () => undefined,
  };
}
