/**
 * @file Clipping: elements to an interval, a tensor to a norm, and a list of tensors (gradients, as a rule) to a norm of
 * them all. Sums of squares of half-precision elements are taken in float32.
 */

import { type FloatingDType, floating, type NumericDType, numeric } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { type Axes, broadcastShapes, formatShape, type Shape, sameShape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { alias } from '../array/layout.ts';
import { composite, elementwise, type Operand, signature } from '../define/index.ts';
import { add, multiply, square } from './arithmetic.ts';
import { sqrt } from './elementary.ts';
import { narrow, widen } from './reducing/working-precision.ts';
import { reduceSum } from './reduction.ts';

/** @throws InvalidArgumentError if broadcasting with the limits would make the tensor larger. */
function checkKeepsShape(op: string, shape: Shape, limits: readonly Shape[]): void {
  const result = broadcastShapes([shape, ...limits], op);
  if (sameShape(result, shape)) return;
  throw new InvalidArgumentError(
    `${op}: limits of shape ${limits.map(formatShape).join(' and ')} would stretch the tensor of shape ` +
      `${formatShape(shape)} to ${formatShape(result)}. They must broadcast to its shape.`,
  );
}

const clamp = elementwise('clipByValue', {
  inputs: ['t', 'low', 'high'],
  dtypes: numeric,
  call: signature<(t: Tensor, low: Tensor, high: Tensor) => Tensor>(),
  program: (s, { t, low, high }) => s.max(s.min(t, high), low),
});

/** A tensor and the limits between which its elements are brought. */
export interface ClipByValueCall {
  (t: Values, clipValueMin: Values, clipValueMax: Values): Tensor<'float32'>;
  <D extends NumericDType>(
    t: TensorLike<D>,
    clipValueMin: Operand<NoInfer<D>>,
    clipValueMax: Operand<NoInfer<D>>,
  ): Tensor<D>;
}

/**
 * min(max(t, clipValueMin), clipValueMax): elements below the one limit become it, as those above the other. The limits
 * broadcast to the shape of `t`. The gradient passes to `t` on the boundary.
 * @throws InvalidArgumentError if the limits would stretch `t`.
 * @example
 * tn.clipByValue([-3, 0.5, 3], -1, 1).arraySync(); // => [ -1, 0.5, 1 ]
 */
export const clipByValue = composite('clipByValue', {
  inputs: ['t', 'clipValueMin', 'clipValueMax'],
  dtypes: numeric,
  call: signature<ClipByValueCall>(),
  infer: ({ t }) => t,
  lower: ({ t, clipValueMin, clipValueMax }) => {
    checkKeepsShape('clipByValue', t.shape, [clipValueMin.shape, clipValueMax.shape]);
    return clamp(t, clipValueMin, clipValueMax);
  },
});

/** t · clipNorm / max(norm, clipNorm), from the sum of squares; its slope at a zero norm is that of t. */
const scaleToNorm = elementwise('clipByNorm', {
  inputs: ['t', 'sumOfSquares', 'clipNorm'],
  dtypes: floating,
  call: signature<
    (t: Tensor, sumOfSquares: Tensor<FloatingDType>, clipNorm: Tensor) => Tensor<FloatingDType>
  >(),
  program: (s, { t, sumOfSquares, clipNorm }) => {
    const limit = s.max(clipNorm, 0);
    const norm = s.select(s.greater(sumOfSquares, 0), s.sqrt(sumOfSquares), sumOfSquares);
    return s.div(s.mul(t, limit), s.max(norm, limit));
  },
});

/** What `clipByNorm` takes after the norm. */
export interface ClipByNormOptions {
  /** The axes over which a norm is taken; all by default. */
  readonly axes?: Axes;
}

/** A tensor and the norm it may have at most. */
export interface ClipByNormCall {
  (t: Values, clipNorm: Values, axes?: Axes | ClipByNormOptions): Tensor<'float32'>;
  <D extends FloatingDType>(
    t: TensorLike<D>,
    clipNorm: Operand<NoInfer<D>>,
    axes?: Axes | ClipByNormOptions,
  ): Tensor<D>;
}

/**
 * Scales a tensor down so that its Euclidean norm over `axes` is at most `clipNorm`: t · clipNorm / max(‖t‖, clipNorm).
 * A negative `clipNorm` counts as 0.
 * @throws InvalidArgumentError if `clipNorm` would stretch `t`, or an axis is outside its rank.
 * @example
 * tn.clipByNorm([3, 4], 1).arraySync(); // => [ 0.6000000238418579, 0.800000011920929 ]
 */
export const clipByNorm = composite('clipByNorm', {
  inputs: ['t', 'clipNorm'],
  dtypes: floating,
  attrs: { axes: null as Axes },
  call: signature<ClipByNormCall>(),
  infer: ({ t }) => t,
  lower: ({ t, clipNorm }, { axes }) => {
    checkKeepsShape('clipByNorm', t.shape, [clipNorm.shape]);
    const wide = widen(t);
    const sumOfSquares = reduceSum(square(wide), axes, true);
    return narrow(scaleToNorm(wide, sumOfSquares, widen(clipNorm)), t.dtype);
  },
});

/** The Euclidean norm of all elements of all tensors, in the working precision. */
function normOfAll(op: string, tensors: readonly Tensor<FloatingDType>[]): Tensor<FloatingDType> {
  const [first, ...rest] = tensors.map((tensor) => reduceSum(square(widen(tensor))));
  if (!first) throw new InvalidArgumentError(`${op}: there is no tensor in the list.`);
  return sqrt(rest.reduce((sum, next) => add(sum, next), first));
}

const globalNormOfPresent = composite('globalNorm', {
  inputs: ['...tList'],
  dtypes: floating,
  call: signature<<D extends FloatingDType>(tList: readonly Operand<D>[]) => Tensor<D>>(),
  lower: ({ tList }) => {
    const norm = normOfAll('globalNorm', tList);
    const dtype = (tList[0] as Tensor).dtype;
    return narrow(norm, dtype);
  },
});

/**
 * The Euclidean norm of all elements of all tensors in a list, as if they were one vector. A `null` in the list (the
 * gradient of what nothing depends on) counts for nothing.
 * @throws InvalidArgumentError if there is no tensor in the list, or their dtypes differ.
 * @example
 * tn.globalNorm([tn.constant([3]), null, tn.constant([[4]])]).item(); // => 5
 */
export function globalNorm<D extends FloatingDType = 'float32'>(
  tList: readonly (Operand<D> | null)[],
): Tensor<D> {
  return globalNormOfPresent(tList.filter((t) => t !== null));
}

/** What all elements are multiplied by; NaN if the norm is not finite, so that a blown-up step does not go unnoticed. */
const clippingScale = elementwise('clipByGlobalNorm', {
  inputs: ['norm', 'clipNorm'],
  dtypes: floating,
  call: signature<(norm: Tensor, clipNorm: Tensor) => Tensor<FloatingDType>>(),
  program: (s, { norm, clipNorm }) => {
    const scale = s.mul(clipNorm, s.min(s.div(1, norm), s.div(1, clipNorm)));
    return s.add(scale, s.sub(norm, norm));
  },
});

const clipPresentByGlobalNorm = composite('clipByGlobalNorm', {
  inputs: ['...tList', 'clipNorm', 'useNorm?'],
  dtypes: floating,
  outputs: 'list',
  call: signature<
    <D extends FloatingDType>(
      tList: readonly Operand<D>[],
      clipNorm: Operand<D>,
      useNorm?: Operand<D>,
    ) => readonly Tensor<D>[]
  >(),
  lower: ({ tList, clipNorm, useNorm }) => {
    const norm = useNorm ? widen(useNorm) : normOfAll('clipByGlobalNorm', tList);
    const scale = narrow(clippingScale(norm, widen(clipNorm)), clipNorm.dtype);
    const used = useNorm ? alias(useNorm) : narrow(norm, clipNorm.dtype);
    return [...tList.map((t) => multiply(t, scale as Tensor<FloatingDType>)), used];
  },
});

/** Tensors scaled together, and the norm they had. */
export interface ClippedList<D extends FloatingDType> {
  /** The tensors, scaled; `null` where the list had it. */
  readonly list: (Tensor<D> | null)[];
  /** The norm of all of them before. */
  readonly globalNorm: Tensor<D>;
}

/**
 * Scales a list of tensors by one factor so that their global norm is at most `clipNorm` (Pascanu, Mikolov & Bengio,
 * 2013): t · clipNorm / max(globalNorm, clipNorm). If the norm is infinite or NaN, every element becomes NaN.
 * @param tList Tensors of one dtype; a `null` stays `null`.
 * @param clipNorm The greatest norm, 0-d and positive.
 * @param useNorm The global norm, if it is known already.
 * @throws InvalidArgumentError if there is no tensor in the list, or their dtypes differ.
 * @example
 * const { list, globalNorm } = tn.clipByGlobalNorm([tn.constant([6, 8]), null], 5);
 * console.log(globalNorm.item(), list[0].arraySync(), list[1]); // => 10 [ 3, 4 ] null
 */
export function clipByGlobalNorm<D extends FloatingDType = 'float32'>(
  tList: readonly (Operand<D> | null)[],
  clipNorm: Operand<D>,
  useNorm?: Operand<D>,
): ClippedList<D> {
  const clipped = [
    ...clipPresentByGlobalNorm(
      tList.filter((t) => t !== null),
      clipNorm,
      useNorm,
    ),
  ];
  // The outputs are one tensor for each that was present, and the norm after them.
  const globalNorm = clipped.pop() as Tensor<D>;
  return { list: tList.map((t) => (t === null ? null : (clipped.shift() as Tensor<D>))), globalNorm };
}
