/**
 * @file A thread that runs clang: the WebAssembly build of it that npm has, over a file system in memory.
 *
 * Loading it takes seconds and compiling a file about one, so a thread compiles many. Sources are read when it starts;
 * what it makes is written to the real files that its command lines name.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { commands, Exit, type Tree } from '@yowasp/clang';

/** What to run, over the folders of `root` that were named when the thread started, with relative paths. */
export interface ClangRequest {
  readonly command: 'clang++' | 'wasm-ld';
  readonly args: readonly string[];
  /** Real files to put in, by their name in the command line. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Real files to make, by their name in the command line. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface ClangAnswer {
  readonly ok: boolean;
  readonly text: string;
}

export interface ClangThreadData {
  /** Folders and where the file system in memory has them, one name each. */
  readonly folders: Readonly<Record<string, string>>;
}

function treeOf(folder: string): Tree {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const file = path.join(folder, entry.name);
      return [entry.name, entry.isDirectory() ? treeOf(file) : readFileSync(file)];
    }),
  );
}

const { folders } = workerData as ClangThreadData;
const sources: Tree = Object.fromEntries(
  Object.entries(folders).map(([name, folder]) => [name, treeOf(folder)]),
);

async function answer({ command, args, inputs, outputs }: ClangRequest): Promise<ClangAnswer> {
  const text: Uint8Array[] = [];
  const collect = (bytes: Uint8Array | null) => void (bytes && text.push(bytes.slice()));
  const said = () => Buffer.concat(text).toString('utf8');
  const files = { ...sources };
  for (const [name, file] of Object.entries(inputs)) files[name] = readFileSync(file);
  try {
    const streams = { stdout: collect, stderr: collect, fetchProgress: () => {} };
    const made = (await commands[command]([...args], files, streams)) ?? {};
    for (const [name, file] of Object.entries(outputs)) {
      const content = made[name];
      if (typeof content !== 'string' && !(content instanceof Uint8Array)) {
        return { ok: false, text: `${said()}\n${command} made no ${name}.` };
      }
      writeFileSync(file, content);
    }
    return { ok: true, text: said() };
  } catch (error) {
    return { ok: false, text: error instanceof Exit ? said() : `${said()}\n${String(error)}` };
  }
}

parentPort?.on('message', async (request: ClangRequest) => parentPort?.postMessage(await answer(request)));
