import {
  FailedPreconditionError,
  ResourceExhaustedError,
  registerBackend,
  unregisterBackend,
} from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { reference } from './index.ts';

test('registers as reference:0', () => {
  const backend = reference();
  expect(registerBackend(backend).name).toBe('reference:0');
  unregisterBackend(backend);
});

test('bytes come back as they were written, in part and copied', async () => {
  const backend = reference();
  const buffer = backend.allocate(5);
  const bytes = Uint8Array.of(1, 2, 3, 4, 5);
  backend.write(buffer, 0, bytes);
  bytes.fill(0);
  backend.write(buffer, 3, Uint8Array.of(9));
  expect(await backend.read(buffer, 1, 3)).toEqual(Uint8Array.of(2, 3, 9));
  const read = backend.readSync?.(buffer, 0, 5);
  backend.write(buffer, 0, Uint8Array.of(7));
  expect(read).toEqual(Uint8Array.of(1, 2, 3, 9, 5));
});

test('an empty allocation is legal', async () => {
  const backend = reference();
  const buffer = backend.allocate(0);
  expect(await backend.read(buffer, 0, 0)).toEqual(new Uint8Array());
  backend.free(buffer);
});

test('running out says what was asked and what is held, and leaves everything usable', () => {
  const backend = reference({ memoryLimit: 100 });
  const first = backend.allocate(60);
  const ask = () => backend.allocate(50);
  expect(ask).toThrow(ResourceExhaustedError);
  expect(ask).toThrow(/cannot allocate 50 bytes; 60 bytes of a limit of 100 are held by 1 buffers/);
  backend.write(first, 0, Uint8Array.of(1));
  backend.free(first);
  expect(backend.allocate(100).byteLength).toBe(100);
});

test('more than the engine can give is the same error', () => {
  expect(() => reference().allocate(2 ** 52)).toThrow(ResourceExhaustedError);
});

test('a freed buffer cannot be used, or freed again', () => {
  const backend = reference();
  const buffer = backend.allocate(4);
  backend.free(buffer);
  expect(() => backend.readSync?.(buffer, 0, 4)).toThrow(FailedPreconditionError);
  expect(() => backend.free(buffer)).toThrow(FailedPreconditionError);
  expect(() => backend.free(reference().allocate(4))).toThrow(/not held/);
});

test('disposing frees every buffer', () => {
  const backend = reference();
  const buffer = backend.allocate(4);
  backend.dispose();
  expect(() => backend.readSync?.(buffer, 0, 4)).toThrow(FailedPreconditionError);
});
