import { reference } from '@tenon/backend-reference';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Backend, type OpOverride, unregisterBackend } from '../backend/index.ts';
import { constant } from '../ops/array/creation.ts';
import { layerNormalization } from '../ops/nn/normalization.ts';
import { softmax } from '../ops/nn/softmax.ts';
import { use } from '../ops/use.ts';

/** The calls that reached the overrides: the op, and which of its inputs were given. */
let calls: [op: string, given: boolean[]][];
let backend: Backend;

const noteAnd =
  (op: string, done: boolean): OpOverride =>
  (inputs) => {
    calls.push([op, inputs.map((input) => input !== undefined)]);
    return done;
  };

beforeEach(async () => {
  calls = [];
  backend = {
    ...reference(),
    overrides: {
      softmax: noteAnd('softmax', false),
      layerNormalization: noteAnd('layerNormalization', false),
    },
  };
  await use(backend);
});

afterEach(() => unregisterBackend(backend));

test('an override that declines leaves the op to its lowering', () => {
  expect(softmax(constant([0, 0])).arraySync()).toEqual([0.5, 0.5]);
  expect(calls).toEqual([['softmax', [true]]]);
});

test('an override sees which optional inputs were not given', () => {
  layerNormalization(constant([[1, 2]]), { offset: [1, 1] });
  expect(calls).toEqual([['layerNormalization', [true, false, true]]]);
});

test('an override that accepts is the whole op', () => {
  const filled: OpOverride = (_inputs, _attrs, [output]) => {
    backend.write(output.buffer, 0, new Uint8Array(new Float32Array([3, 4]).buffer));
    return true;
  };
  Object.assign(backend, { overrides: { softmax: filled } });
  expect(softmax(constant([0, 0])).arraySync()).toEqual([3, 4]);
});
