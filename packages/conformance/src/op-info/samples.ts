/**
 * @file Builders of samples: tensors drawn by shape and range, the same in every run.
 *
 * A builder gives an input that is drawn later, when its dtype is known. In an integer dtype numbers are rounded, and
 * negative ones become positive where the dtype is unsigned; in bool they say whether they are positive.
 */

import { type DType, InvalidArgumentError, iinfo, isFloating, isInteger } from '@tenon/core';
import { type Shape, sizeOf } from '@tenon/core/backend';
import type {
  Element,
  ErrorClass,
  RandomSource,
  RefusedCall,
  Sample,
  SampleInput,
  SampleOperand,
} from './op-info.ts';
import { type SpecialValueChoice, specialValues } from './special-values.ts';

/** One call: the inputs in the op's order, and the attributes that are given. */
export function sample(inputs: readonly SampleOperand[]): Sample<never>;
export function sample<Attrs>(inputs: readonly SampleOperand[], attrs: Attrs): Sample<Attrs>;
export function sample<Attrs>(inputs: readonly SampleOperand[], attrs?: Attrs): Sample<Attrs> {
  return attrs === undefined ? { inputs } : { inputs, attrs };
}

/** A call that must throw an InvalidArgumentError (or what `options.error` says) whose message matches. */
export function refused<Attrs>(
  call: Sample<Attrs>,
  message: RegExp,
  options: {
    readonly error?: ErrorClass;
    readonly dtype?: DType;
    readonly onlyIf?: RefusedCall['onlyIf'];
  } = {},
): RefusedCall<Attrs> {
  return { call, message, error: InvalidArgumentError, ...options };
}

/** Normally distributed around 0; in integer dtypes about −15 to 15. */
export function normal(shape: Shape, dtype?: DType): SampleInput {
  return drawn(shape, dtype, (to, random) => {
    const gaussian = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return isFloating(to) ? gaussian : gaussian * 5;
  });
}

/** Evenly distributed in [low, high): for ops that have singularities or a domain. */
export function uniform(shape: Shape, low: number, high: number, dtype?: DType): SampleInput {
  return drawn(shape, dtype, (_, random) => low + random() * (high - low));
}

/** Magnitudes evenly distributed in [low, high) with either sign: away from 0. */
export function awayFromZero(shape: Shape, low = 0.5, high = 3, dtype?: DType): SampleInput {
  return drawn(shape, dtype, (to, random) => {
    const magnitude = low + random() * (high - low);
    const sign = random() < 0.5 ? -1 : 1;
    return sign * (isFloating(to) ? magnitude : Math.ceil(magnitude));
  });
}

/** Whole numbers from `low` to `high`, both included, in whichever dtype: indices, counts, ties. */
export function integers(shape: Shape, low: number, high: number, dtype?: DType): SampleInput {
  return drawn(shape, dtype, (_, random) => low + Math.floor(random() * (high - low + 1)));
}

/** True and false. */
export function booleans(shape: Shape): SampleInput {
  return drawn(shape, 'bool', (_, random) => (random() < 0.5 ? 1 : 0));
}

/** Distinct numbers around 0, half a unit apart (integers: one), in random order: for sorting, and away from ties. */
export function distinct(shape: Shape, dtype?: DType): SampleInput {
  return input(shape, dtype, (to, random) => {
    const size = sizeOf(shape);
    const start = isInteger(to) && iinfo(to).min === 0n ? 0 : -Math.floor(size / 2);
    const values = Array.from({ length: size }, (_, i) => (start + i) * (isFloating(to) ? 0.5 : 1));
    for (let i = size - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [values[i], values[j]] = [values[j] as number, values[i] as number];
    }
    return values;
  });
}

/** One value everywhere. */
export function filled(shape: Shape, value: Element, dtype?: DType): SampleInput {
  return input(shape, dtype, () => new Array<Element>(sizeOf(shape)).fill(value));
}

/** `start`, `start + step` … in row-major order. */
export function counting(shape: Shape, start = 0, step = 1, dtype?: DType): SampleInput {
  return input(shape, dtype, () => Array.from({ length: sizeOf(shape) }, (_, i) => start + i * step));
}

/** Values written out, nested as the tensor is: `literal([[1, 2], [3, 4]])`. For an empty one use `filled`. */
export function literal(values: NestedElements, dtype?: DType): SampleInput {
  const shape: number[] = [];
  for (let level: NestedElements = values; isNested(level); level = level[0] as NestedElements) {
    shape.push(level.length);
  }
  const flat = flatten(values);
  return input(shape, dtype, () => flat);
}

const isNested = (values: NestedElements): values is readonly NestedElements[] => Array.isArray(values);

const flatten = (values: NestedElements): readonly Element[] =>
  isNested(values) ? values.flatMap(flatten) : [values];

/** An element, or arrays of them nested to any depth. */
export type NestedElements = Element | readonly NestedElements[];

/** The special values of the dtype, of shape [n]: NaN, ±0, ±∞, the limits … */
export function special(choice?: SpecialValueChoice, dtype?: DType): SampleInput {
  return specialInput((count) => [count], choice, dtype);
}

/** The special values of the dtype as a column, of shape [n, 1]: beside `special()` every pair of them. */
export function specialColumn(choice?: SpecialValueChoice, dtype?: DType): SampleInput {
  return specialInput((count) => [count, 1], choice, dtype);
}

/**
 * A symmetric positive-definite matrix (or a batch) M·Mᵀ/n + I/2 for a normal M: for factorizations. Exactly symmetric.
 * @param shape Its two last lengths are equal.
 */
export function positiveDefinite(shape: Shape, dtype?: DType): SampleInput {
  const n = shape[shape.length - 1] as number;
  const { values } = normal(shape);
  return input(shape, dtype, (_, random) => {
    const m = values('float64', random) as readonly number[];
    return m.map((_element, position) => {
      const column = position % n;
      const row = Math.floor(position / n) % n;
      const start = position - column - row * n;
      let product = 0;
      for (let k = 0; k < n; k++)
        product += (m[start + row * n + k] as number) * (m[start + column * n + k] as number);
      return product / n + (row === column ? 0.5 : 0);
    });
  });
}

/** An input from a function that gives all elements. The other builders are made of it; write your own with it. */
export function input(shape: Shape, dtype: DType | undefined, values: SampleInput['values']): SampleInput {
  return dtype === undefined ? { shape, values } : { shape, dtype, values };
}

function drawn(
  shape: Shape,
  dtype: DType | undefined,
  element: (dtype: DType, random: RandomSource) => number,
): SampleInput {
  return input(shape, dtype, (to, random) =>
    Array.from({ length: sizeOf(shape) }, () => element(to, random)),
  );
}

function specialInput(
  shapeOf: (count: number) => Shape,
  choice: SpecialValueChoice | undefined,
  dtype: DType | undefined,
): SampleInput {
  return {
    ...(dtype && { dtype }),
    shape: (to) => shapeOf(specialValues(to, choice).length),
    values: (to) => specialValues(to, choice),
  };
}
