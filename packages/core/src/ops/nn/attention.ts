/**
 * @file Attention.
 */

import { boolean, type FloatingDType, finfo, floating } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { broadcastShapes, formatShape, isBroadcastableTo, type Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { coordinateAlong } from '../array/coordinate.ts';
import { where } from '../array/selection.ts';
import { composite, type Operand, signature } from '../define/index.ts';
import { withNamedInputs } from '../define/with-named-inputs.ts';
import { matmul } from '../linalg/matmul.ts';
import { multiply } from '../math/arithmetic.ts';
import { greaterEqual } from '../math/comparison.ts';
import { logicalAnd } from '../math/logical.ts';
import { softmax } from './softmax.ts';

/** What a query may look at, and how much the scores are scaled. */
export interface AttentionOptions {
  /** Whether the query at position i sees the keys up to position i only; false by default. */
  readonly causal?: boolean;
  /** The factor of the scores; 1 / √depth by default. */
  readonly scale?: number | null;
}

/** The same, with the mask by name. */
export interface MaskedAttentionOptions extends AttentionOptions {
  /** True where a query may look: a bool tensor that broadcasts to […, queries, keys]. */
  readonly mask?: Operand<'bool'> | null;
}

/** The mask by position or by name, and the options. */
export type AttentionArguments =
  | readonly [options?: MaskedAttentionOptions]
  | readonly [mask: Operand<'bool'> | null, options?: AttentionOptions];

export interface AttentionCall {
  <D extends FloatingDType>(
    query: Values,
    key: Operand<D>,
    value: Operand<D>,
    ...rest: AttentionArguments
  ): Tensor<D>;
  <D extends FloatingDType>(
    query: TensorLike<D>,
    key: Operand<NoInfer<D>>,
    value: Operand<NoInfer<D>>,
    ...rest: AttentionArguments
  ): Tensor<D>;
}

/**
 * Scaled dot-product attention, softmax(Q·Kᵀ · scale)·V (Vaswani et al., Attention Is All You Need, 2017): of `query`
 * […, queries, depth], `key` […, keys, depth] and `value` […, keys, value depth] to […, queries, value depth]. Leading
 * axes, such as batch and heads, broadcast. What a query may not look at, by `mask` or because it is `causal`, has no
 * weight; a query that may look at nothing gives zeros.
 * @throws InvalidArgumentError if shapes do not fit together.
 * @example
 * const x = tn.constant([[1, 0], [0, 1]]);
 * tn.scaledDotProductAttention(x, x, [[1], [2]], { causal: true, scale: 0 }).arraySync(); // => [ [ 1 ], [ 1.5 ] ]
 */
export const scaledDotProductAttention = withNamedInputs(
  composite('scaledDotProductAttention', {
    inputs: ['query', 'key', 'value', 'mask?'],
    dtypes: { query: floating, key: 'query', value: 'query', mask: boolean },
    attrs: { causal: false, scale: null as number | null },
    call: signature<AttentionCall>(),
    infer: ({ query, key, value, mask }) => {
      // A mask is optional, also where it is only a spec.
      const scores = scoresShape(query.shape, key.shape, value.shape, mask?.shape);
      return { dtype: query.dtype, shape: attendedShape(scores, value.shape) };
    },
    lower: ({ query, key, value, mask }, { causal, scale }) => {
      const shape = scoresShape(query.shape, key.shape, value.shape, mask?.shape);
      const factor = scale ?? 1 / Math.sqrt(query.shape.at(-1) as number);
      // Scaling the query is less work than scaling the scores, and keeps those of float16 in range.
      const scores = matmul(multiply(query, factor), key, { transposeB: true });
      const visible = visibleKeys(query, shape, mask, causal);
      if (!visible) return matmul(softmax(scores), value);
      // Not −∞, of which softmax makes NaN where a query sees nothing; the weights are cleared after it anyway.
      const weights = softmax(where(visible, scores, -finfo(query.dtype).max));
      return matmul(where(visible, weights, 0), value);
    },
  }),
);

/** Where a query may look; undefined if everywhere. */
function visibleKeys(
  query: Tensor,
  scores: Shape,
  mask: Tensor<'bool'> | undefined,
  causal: boolean,
): Tensor<'bool'> | undefined {
  if (!causal) return mask;
  const [queries, keys] = scores.slice(-2);
  const past = greaterEqual(
    coordinateAlong(0, [queries, 1], 'int32', query),
    coordinateAlong(1, [1, keys], 'int32', query),
  );
  return mask ? logicalAnd(mask, past) : past;
}

/** The shape of the scores, […, queries, keys]. */
function scoresShape(query: Shape, key: Shape, value: Shape, mask: Shape | undefined): Shape {
  const fits =
    Math.min(query.length, key.length, value.length) >= 2 &&
    query.at(-1) === key.at(-1) &&
    key.at(-2) === value.at(-2);
  if (!fits) {
    throw new InvalidArgumentError(
      'scaledDotProductAttention: needs query […, queries, depth], key […, keys, depth] and value […, keys, value ' +
        `depth], got shapes ${formatShape(query)}, ${formatShape(key)} and ${formatShape(value)}.`,
    );
  }
  const batch = broadcastShapes([query.slice(0, -2), key.slice(0, -2)], 'scaledDotProductAttention');
  const scores = [...batch, ...query.slice(-2, -1), ...key.slice(-2, -1)];
  if (mask && !isBroadcastableTo(mask, scores)) {
    throw new InvalidArgumentError(
      `scaledDotProductAttention: a mask of shape ${formatShape(mask)} does not broadcast to the scores, ` +
        `${formatShape(scores)}.`,
    );
  }
  return scores;
}

/** The shape of the result, from those of the scores and of the values. */
function attendedShape(scores: Shape, value: Shape): Shape {
  const batch = broadcastShapes([scores.slice(0, -2), value.slice(0, -2)], 'scaledDotProductAttention');
  return [...batch, ...scores.slice(-2, -1), ...value.slice(-1)];
}
