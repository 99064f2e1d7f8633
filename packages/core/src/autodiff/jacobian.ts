/**
 * @file Jacobians: the backward walk, seeded with every row of an identity in turn, or with all of them at once.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import type { Gradient } from '../gradients/index.ts';
import { stack } from '../ops/array/joining.ts';
import { reshape, transpose } from '../ops/array/layout.ts';
import { isDifferentiable, scoped } from '../runtime/index.ts';
import { formatShape, type Shape, sizeOf } from '../shape/index.ts';
import { type Tensor, tensorsIn } from '../tensor/index.ts';
import { type Pullback, pullbackOfBatch } from './batched-pullback.ts';
import { constantLike, identityRows, zerosLike } from './seeds.ts';
import { gradientOfSource, type Source } from './sources.ts';

export interface JacobianOptions {
  /**
   * Whether all rows are computed in one walk, op by op over a batch, in place of one walk per row. That is faster
   * where what an op costs beside its elements counts, as on a GPU, and takes the memory of all rows at once.
   */
  readonly vectorized?: boolean;
}

/**
 * The Jacobian of a target by each source, of the target's shape and then the source's.
 * @param zero Whether a source that the target does not depend on gets zeros and not null.
 */
export function jacobianOf(
  target: Tensor,
  sources: readonly Source[],
  zero: boolean,
  pullback: Pullback,
  options: JacobianOptions,
): readonly (Gradient | null)[] {
  const rows = gradientRows(target, 0, sources, pullback, options);
  return sources.map(({ value }, position) => {
    const shape = [...target.shape, ...value.shape];
    const known = rows[position];
    if (known) return laidOut(known, shape, value);
    return zero && isDifferentiable(value) ? zerosOf(shape, value) : null;
  });
}

/**
 * The Jacobian of each example: with one row per element of an example, since a seed that is repeated over the batch
 * sums over it what is zero but for one example.
 * @throws InvalidArgumentError if the first dimensions differ or a rank is below two.
 */
export function batchJacobianOf(
  target: Tensor,
  source: Source,
  pullback: Pullback,
  options: JacobianOptions,
): Gradient {
  const { shape } = source.value;
  if (target.rank < 2 || shape.length < 2 || target.shape[0] !== shape[0]) {
    throw new InvalidArgumentError(
      `GradientTape.batchJacobian: Need first dimension of target shape ${formatShape(target.shape)} and source shape ` +
        `${formatShape(shape)} to match, and ranks of at least two.`,
    );
  }
  const result = [...target.shape, ...shape.slice(1)];
  const [rows] = gradientRows(target, 1, [source], pullback, options);
  if (!rows) return zerosOf(result, source.value);
  const exchanged = rows.shape.map((_, axis) => (axis < 2 ? 1 - axis : axis));
  return laidOut(transpose(rows, exchanged), result, source.value);
}

/** For each source the gradients of the target's elements, one after the other; undefined without dependence. */
function gradientRows(
  target: Tensor,
  leading: number,
  sources: readonly Source[],
  pullback: Pullback,
  { vectorized = false }: JacobianOptions,
): readonly (Gradient | undefined)[] {
  if (!isDifferentiable(target)) return sources.map(() => undefined);
  const identity = identityRows(target, leading);
  if (identity.size === 0) {
    // Whether a target without elements depends on a source is a matter of the ops alone.
    const gradients = pullback(zerosLike(target));
    return sources.map((source) => gradientOfSource(source, gradients));
  }
  const gradientsFor = (seed: Gradient, pull: Pullback) =>
    scoped(() => {
      const gradients = pull(seed);
      return sources.map((source) => gradientOfSource(source, gradients));
    }, tensorsIn);
  if (vectorized) return gradientsFor(identity.all(), pullbackOfBatch(pullback, target, identity.size));
  const rows = Array.from({ length: identity.size }, (_, i) => gradientsFor(identity.row(i), pullback));
  return sources.map((_, position) => {
    const column = rows.flatMap((row) => row[position] ?? []);
    return column.length === 0 ? undefined : (stack(column) as Gradient);
  });
}

/** Rows in the Jacobian's shape. */
const laidOut = (rows: Gradient, shape: Shape, source: Tensor): Gradient =>
  sizeOf(shape) === 0 ? zerosOf(shape, source) : (reshape(rows, shape) as Gradient);

const zerosOf = (shape: Shape, { dtype, storage }: Tensor) =>
  constantLike(0, { dtype, shape }, storage.device);
