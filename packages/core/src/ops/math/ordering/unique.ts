/**
 * @file The distinct elements of a vector. How many there are depends on their values, so these functions read them:
 * asynchronously, or at once (`…Sync`) where the device can. They are functions, not ops, and have no gradient.
 */

import type { DType, IndexDType } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape } from '../../../shape/index.ts';
import { isTensorLike, type Tensor } from '../../../tensor/index.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { type Operand, toTensor } from '../../define/index.ts';

export interface UniqueOptions<I extends IndexDType> {
  /** The dtype of positions and counts; int32 by default. */
  readonly outIdx?: I;
}

export interface Unique<D extends DType, I extends IndexDType> {
  /** The distinct values, in the order of their first occurrence. */
  readonly y: Tensor<D>;
  /** For each element the position of its value in `y`. */
  readonly idx: Tensor<I>;
}

export interface UniqueWithCounts<D extends DType, I extends IndexDType> extends Unique<D, I> {
  /** How often each value occurs. */
  readonly count: Tensor<I>;
}

/**
 * The distinct elements of a vector in the order of their first occurrence, and for each element the position of its
 * value among them. No NaN equals another.
 * @throws InvalidArgumentError if x is no vector.
 * @example
 * const { y, idx } = await tn.unique([3, 1, 3]);
 * console.log(y.arraySync(), idx.arraySync()); // => [ 3, 1 ] [ 0, 1, 0 ]
 */
export function unique<D extends DType, I extends IndexDType = 'int32'>(
  x: Operand<D>,
  options: UniqueOptions<I> = {},
): Promise<Unique<D, I>> {
  return whenRead('unique', x, (vector, found) => uniqueOf(vector, found, options));
}

/**
 * The same as `unique`, at once.
 * @throws UnimplementedError on a device that cannot read synchronously.
 */
export function uniqueSync<D extends DType, I extends IndexDType = 'int32'>(
  x: Operand<D>,
  options: UniqueOptions<I> = {},
): Unique<D, I> {
  return readNow('uniqueSync', x, (vector, found) => uniqueOf(vector, found, options));
}

/**
 * The same as `unique`, and how often each value occurs.
 * @throws InvalidArgumentError if x is no vector.
 * @example
 * const { y, count } = await tn.uniqueWithCounts([3, 1, 3]);
 * console.log(y.arraySync(), count.arraySync()); // => [ 3, 1 ] [ 2, 1 ]
 */
export function uniqueWithCounts<D extends DType, I extends IndexDType = 'int32'>(
  x: Operand<D>,
  options: UniqueOptions<I> = {},
): Promise<UniqueWithCounts<D, I>> {
  return whenRead('uniqueWithCounts', x, (vector, found) => uniqueWithCountsOf(vector, found, options));
}

/**
 * The same as `uniqueWithCounts`, at once.
 * @throws UnimplementedError on a device that cannot read synchronously.
 */
export function uniqueWithCountsSync<D extends DType, I extends IndexDType = 'int32'>(
  x: Operand<D>,
  options: UniqueOptions<I> = {},
): UniqueWithCounts<D, I> {
  return readNow('uniqueWithCountsSync', x, (vector, found) => uniqueWithCountsOf(vector, found, options));
}

type Element = number | bigint;

/** The distinct ones among some elements. */
interface Distinct {
  readonly values: readonly Element[];
  readonly positions: readonly number[];
  readonly counts: readonly number[];
}

function distinct(elements: Iterable<Element>): Distinct {
  const values: Element[] = [];
  const positions: number[] = [];
  const counts: number[] = [];
  const places = new Map<Element, number>();
  for (const element of elements) {
    // A map takes all NaN for one.
    let place = Number.isNaN(element) ? undefined : places.get(element);
    if (place === undefined) {
      place = values.push(element) - 1;
      places.set(element, place);
      counts.push(0);
    }
    counts[place]++;
    positions.push(place);
  }
  return { values, positions, counts };
}

function uniqueOf<D extends DType, I extends IndexDType>(
  x: Tensor<D>,
  { values, positions }: Distinct,
  options: UniqueOptions<I>,
): Unique<D, I> {
  const written = x.dtype === 'bool' ? values.map(Boolean) : values;
  return {
    y: constantBeside(x, written, x.dtype, 'unique'),
    idx: constantBeside(x, positions, indexDType(options), 'unique'),
  };
}

function uniqueWithCountsOf<D extends DType, I extends IndexDType>(
  x: Tensor<D>,
  found: Distinct,
  options: UniqueOptions<I>,
): UniqueWithCounts<D, I> {
  const count = constantBeside(x, found.counts, indexDType(options), 'unique');
  return { ...uniqueOf(x, found, options), count };
}

// `I` is int32 where the option is not given.
const indexDType = <I extends IndexDType>({ outIdx }: UniqueOptions<I>) => outIdx ?? ('int32' as I);

async function whenRead<D extends DType, Result>(
  op: string,
  operand: Operand<D>,
  build: (x: Tensor<D>, found: Distinct) => Result,
): Promise<Result> {
  const x = vectorOf(op, operand);
  try {
    return build(x, distinct(await x.data()));
  } finally {
    if (!isTensorLike(operand)) x.dispose();
  }
}

function readNow<D extends DType, Result>(
  op: string,
  operand: Operand<D>,
  build: (x: Tensor<D>, found: Distinct) => Result,
): Result {
  const x = vectorOf(op, operand);
  try {
    return build(x, distinct(x.dataSync()));
  } finally {
    if (!isTensorLike(operand)) x.dispose();
  }
}

/** @throws InvalidArgumentError unless it is a vector. */
function vectorOf<D extends DType>(op: string, operand: Operand<D>): Tensor<D> {
  // A tensor has the dtype that its type says, and so have values.
  const x = toTensor(operand, op) as Tensor<D>;
  if (x.rank === 1) return x;
  const message = `${op}: takes a vector, got shape ${formatShape(x.shape)}. Reshape it to [-1].`;
  if (!isTensorLike(operand)) x.dispose();
  throw new InvalidArgumentError(message);
}
