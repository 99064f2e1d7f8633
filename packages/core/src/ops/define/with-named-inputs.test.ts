import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, test } from 'vitest';
import { use } from '../../runtime/index.ts';
import { alias } from '../array/layout.ts';
import { confusionMatrix } from '../math/segment.ts';
import { composite, signature } from './index.ts';
import { withNamedInputs } from './with-named-inputs.ts';

beforeAll(async () => {
  await use(reference());
});

/** Gives which inputs and attributes arrive, as a function of the arguments. */
function arrivals(...args: readonly unknown[]): unknown {
  let seen: unknown;
  const op = withNamedInputs(
    composite('probe', {
      inputs: ['x', 'scale?', 'offset?'],
      dtypes: { label: 'any', members: ['float32'] },
      attrs: { axis: 0, epsilon: 1 },
      call: signature<(...args: readonly unknown[]) => unknown>(),
      lower: ({ x, scale, offset }, attrs) => {
        seen = [scale?.item(), offset?.item(), attrs.axis, attrs.epsilon];
        return alias(x);
      },
    }),
  );
  op(...args);
  return seen;
}

test('inputs by position and attributes by position', () => {
  expect(arrivals(0, 2, 3, 5, 7)).toEqual([2, 3, 5, 7]);
});

test('inputs by position and attributes by name', () => {
  expect(arrivals(0, 2, 3, { epsilon: 7 })).toEqual([2, 3, 0, 7]);
});

test('an optional input by name, the other left out', () => {
  expect(arrivals(0, { offset: 3, axis: 5 })).toEqual([undefined, 3, 5, 1]);
});

test('one optional input by position and one by name', () => {
  expect(arrivals(0, 2, { offset: 3 })).toEqual([2, 3, 0, 1]);
});

test('nothing optional at all', () => {
  expect(arrivals(0)).toEqual([undefined, undefined, 0, 1]);
  expect(arrivals(0, null, undefined)).toEqual([undefined, undefined, 0, 1]);
});

test('undefined behind the options is not an argument', () => {
  expect(arrivals(0, { scale: 2 }, undefined)).toEqual([2, undefined, 0, 1]);
});

test('an unknown name is refused', () => {
  expect(() => arrivals(0, { gamma: 2 })).toThrow("probe: unknown option 'gamma'; it takes axis, epsilon.");
});

test("an op's record is the same under its other call", () => {
  expect(confusionMatrix.record.name).toBe('confusionMatrix');
  expect(confusionMatrix.name).toBe('confusionMatrix');
});
