/**
 * @file What differs between Node, Deno, Bun and browsers: how a thread is started, how many there may be, what decodes.
 *
 * Modules of Node are asked for at run time (`process.getBuiltinModule`), so that a bundle for browsers neither holds nor
 * misses them.
 */

/** The part of Node's process that is used. */
interface NodeProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  getBuiltinModule?(name: string): unknown;
}

interface NodeThread {
  postMessage(message: unknown): void;
  unref(): void;
  terminate(): unknown;
  on(event: 'error', listener: (error: unknown) => void): void;
}

interface NodeThreads {
  readonly Worker: new (
    source: string,
    options: { eval: true; name: string; execArgv: readonly string[] },
  ) => NodeThread;
}

interface NodeCompression {
  inflateRawSync(bytes: Uint8Array, options: { chunkSize: number }): Uint8Array<ArrayBuffer>;
}

const globals = globalThis as {
  readonly Buffer?: { from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer> };
  readonly Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  readonly process?: NodeProcess;
  readonly crossOriginIsolated?: boolean;
  readonly document?: unknown;
  readonly navigator?: { readonly hardwareConcurrency?: number };
};

/** The value of an environment variable, where there are any. */
export const environmentVariable = (name: string): string | undefined => globals.process?.env?.[name];

/** The bytes of a text in base64, if the platform has a decoder for them: that of ES2026 or Node's. */
export const decodeBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined =>
  globals.Uint8Array.fromBase64?.(text) ?? globals.Buffer?.from(text, 'base64');

/** Cores, as far as the platform tells. */
export const coreCount = (): number => globals.navigator?.hardwareConcurrency || 1;

/** Why threads cannot share memory here; undefined if they can. */
export function whyNoThreads(): string | undefined {
  if (typeof SharedArrayBuffer === 'undefined' || globals.crossOriginIsolated === false) {
    return 'the page is not cross-origin isolated (serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp)';
  }
  return nodeThreads() || typeof Worker !== 'undefined' ? undefined : 'the platform has no workers';
}

/** Whether this thread may not sleep: the main thread of a page. */
export const mustStayAwake = (): boolean => globals.document !== undefined;

/** A thread that runs a script; `post` gives it its message. It does not keep the process alive. */
export interface Thread {
  post(message: unknown): void;
  terminate(): void;
}

/** Starts a thread on the source of a script, which has a function `receive` called with its one message. */
export function startThread(source: string, name: string): Thread {
  const node = nodeThreads();
  if (node) {
    const thread = new node.Worker(
      `${source}\nrequire('node:worker_threads').parentPort.once('message', receive);`,
      // The program's own flags might say that source text is an ES module, or load something first.
      { eval: true, name, execArgv: [] },
    );
    // A thread that ends early is one helper fewer; kernels do not wait for it.
    thread.on('error', () => {});
    thread.unref();
    return { post: (message) => thread.postMessage(message), terminate: () => void thread.terminate() };
  }
  const script = `${source}\nself.onmessage = ({ data }) => receive(data);`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const thread = new Worker(url, { name });
  URL.revokeObjectURL(url);
  return { post: (message) => thread.postMessage(message), terminate: () => thread.terminate() };
}

/** Node's threads, which Deno and Bun have too: there, a thread of the Web's would keep the process from ending. */
const nodeThreads = () => builtinModule<NodeThreads>('node:worker_threads');

/** Node's zlib, which Deno and Bun have too. */
export const nodeCompression = () => builtinModule<NodeCompression>('node:zlib');

function builtinModule<T>(name: string): T | undefined {
  // The names above are of modules that hold what their types say.
  return globals.process?.getBuiltinModule?.(name) as T | undefined;
}
