import { reference } from '@tenon/backend-reference';
import { afterEach, expect, test } from 'vitest';
import { type Backend, unregisterBackend } from '../backend/index.ts';
import { UnimplementedError } from '../errors/index.ts';
import { constant } from '../ops/array/creation.ts';
import { cholesky, eigh } from '../ops/linalg/factorization.ts';
import { solve } from '../ops/linalg/solving.ts';
import { device } from './device-scope.ts';
import { memory } from './memory.ts';
import { use } from './use.ts';

const registered: Backend[] = [];

/** Registers a reference backend whose `supports` names only these routines. */
async function register(name: string, routines: Backend['supports']['routines']) {
  const right: Backend = reference();
  const backend: Backend = { ...right, name, supports: { ...right.supports, routines } };
  registered.push(backend);
  return use(backend);
}

afterEach(() => {
  for (const backend of registered.splice(0)) unregisterBackend(backend);
});

const matrixOn = (name: string) =>
  device(name, () =>
    constant([
      [2, 0],
      [0, 2],
    ]),
  );

test('an op whose routine no device has is refused, and says what to do', async () => {
  const name = await register('plain', undefined);
  expect(() => cholesky(matrixOn(name))).toThrow(UnimplementedError);
  expect(() => cholesky(matrixOn(name))).toThrow(
    'cholesky: plain:0 has no cholesky routine for float32; it has it for no dtype. ' +
      'No registered device has: register a backend that does, such as @tenon/backend-reference.',
  );
});

test('an op whose routine another device has names that device', async () => {
  const name = await register('plain', { eigh: ['float64'] });
  await register('able', { eigh: ['float32', 'float64'] });
  expect(() => eigh(matrixOn(name))).toThrow(
    'eigh: plain:0 has no eigh routine for float32; it has it only for float64. ' +
      "Registered devices that have it: able:0. Move the inputs there, with x.to('able:0').",
  );
});

test('a composite of routines says which of them is missing, and leaves nothing behind', async () => {
  const name = await register('plain', { lu: ['float32'] });
  const [matrix, rhs] = [matrixOn(name), matrixOn(name)];
  const before = memory()[name].buffers;
  expect(() => solve(matrix, rhs)).toThrow(
    /^solve\(.*triangularSolve: plain:0 has no triangularSolve routine/,
  );
  expect(memory()[name].buffers).toBe(before);
});
