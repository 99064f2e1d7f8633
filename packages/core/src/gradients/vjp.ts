/**
 * @file The vector-Jacobian product of any op: derived from its scalar program, or its rule. The one place where
 * gradients meet the record of an op.
 */

import { FailedPreconditionError, TenonError } from '../errors/index.ts';
import { transfer } from '../ops/array/transfer.ts';
import type { Attrs, ElementwiseOp, OpRecord, TensorSpec } from '../runtime/index.ts';
import { formatShape, isBroadcastableTo } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';
import {
  applyTangent,
  elementwiseTangent,
  type InputSet,
  savedForElementwise,
} from './elementwise-tangent.ts';
import { findRule } from './registry.ts';
import type { Gradient, GradientRule, RuleContext, Saved } from './rule.ts';
import { sumToShape } from './spread.ts';

const nothing: Saved = { inputs: [], output: false };

/**
 * What must be retained for the gradients of the needed inputs.
 * @param needed Which inputs a gradient may be asked for.
 */
export function savedFor(
  op: OpRecord,
  inputs: readonly (TensorSpec | undefined)[],
  attrs: Attrs,
  needed: readonly boolean[],
): Saved {
  switch (op.differentiation) {
    case 'derived': {
      let set: InputSet = 0;
      for (let i = 0; i < needed.length; i++) if (needed[i]) set |= 1 << i;
      // Only elementwise ops are derived, and all their inputs are present.
      return savedForElementwise(op as ElementwiseOp, inputs as readonly TensorSpec[], attrs, set);
    }
    case 'rule':
      // An op without its rule is recorded all the same: that it has none is an error where its gradient is wanted.
      return findRule(op)?.saved(inputs.length) ?? nothing;
    default:
      return nothing;
  }
}

/**
 * The gradients of the needed inputs from those of the outputs, each of its input's shape and on its device.
 * @returns null for an input that the op is not differentiable in.
 * @throws FailedPreconditionError if the op's rule is not registered; TenonError if it gives what does not fit.
 */
export function vectorJacobianProduct(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  context: RuleContext,
  needed: readonly boolean[],
): readonly (Gradient | null)[] {
  const gradients = gradientsOf(op, inputs, attrs, context, needed);
  if (gradients.length !== inputs.length) {
    throw new TenonError(
      `${op.name}: its gradient rule gave ${gradients.length} gradients for ${inputs.length} inputs.`,
    );
  }
  return gradients.map((gradient, position) =>
    gradient && needed[position] ? fitted(gradient, inputs[position] as Tensor, op, position) : null,
  );
}

function gradientsOf(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  context: RuleContext,
  needed: readonly boolean[],
): readonly (Gradient | null)[] {
  switch (op.differentiation) {
    case 'derived':
      return inputs.map((_, position) =>
        needed[position]
          ? derivedGradient(op as ElementwiseOp, inputs as readonly Tensor[], attrs, context, position)
          : null,
      );
    case 'rule':
      return ruleOf(op).apply(inputs, attrs, context, needed);
    default:
      return inputs.map(() => null);
  }
}

function derivedGradient(
  op: ElementwiseOp,
  inputs: readonly Tensor[],
  attrs: Attrs,
  { outputs, upstreams }: RuleContext,
  position: number,
): Gradient | null {
  const tangent = elementwiseTangent(op, inputs, attrs, 1 << position);
  return tangent && (applyTangent(tangent, [...inputs, outputs[0], upstreams[0]]) as Gradient);
}

/** A gradient of its input's shape, with broadcasting undone, on the input's device. */
function fitted(gradient: Gradient, input: Tensor, op: OpRecord, position: number): Gradient {
  if (gradient.dtype !== input.dtype || !isBroadcastableTo(input.shape, gradient.shape)) {
    throw new TenonError(
      `${op.name}: the gradient of input ${position} is ${gradient.dtype} ${formatShape(gradient.shape)}, ` +
        `but the input is ${input.dtype} ${formatShape(input.shape)}; its gradient rule must return the same.`,
    );
  }
  const summed = sumToShape(gradient, input.shape);
  return summed.device === input.device ? summed : transfer(summed, input.device);
}

function ruleOf(op: OpRecord): GradientRule {
  const rule = findRule(op);
  if (rule) return rule;
  throw new FailedPreconditionError(
    `${op.name} declares a gradient rule, but none is registered. Call registerGradient(gradientOf(${op.name}, …)).`,
  );
}
