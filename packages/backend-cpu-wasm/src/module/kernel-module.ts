/**
 * @file The compiled kernels: two WebAssembly modules that travel as strings, and what their instances export.
 *
 * Inlined, since then no bundler, server or content policy for fetching has to know of another file, and a backend can
 * start without waiting. Which of the two an engine takes is found by compiling: the relaxed one is refused where relaxed
 * SIMD is unknown, and both where SIMD is.
 */

import { UnimplementedError } from '@tenon/core/backend';
import { inflateSync } from 'fflate';
import { decodeBase64, nodeCompression } from '../platform.ts';
import { relaxed, simd } from './embedded.generated.ts';

/** What a module exports. Addresses and counts are int32; an address beyond 2 GiB comes out negative. */
export interface KernelExports extends WebAssembly.Exports {
  readonly __heap_base: WebAssembly.Global<'i32'>;
  readonly __stack_pointer: WebAssembly.Global<'i32'>;
  commands(): number;
  open(patience: number, staysAwake: number): void;
  run(): number;
  help(index: number, scratch: number): void;
  stop(): void;
  threads(): number;
  scratchBytes(): number;
  failed(index: number): void;
  takeFailure(): number;
}

/** A module, and whether its multiply-add is the relaxed one. */
export interface KernelModule {
  readonly module: WebAssembly.Module;
  readonly isRelaxed: boolean;
}

const known: { relaxed?: KernelModule; simd?: KernelModule } = {};

/**
 * The module for this engine, compiled once for all backends.
 * @param allowRelaxed Whether the relaxed one may be taken.
 * @throws UnimplementedError if the engine has no SIMD.
 */
export function kernelModule(allowRelaxed: boolean): KernelModule {
  if (allowRelaxed) {
    known.relaxed ??= compile(relaxed, true);
    if (known.relaxed) return known.relaxed;
  }
  known.simd ??= compile(simd, false);
  if (known.simd) return known.simd;
  throw new UnimplementedError(
    'cpu-wasm: this engine has no WebAssembly SIMD with threads and bulk memory. It is in Chrome 91, Firefox 89, ' +
      'Safari 16.4, Node 16.4, Deno 1.9 and Bun 1.0, and newer. @tenon/backend-reference runs everywhere, slowly.',
  );
}

/** A module as it is embedded. */
interface Embedded {
  readonly byteLength: number;
  readonly deflated: () => string;
}

function compile(embedded: Embedded, isRelaxed: boolean): KernelModule | undefined {
  try {
    return { module: new WebAssembly.Module(decompress(embedded)), isRelaxed };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** Where there is no zlib, JavaScript does it, which takes ten times as long: some 50 ms. */
function decompress({ byteLength, deflated }: Embedded): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(deflated());
  // In one piece, which halves time and memory; zlib takes a second one unless there is room left.
  const inOnePiece = { chunkSize: byteLength + 1 };
  return (
    nodeCompression()?.inflateRawSync(bytes, inOnePiece) ??
    inflateSync(bytes, { out: new Uint8Array(byteLength) })
  );
}

/** By the platform's own decoder where it has one; the loop takes 5 ms. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const decoded = decodeBase64(base64);
  if (decoded) return decoded;
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
