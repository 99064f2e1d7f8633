/**
 * @file Positions of extremes.
 */

import { anyDType, type IndexDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { buildProgram } from '../../scalar/index.ts';
import { formatShape, normalizeAxis, reducedShape, type Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { keptAxesView, kernelOp, type Operand, signature } from '../define/index.ts';

/** What `argmax` and `argmin` take after their operand. */
export interface ArgReductionOptions<T extends IndexDType> {
  /** The axis along which to look; 0 by default. */
  readonly axis?: number | null;
  /** The dtype of the positions; int64 by default. */
  readonly outputType?: T;
}

type ArgReductionCall = <T extends IndexDType = 'int64'>(
  input: Operand,
  axis?: number | null | ArgReductionOptions<T>,
  outputType?: T | ArgReductionOptions<T>,
) => Tensor<T>;

function positionOfExtreme<const Name extends string>(name: Name, kind: 'argMax' | 'argMin') {
  return kernelOp(name, {
    inputs: ['input'],
    dtypes: anyDType,
    attrs: { axis: null as number | null, outputType: 'int64' as IndexDType },
    call: signature<ArgReductionCall>(),
    notDifferentiable: 'a position does not change with the elements',
    kernel: 'reduce',
    infer: ({ input: { shape } }, { axis, outputType }) => ({
      dtype: outputType,
      shape: reducedShape(shape, [searchedAxis(name, shape, axis)], false),
    }),
    run: (kernels, { input }, [output], { axis }) => {
      const axes = [searchedAxis(name, input.shape, axis)];
      const program = input.dtype === 'bool' ? zeroOrOne : null;
      kernels.reduce(kind, program, [input], axes, keptAxesView(output, input.shape, axes));
    },
  });
}

/** bool as a number, since numbers have an order. */
const zeroOrOne = buildProgram(['bool'], (s, [x]) => s.cast(x as NonNullable<typeof x>, 'int32'));

/** @throws InvalidArgumentError if there is no such axis, or nothing along it. */
function searchedAxis(op: string, shape: Shape, axis: number | null): number {
  const searched = normalizeAxis(axis ?? 0, shape.length, op);
  if (shape[searched] === 0) {
    throw new InvalidArgumentError(
      `${op}: axis ${searched} of shape ${formatShape(shape)} is empty, so nothing on it is an extreme.`,
    );
  }
  return searched;
}

/**
 * The position of the greatest element along `axis`, the lowest among ties. NaN is passed over.
 * @throws InvalidArgumentError if the axis is empty.
 * @example
 * tn.argmax([[1, 9, 3], [4, 5, 6]], 1).arraySync(); // => [ 1n, 2n ]
 */
export const argmax = positionOfExtreme('argmax', 'argMax');

/**
 * The position of the least element along `axis`, the lowest among ties. NaN is passed over.
 * @throws InvalidArgumentError if the axis is empty.
 * @example
 * tn.argmin([7, 2, 2], { outputType: 'int32' }).item(); // => 1
 */
export const argmin = positionOfExtreme('argmin', 'argMin');
