import { expect, test } from 'vitest';
import { normalizeAttrs, required } from './attributes.ts';

const defaults = { axis: null, keepdims: false };
const normalize = (...rest: unknown[]) => normalizeAttrs('reduceSum', defaults, ['axis', 'keepdims'], rest);

test('nothing given is the defaults', () => expect(normalize()).toEqual(defaults));

test('attributes come by position, by name, or both', () => {
  const expected = { axis: 1, keepdims: true };
  expect(normalize(1, true)).toEqual(expected);
  expect(normalize({ axis: 1, keepdims: true })).toEqual(expected);
  expect(normalize(1, { keepdims: true })).toEqual(expected);
});

test('undefined leaves the default', () => {
  expect(normalize(undefined, true)).toEqual({ axis: null, keepdims: true });
  expect(normalize({ axis: undefined })).toEqual(defaults);
});

test('an unknown option names those there are', () => {
  expect(() => normalize({ axes: 1 })).toThrow(/reduceSum: unknown option 'axes'; it takes axis, keepdims/);
});

test('one argument too many is refused', () => {
  expect(() => normalize(0, true, 3)).toThrow(
    /at most 2 arguments after its operands \(axis, keepdims\), got 3/,
  );
});

test('an attribute without a default must be given', () => {
  const shape = { shape: required<number[]>() };
  expect(() => normalizeAttrs('reshape', shape, ['shape'], [])).toThrow(/reshape: 'shape' is missing/);
  expect(normalizeAttrs('reshape', shape, ['shape'], [[2]])).toEqual({ shape: [2] });
});
