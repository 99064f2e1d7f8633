import { afterEach, expect, test } from 'vitest';
import type { Backend } from './backend.ts';
import {
  defaultDevice,
  findDevice,
  registerBackend,
  registeredDevices,
  unregisterBackend,
} from './device-registry.ts';

/** A backend that has everything a registry looks at, and nothing else. */
function backend(name: string, deviceKind: 'cpu' | 'gpu', preference: number, apiVersion = 1): Backend {
  const supports = { dtypes: ['float32'] } as Partial<Backend['supports']> as Backend['supports'];
  return { apiVersion, name, deviceKind, preference, supports, dispose() {} } as Partial<Backend> as Backend;
}

afterEach(() => {
  for (const { backend } of [...registeredDevices()]) unregisterBackend(backend);
});

test('backends of one name are numbered in order of registration', () => {
  expect(registerBackend(backend('slow', 'cpu', 0)).name).toBe('slow:0');
  expect(registerBackend(backend('slow', 'cpu', 0)).name).toBe('slow:1');
});

test('the default is a GPU before a CPU, then the preferred one', () => {
  registerBackend(backend('fast', 'cpu', 10));
  registerBackend(backend('slow', 'cpu', 0));
  expect(defaultDevice().name).toBe('fast:0');
  registerBackend(backend('card', 'gpu', 0));
  expect(defaultDevice().name).toBe('card:0');
});

test("TensorFlow's spellings mean the best backend of the kind", () => {
  registerBackend(backend('slow', 'cpu', 0));
  registerBackend(backend('fast', 'cpu', 10));
  registerBackend(backend('card', 'gpu', 0));
  registerBackend(backend('card', 'gpu', 0));
  const spellings = [
    '/cpu:0',
    'CPU:0',
    'cpu',
    '/device:CPU:0',
    '/job:localhost/replica:0/task:0/device:CPU:0',
  ];
  expect(spellings.map((name) => findDevice(name).name)).toEqual(spellings.map(() => 'fast:0'));
  expect(findDevice('/gpu:1').name).toBe('card:1');
  expect(findDevice('slow').name).toBe('slow:0');
});

test('an unknown device lists what there is', () => {
  registerBackend(backend('slow', 'cpu', 0));
  expect(() => findDevice('/gpu:0')).toThrow(/Unknown device '\/gpu:0'. Registered devices: slow:0/);
});

test('without a backend the error says how to get one', () => {
  expect(() => defaultDevice()).toThrow(/No backend is registered.*tn\.use/s);
});

test('a backend for another version of the contract is refused', () => {
  expect(() => registerBackend(backend('old', 'cpu', 0, 0))).toThrow(
    /old implements version 0.*needs version 1/s,
  );
});

test.each([undefined, null, () => backend('slow', 'cpu', 0)])(
  '%s is no backend, and the error shows one',
  (value) => {
    expect(() => registerBackend(value as unknown as Backend)).toThrow(
      /must be an object.*call it.*tn\.use\(/s,
    );
  },
);

test('a backend is registered once', () => {
  const one = backend('slow', 'cpu', 0);
  registerBackend(one);
  expect(() => registerBackend(one)).toThrow(/registered already, as slow:0/);
});
