/**
 * @file Running folds along one axis.
 *
 * With `exclusive` an element is folded from those before it only, so the first is the identity; with `reverse` the
 * axis is run through from its end.
 */

import type { ScanKind, View } from '../../backend/index.ts';
import { type DTypeClass, floating, type NumericDType, numeric } from '../../dtype/index.ts';
import { normalizeAxis, reverseLayout } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { kernelOp, type Operand, signature } from '../define/index.ts';

export interface ScanOptions {
  /** The axis to run along; 0 by default. */
  readonly axis?: number;
  /** Whether an element is left out of its own fold. */
  readonly exclusive?: boolean;
  /** Whether to run from the end of the axis. */
  readonly reverse?: boolean;
}

type ScanCall<Allowed extends NumericDType> = <D extends Allowed>(
  x: Operand<D>,
  axis?: number | ScanOptions,
  exclusive?: boolean | ScanOptions,
  reverse?: boolean | ScanOptions,
) => Tensor<D>;

function runningFold<const Name extends string, D extends NumericDType>(
  name: Name,
  kind: ScanKind,
  dtypes: DTypeClass<D>,
) {
  return kernelOp(name, {
    inputs: ['x'],
    dtypes,
    attrs: { axis: 0, exclusive: false, reverse: false },
    call: signature<ScanCall<D>>(),
    kernel: 'scan',
    infer: ({ x: { dtype, shape } }, { axis }) => {
      normalizeAxis(axis, shape.length, name);
      return { dtype, shape };
    },
    run: (kernels, { x }, [output], { axis, exclusive, reverse }) => {
      const along = normalizeAxis(axis, x.rank, name);
      const turned = (tensor: Tensor): View =>
        reverse ? { buffer: tensor.buffer, dtype: tensor.dtype, ...reverseLayout(tensor, [along]) } : tensor;
      kernels.scan(kind, turned(x), along, exclusive, turned(output));
    },
  });
}

/**
 * The running sum along `axis`. Integers wrap.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.cumsum([1, 2, 3]).arraySync(); // => [ 1, 3, 6 ]
 * tn.cumsum([1, 2, 3], { exclusive: true, reverse: true }).arraySync(); // => [ 5, 3, 0 ]
 */
export const cumsum = runningFold('cumsum', 'sum', numeric);

/**
 * The running product along `axis`. Integers wrap. Its gradient is exact also where elements are 0.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.cumprod([2, 3, 4]).arraySync(); // => [ 2, 6, 24 ]
 */
export const cumprod = runningFold('cumprod', 'prod', numeric);

/**
 * The running ln Σ exp(x) along `axis`, without overflow. The exclusive one begins with −∞.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.cumulativeLogsumexp([0, 0, 0], { exclusive: true }).arraySync()[1]; // => 0
 */
export const cumulativeLogsumexp = runningFold('cumulativeLogsumexp', 'logSumExp', floating);
