/**
 * @file Bytes in and out of buffers: all sizes and offsets, whose bytes they are, and in which order things happen.
 */

import { buildProgram, type DeviceBuffer, type View } from '@tenon/core/backend';
import type { Findings } from '../checks/findings.ts';
import { randomSource } from '../sample/random-source.ts';
import type { Workbench } from '../subject/workbench.ts';

/** Bytes that are told apart wherever they end up. */
export function pattern(length: number, seed = 'bytes'): Uint8Array {
  const random = randomSource(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Allocates buffers for a check and frees them after it. */
export async function withBuffers(
  { backend }: Workbench,
  lengths: readonly number[],
  check: (buffers: readonly DeviceBuffer[]) => Promise<void>,
): Promise<void> {
  const buffers: DeviceBuffer[] = [];
  try {
    for (const length of lengths) buffers.push(backend.allocate(length));
    await check(buffers);
  } finally {
    for (const buffer of buffers) backend.free(buffer);
  }
}

/** What is written is read, whatever the size; nothing is a size. */
export async function transfersOfAllSizes(bench: Workbench, findings: Findings): Promise<void> {
  for (const length of [0, 1, 2, 3, 4, 7, 8, 64, 1000, 4096, 65_537, 1 << 20]) {
    await withBuffers(bench, [length], async ([buffer]) => {
      findings.expect(buffer.byteLength === length, `${length} bytes`, `byteLength is ${buffer.byteLength}`);
      const bytes = pattern(length);
      bench.backend.write(buffer, 0, bytes);
      findings.expect(
        same(await bench.backend.read(buffer, 0, length), bytes),
        `${length} bytes`,
        'other bytes came back',
      );
    });
  }
}

/** A write changes the bytes it names and no others; a read gives those it names. */
export async function partialTransfers(bench: Workbench, findings: Findings): Promise<void> {
  const length = 64;
  const ranges: readonly (readonly [offset: number, length: number])[] = [
    [0, 1],
    [1, 2],
    [3, 5],
    [8, 16],
    [31, 33],
    [63, 1],
    [64, 0],
  ];
  for (const [offset, count] of ranges) {
    await withBuffers(bench, [length], async ([buffer]) => {
      const expected = pattern(length);
      bench.backend.write(buffer, 0, expected);
      const part = pattern(count, 'part');
      bench.backend.write(buffer, offset, part);
      expected.set(part, offset);
      const label = `${count} bytes at ${offset}`;
      findings.expect(
        same(await bench.backend.read(buffer, 0, length), expected),
        label,
        'the write changed other bytes',
      );
      findings.expect(
        same(await bench.backend.read(buffer, offset, count), part),
        label,
        'the read gives other bytes',
      );
    });
  }
}

/** `readSync` gives what `read` gives. */
export async function synchronousReads(bench: Workbench, findings: Findings): Promise<void> {
  const { backend, supports } = bench;
  if (!supports.syncRead) return findings.skip('syncRead is false');
  await withBuffers(bench, [33], async ([buffer]) => {
    const bytes = pattern(33);
    backend.write(buffer, 0, bytes);
    findings.expect(
      same(backend.readSync?.(buffer, 3, 20) ?? new Uint8Array(), bytes.slice(3, 23)),
      '20 bytes at 3',
      'other bytes',
    );
  });
}

/** Bytes given to `write` may be reused at once, and those that `read` gave belong to the caller. */
export async function callersBytes(bench: Workbench, findings: Findings): Promise<void> {
  await withBuffers(bench, [100], async ([buffer]) => {
    const expected = pattern(100);
    const given = expected.slice();
    bench.backend.write(buffer, 0, given);
    given.fill(0);
    const read = await bench.backend.read(buffer, 0, 100);
    findings.expect(same(read, expected), 'write', 'the buffer changed with the bytes given to write');
    read.fill(0);
    findings.expect(
      same(await bench.backend.read(buffer, 0, 100), expected),
      'read',
      'the buffer changed with the bytes read',
    );
  });
}

/** Many buffers at once, some freed and others made between, do not touch each other. */
export async function isolation(bench: Workbench, findings: Findings): Promise<void> {
  const { backend } = bench;
  const held = new Map<DeviceBuffer, Uint8Array>();
  const random = randomSource('isolation');
  try {
    for (let i = 0; i < 300; i++) {
      const bytes = pattern(Math.floor(random() * 500), `isolation/${i}`);
      const buffer = backend.allocate(bytes.length);
      backend.write(buffer, 0, bytes);
      held.set(buffer, bytes);
      if (random() < 0.5) {
        const [oldest] = held.keys();
        held.delete(oldest);
        backend.free(oldest);
      }
    }
    for (const [buffer, bytes] of held) {
      findings.expect(
        same(await backend.read(buffer, 0, bytes.length), bytes),
        `${bytes.length} bytes`,
        'other bytes',
      );
    }
  } finally {
    for (const buffer of held.keys()) backend.free(buffer);
  }
}

/** Writes, kernels and reads take effect in the order they were issued in, though reads are awaited later. */
export async function order(bench: Workbench, findings: Findings): Promise<void> {
  const { backend, supports } = bench;
  if (!supports.dtypes.includes('float32')) return findings.skip('no float32');
  const program = buildProgram(['float32'], (s, [x]) => s.add(x, 1));
  await withBuffers(bench, [4, 4], async ([a, b]) => {
    const view = (buffer: DeviceBuffer): View => ({
      buffer,
      dtype: 'float32',
      shape: [],
      strides: [],
      offset: 0,
    });
    const write = (value: number) => backend.write(a, 0, new Uint8Array(Float32Array.of(value).buffer));
    const reads: Promise<Uint8Array>[] = [];
    for (let i = 0; i < 8; i++) {
      write(10 * i);
      backend.kernels.map(program, [view(a)], [view(b)]);
      reads.push(backend.read(b, 0, 4));
    }
    const values = (await Promise.all(reads)).map((bytes) => new Float32Array(bytes.slice().buffer)[0]);
    findings.expect(
      values.join() === '1,11,21,31,41,51,61,71',
      'write, map, read, eight times',
      `gives ${values.join(', ')}`,
    );
  });
}
