/**
 * @file Elements added around a tensor.
 */

import { anyDType, type DType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, type Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { constantBeside } from './constant-beside.ts';
import { slice } from './indexing.ts';
import { concat } from './joining.ts';
import { alias, reverse } from './layout.ts';
import { placeSlice } from './place-slice.ts';

/** How many elements to add before and after each axis. */
export type Paddings = readonly (readonly [before: number, after: number])[];

/** What the added elements are: a constant, or the tensor mirrored without or with its edge. */
export type PadMode = 'CONSTANT' | 'REFLECT' | 'SYMMETRIC';

export interface PadOptions {
  readonly mode?: PadMode;
  /** The constant that is added; 0 by default. */
  readonly constantValues?: number | bigint | boolean;
}

/**
 * A tensor with elements added before and after each axis.
 *
 * `'REFLECT'` mirrors the tensor at its edge elements, `'SYMMETRIC'` between them and the added ones, so it repeats them.
 * @throws InvalidArgumentError if paddings are not one pair per axis or negative, or more is mirrored than there is.
 * @example
 * tn.pad([1, 2, 3], [[1, 2]], { constantValues: 9 }).arraySync(); // => [ 9, 1, 2, 3, 9, 9 ]
 * tn.pad([1, 2, 3], [[2, 2]], 'REFLECT').arraySync(); // => [ 3, 2, 1, 2, 3, 2, 1 ]
 * tn.pad([1, 2, 3], [[2, 2]], 'SYMMETRIC').arraySync(); // => [ 2, 1, 1, 2, 3, 3, 2 ]
 */
export const pad = composite('pad', {
  inputs: ['tensor'],
  dtypes: anyDType,
  attrs: {
    paddings: required<Paddings>(),
    mode: 'CONSTANT' as PadMode,
    constantValues: null as number | bigint | boolean | null,
  },
  call: signature<
    <D extends DType>(
      tensor: Operand<D>,
      paddings: Paddings,
      mode?: PadMode | PadOptions,
      constantValues?: number | bigint | boolean | PadOptions,
    ) => Tensor<D>
  >(),
  lower: ({ tensor }, { paddings, mode, constantValues }) => {
    checkPaddings(paddings, tensor.shape);
    switch (String(mode).toUpperCase()) {
      case 'CONSTANT': {
        const value = constantValues ?? (tensor.dtype === 'bool' ? false : 0);
        return placeSlice(tensor, constantBeside(tensor, value, tensor.dtype, 'pad'), {
          shape: tensor.shape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]),
          begin: paddings.map(([before]) => before),
        });
      }
      case 'REFLECT':
        return mirrored(tensor, paddings, 1);
      case 'SYMMETRIC':
        return mirrored(tensor, paddings, 0);
      default:
        throw new InvalidArgumentError(
          `pad: mode must be 'CONSTANT', 'REFLECT' or 'SYMMETRIC', got '${mode}'.`,
        );
    }
  },
});

function checkPaddings(paddings: Paddings, shape: Shape): void {
  const isPair = (pair: readonly number[]) =>
    pair.length === 2 && pair.every((count) => Number.isInteger(count) && count >= 0);
  if (paddings.length === shape.length && paddings.every(isPair)) return;
  throw new InvalidArgumentError(
    `pad: paddings must be one pair of non-negative integers for each axis of ${formatShape(shape)}, got ${JSON.stringify(paddings)}.`,
  );
}

/** Mirrors axis after axis. `omitted` is how many edge elements the mirror image leaves out: 1 or 0. */
function mirrored(tensor: Tensor, paddings: Paddings, omitted: number): Tensor {
  let result = tensor;
  paddings.forEach(([before, after], axis) => {
    const length = tensor.shape[axis];
    if (Math.max(before, after) > length - omitted) {
      throw new InvalidArgumentError(
        `pad: mirroring can add at most ${Math.max(0, length - omitted)} elements to axis ${axis} of length ${length}, ` +
          `in shape ${formatShape(tensor.shape)}; paddings are [${before}, ${after}].`,
      );
    }
    const source = result;
    const image = (start: number, count: number) =>
      reverse(
        slice(
          source,
          source.shape.map((_, i) => (i === axis ? start : 0)),
          source.shape.map((other, i) => (i === axis ? count : other)),
        ),
        axis,
      );
    const parts = [source];
    if (before > 0) parts.unshift(image(omitted, before));
    if (after > 0) parts.push(image(length - omitted - after, after));
    if (parts.length > 1) result = concat(parts, axis);
  });
  return result === tensor ? alias(tensor) : result;
}
