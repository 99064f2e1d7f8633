/**
 * @file The process that measures one library: `node worker.ts MODULE THREADS VARIANT`, then lines of JSON.
 *
 * Every library has a process of its own, since they share global state, WebAssembly memory and thread pools otherwise.
 */

import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Adapter, OpenAdapter, Prepared } from '../library/adapter.ts';
import type { Workload } from '../rows/workload.ts';
import type { Replies, Reply, Request } from './protocol.ts';
import { takeSamples, type Warm, warmUp } from './sample.ts';

const [module, threads, variant] = process.argv.slice(2);

// What libraries log must not be read as a reply.
const write = process.stdout.write.bind(process.stdout);
console.log = console.info = console.warn = console.error;

let adapter: Adapter | undefined;
let warm: Warm | undefined;

async function load(): Promise<Adapter> {
  const { open }: { readonly open: OpenAdapter } = await import(module as string);
  return open(Number(threads), variant as string);
}

function prepareWorkload({ prepare }: Adapter, workload: Workload) {
  // The table's type pairs each kind with its own workload, which a lookup by a union cannot express.
  const prepareKind = prepare[workload.kind] as
    | ((workload: Workload) => Prepared | undefined | Promise<Prepared | undefined>)
    | undefined;
  return prepareKind?.(workload);
}

function release(): void {
  warm?.prepared.dispose?.();
  warm = undefined;
}

const answers: { readonly [K in Request['do']]: (request: Request & { do: K }) => Promise<Replies[K]> } = {
  async load() {
    adapter = await load();
    return { version: adapter.version };
  },
  async prepare({ workload, warmUpMs }) {
    release();
    if (!adapter) throw new Error('The library is not loaded.');
    const prepared = await prepareWorkload(adapter, workload);
    if (!prepared) return { supported: false };
    warm = await warmUp(prepared, warmUpMs);
    return { supported: true };
  },
  async measure({ forMs, calls }) {
    if (!warm) throw new Error('Nothing is prepared.');
    return { samples: await takeSamples(warm, forMs, calls) };
  },
  async release() {
    release();
    return {};
  },
  // libuv reports kibibytes.
  async memory() {
    return { peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6 };
  },
};

async function answer(request: Request): Promise<Reply<Replies[Request['do']]>> {
  try {
    // As above: the table pairs each request with its own answer.
    const answerTo = answers[request.do] as (request: Request) => Promise<Replies[Request['do']]>;
    return await answerTo(request);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
process.exit();
