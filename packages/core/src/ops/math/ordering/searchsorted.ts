/**
 * @file Binary search, of many values at once.
 */

import { type IndexDType, type NumericDType, numeric } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape, sameShape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { gather } from '../../array/gather.ts';
import { broadcastTo } from '../../array/layout.ts';
import { where } from '../../array/selection.ts';
import { composite, type Operand, signature } from '../../define/index.ts';
import { add, floordiv, minimum } from '../arithmetic.ts';
import { less } from '../comparison.ts';
import { logicalAnd, logicalNot } from '../logical.ts';
import { narrow } from '../reducing/working-precision.ts';

/** What `searchsorted` takes after its operands. */
export interface SearchsortedOptions<I extends IndexDType> {
  /** Before the elements equal to a value (`left`, the default) or behind them. */
  readonly side?: 'left' | 'right';
  /** The dtype of the positions; int32 by default. */
  readonly outType?: I;
}

type SearchsortedCall = <D extends NumericDType, I extends IndexDType = 'int32'>(
  sortedSequence: Operand<D>,
  values: Operand<NoInfer<D>>,
  side?: 'left' | 'right' | SearchsortedOptions<I>,
  outType?: I,
) => Tensor<I>;

/**
 * Where each value would go in its ascending sequence: the position of the first element not below it (`left`) or
 * above it (`right`). Sequences and values lie along the last axis; their leading axes are the same.
 * @throws InvalidArgumentError if the leading axes differ, or `side` is none of the two.
 * @example
 * tn.searchsorted([1, 2, 2, 3], [2, 0, 9]).arraySync(); // => [ 1, 0, 4 ]
 * tn.searchsorted([1, 2, 2, 3], [2], 'right').arraySync(); // => [ 3 ]
 */
export const searchsorted = composite('searchsorted', {
  inputs: ['sortedSequence', 'values'],
  dtypes: numeric,
  attrs: { side: 'left' as 'left' | 'right', outType: 'int32' as IndexDType },
  call: signature<SearchsortedCall>(),
  notDifferentiable: 'a position does not change with the elements',
  infer: ({ sortedSequence, values }, { side, outType }) => {
    checkSearch(sortedSequence.shape, values.shape, side);
    return { dtype: outType, shape: values.shape };
  },
  lower: ({ sortedSequence: sequence, values }, { side, outType }) => {
    checkSearch(sequence.shape, values.shape, side);
    const length = sequence.shape[sequence.rank - 1] as number;
    const everywhere = (position: number) =>
      broadcastTo(constantBeside(values, position, 'int32', 'searchsorted'), values.shape);
    // All values search at once. The position is in [low, high]; each step halves that.
    let low = everywhere(0);
    let high = everywhere(length);
    for (let candidates = length; candidates > 0; candidates = Math.floor(candidates / 2)) {
      const middle = floordiv(add(low, high), 2);
      const probe = gather(sequence, minimum(middle, length - 1), {
        axis: sequence.rank - 1,
        batchDims: sequence.rank - 1,
      });
      // As in TensorFlow, NaN goes to the front for `left`, and to the end for `right`.
      const isBehind = side === 'left' ? less(probe, values) : logicalNot(less(values, probe));
      const isOpen = less(low, high);
      low = where(logicalAnd(isOpen, isBehind), add(middle, 1), low);
      high = where(isBehind, high, middle);
    }
    return narrow(low, outType);
  },
});

function checkSearch(sequence: Shape, values: Shape, side: string): void {
  if (side !== 'left' && side !== 'right') {
    throw new InvalidArgumentError(`searchsorted: side is 'left' or 'right', got '${side}'.`);
  }
  if (sequence.length > 0 && values.length > 0 && sameShape(sequence.slice(0, -1), values.slice(0, -1)))
    return;
  throw new InvalidArgumentError(
    `searchsorted: sortedSequence ${formatShape(sequence)} and values ${formatShape(values)} must have at least one ` +
      'axis, and the same axes before the last.',
  );
}
