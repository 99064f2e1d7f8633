/**
 * @file Jacobians, row by row: one backward walk per element of the target, seeded with a row of the identity.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import type { Gradient } from '../gradients/index.ts';
import { stack } from '../ops/joining.ts';
import { reshape } from '../ops/layout.ts';
import { isDifferentiable, scoped } from '../runtime/index.ts';
import { formatShape, type Shape, sizeOf } from '../shape/index.ts';
import { type Tensor, tensorsIn } from '../tensor/index.ts';
import { constantLike, identityRows, zerosLike } from './seeds.ts';
import { gradientOfSource, type Source } from './sources.ts';

/** From an upstream gradient of the target to the gradients that it has by identity of the sources. */
export type Pullback = (seed: Gradient) => ReadonlyMap<number, Gradient>;

/**
 * The Jacobian of a target by each source, of the target's shape and then the source's.
 * @param zero Whether a source that the target does not depend on gets zeros and not null.
 */
export function jacobianOf(
  target: Tensor,
  sources: readonly Source[],
  zero: boolean,
  pullback: Pullback,
): readonly (Gradient | null)[] {
  const rows = gradientRows(target, 0, sources, pullback);
  return sources.map((source, position) => {
    const shape = [...target.shape, ...source.value.shape];
    const known = assemble(rows[position], 0, shape, source.value);
    return known ?? (zero && isDifferentiable(source.value) ? zerosOf(shape, source.value) : null);
  });
}

/**
 * The Jacobian of each example: with one walk per element of an example, since a seed that is repeated over the batch
 * sums over it what is zero but for one example.
 * @throws InvalidArgumentError if the first dimensions differ or a rank is below two.
 */
export function batchJacobianOf(target: Tensor, source: Source, pullback: Pullback): Gradient {
  const { shape } = source.value;
  if (target.rank < 2 || shape.length < 2 || target.shape[0] !== shape[0]) {
    throw new InvalidArgumentError(
      `GradientTape.batchJacobian: Need first dimension of target shape ${formatShape(target.shape)} and source shape ` +
        `${formatShape(shape)} to match, and ranks of at least two.`,
    );
  }
  const [rows] = gradientRows(target, 1, [source], pullback);
  const result = [...target.shape, ...shape.slice(1)];
  return assemble(rows, 1, result, source.value) ?? zerosOf(result, source.value);
}

/** For each source the gradients of the target's elements, in order; none where there is no dependence. */
function gradientRows(
  target: Tensor,
  leading: number,
  sources: readonly Source[],
  pullback: Pullback,
): readonly (readonly Gradient[])[] {
  const rows = sources.map((): Gradient[] => []);
  if (!isDifferentiable(target)) return rows;
  const identity = identityRows(target, leading);
  // A target without elements is walked from once too: whether it depends on a source is a matter of the ops alone.
  for (let i = 0; i < Math.max(identity.size, 1); i++) {
    const found = scoped(() => {
      const gradients = pullback(identity.size === 0 ? zerosLike(target) : identity.row(i));
      return sources.map((source) => gradientOfSource(source, gradients));
    }, tensorsIn);
    found.forEach((gradient, position) => {
      if (gradient) rows[position].push(gradient);
    });
  }
  return rows;
}

/** Stacks rows and gives them the Jacobian's shape; undefined if there are none. */
function assemble(
  rows: readonly Gradient[],
  axis: number,
  shape: Shape,
  source: Tensor,
): Gradient | undefined {
  if (rows.length === 0) return undefined;
  return sizeOf(shape) === 0 ? zerosOf(shape, source) : (reshape(stack(rows, axis), shape) as Gradient);
}

const zerosOf = (shape: Shape, { dtype, storage }: Tensor) =>
  constantLike(0, { dtype, shape }, storage.device);
