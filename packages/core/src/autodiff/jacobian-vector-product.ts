/**
 * @file The Jacobian-vector product of any op: from the tangents of its inputs to those of its outputs.
 *
 * An elementwise op has a tangent program. A view is linear, and so are products and sums in each of their operands:
 * the op itself is applied to the tangent. For everything else there is a gradient rule, and no second set of rules is
 * needed: the rule computes u ↦ Jᵀu, linear in u, and the gradient of that by u, seeded with t, is J·t. The rule is
 * recorded once, and walked backwards.
 */

import {
  applyTangent,
  elementwiseTangent,
  findRule,
  type Gradient,
  type InputSet,
  vectorJacobianProduct,
} from '../gradients/index.ts';
import { broadcastTo } from '../ops/array/layout.ts';
import { add } from '../ops/math/arithmetic.ts';
import {
  type Attrs,
  anotherHandle,
  type ElementwiseOp,
  execute,
  isDifferentiable,
  type OpRecord,
  withRecorder,
} from '../runtime/index.ts';
import { sameShape } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { accumulate, accumulateGradients } from './backward.ts';
import { Recording } from './recording.ts';
import { onesLike } from './seeds.ts';

/** A direction of change; null for a tensor that does not change. */
export type Tangent = Tensor | null;

/**
 * The tangents of an op's outputs.
 * @param tangents One per input; at least one is not null.
 * @returns One per output, of its shape and dtype; null for an output that does not change.
 */
export function jacobianVectorProduct(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  outputs: readonly Tensor[],
  tangents: readonly Tangent[],
): readonly Tangent[] {
  if (!outputs.some(isDifferentiable)) return outputs.map(() => null);
  if (op.kind === 'view') {
    // A view has one input, and it has a tangent, or none would be asked for.
    return op.differentiation === 'none' ? [null] : execute(op, [tangents[0] as Tensor], attrs);
  }
  switch (op.differentiation) {
    case 'derived':
      // Only elementwise ops are derived, and all their inputs are present.
      return [
        elementwiseProduct(op as ElementwiseOp, inputs as readonly Tensor[], attrs, outputs[0], tangents),
      ];
    case 'rule': {
      const rule = findRule(op);
      const isLinear = tangents.every((tangent, position) => !tangent || rule?.isLinearIn?.(position));
      return isLinear
        ? linearProduct(op, inputs, attrs, tangents)
        : transposedTwice(op, inputs, attrs, outputs, tangents);
    }
    default:
      return outputs.map(() => null);
  }
}

function elementwiseProduct(
  op: ElementwiseOp,
  inputs: readonly Tensor[],
  attrs: Attrs,
  output: Tensor,
  tangents: readonly Tangent[],
): Tangent {
  let varied: InputSet = 0;
  tangents.forEach((tangent, position) => {
    if (tangent) varied |= 1 << position;
  });
  const program = elementwiseTangent(op, inputs, attrs, varied);
  if (!program) return null;
  const given = tangents.filter((tangent) => tangent !== null);
  const tangent = applyTangent(program, [...inputs, output, ...given]);
  // The tangent of x in x + y has the shape of x, and the output may be greater.
  return sameShape(tangent.shape, output.shape) ? tangent : broadcastTo(tangent, output.shape);
}

/** The sum, over the inputs that change, of the op with the tangent in the input's place. */
function linearProduct(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  tangents: readonly Tangent[],
): readonly Tangent[] {
  const terms = tangents.flatMap((tangent, varied) =>
    tangent
      ? [
          execute(
            op,
            inputs.map((input, position) => (position === varied ? tangent : input)),
            attrs,
          ),
        ]
      : [],
  );
  return terms.reduce((sum, term) => sum.map((part, i) => add(part as Gradient, term[i] as Gradient)));
}

function transposedTwice(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  outputs: readonly Tensor[],
  tangents: readonly Tangent[],
): readonly Tangent[] {
  // Where the rule is evaluated does not matter, since it is linear; ones pass every guard against zeros.
  const upstreams = outputs.map((output) =>
    isDifferentiable(output) ? onesLike(output) : (undefined as never),
  );
  const recording = new Recording();
  for (const upstream of upstreams) if (upstream) recording.watch(upstream);
  try {
    const needed = tangents.map((tangent) => tangent !== null);
    const gradients = withRecorder(recording, () =>
      vectorJacobianProduct(op, inputs, attrs, { outputs, upstreams }, needed),
    );
    const seeds = new Map<number, Gradient>();
    gradients.forEach((gradient, position) => {
      const tangent = tangents[position];
      if (gradient && tangent && recording.tracks(gradient.id)) {
        accumulate(seeds, gradient.id, anotherHandle(tangent as Gradient));
      }
    });
    const ids = new Set(upstreams.flatMap((upstream) => upstream?.id ?? []));
    const products = accumulateGradients(recording.entries, seeds, ids, true);
    return upstreams.map((upstream) => (upstream && products.get(upstream.id)) ?? null);
  } finally {
    recording.clear();
  }
}
