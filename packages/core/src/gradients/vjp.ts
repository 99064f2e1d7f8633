/**
 * @file The vector-Jacobian product of any op: derived from its scalar program, or its rule. The one place where
 * gradients meet the record of an op.
 */

import type { DType } from '../dtype/index.ts';
import { FailedPreconditionError, TenonError } from '../errors/index.ts';
import { type Attrs, type ElementwiseOp, execute, type OpRecord, type TensorSpec } from '../runtime/index.ts';
import { identityProgram, type ScalarProgram, type TangentProgram, tangentProgram } from '../scalar/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { findRule } from './registry.ts';
import type { Gradient, GradientRule, RuleContext } from './rule.ts';
import { sumToShape } from './spread.ts';

/** Which tensors of an op a later gradient reads. */
export interface Saved {
  input(position: number): boolean;
  readonly output: boolean;
}

const nothing: Saved = { input: () => false, output: false };

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
      // Only elementwise ops are derived, and all their inputs are present.
      const elementwise = op as ElementwiseOp;
      const reads = new Set<number>();
      needed.forEach((isNeeded, position) => {
        if (!isNeeded) return;
        for (const read of derivative(elementwise, inputs as TensorSpec[], attrs, position)?.reads ?? [])
          reads.add(read);
      });
      return { input: (position) => reads.has(position), output: reads.has(inputs.length) };
    }
    case 'rule': {
      const rule = ruleOf(op);
      return { input: (position) => rule.savesInput(position, inputs.length), output: rule.savesOutput };
    }
    default:
      return nothing;
  }
}

/**
 * The gradients of the needed inputs from those of the outputs, each of its input's shape.
 * @returns null for an input that the op is not differentiable in.
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
  return gradients.map(
    (gradient, position) => gradient && sumToShape(gradient, (inputs[position] as Tensor).shape),
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
          ? derivedGradient(op as ElementwiseOp, inputs as Tensor[], attrs, context, position)
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
  const tangent = derivative(op, inputs, attrs, position);
  if (!tangent) return null;
  const { program } = tangent;
  // The gradient of x + y is the upstream itself: no kernel for that.
  if (program === identityProgram(upstreams[0]?.dtype as DType)) return upstreams[0] as Gradient;
  const available = [...inputs, outputs[0] as Tensor, upstreams[0] as Tensor];
  return applyTangent(op, tangent, available);
}

/** Evaluates a tangent program over what it reads, as an op, so that it is differentiable in turn. */
export function applyTangent(
  op: ElementwiseOp,
  tangent: TangentProgram,
  available: readonly Tensor[],
): Gradient {
  const record: ElementwiseOp = {
    kind: 'elementwise',
    name: `${op.name}.gradient`,
    differentiation: 'derived',
    programFor: () => tangent.program,
  };
  const reads = tangent.reads.map((read) => available[read] as Tensor);
  return execute(record, reads, {})[0] as Gradient;
}

const derivatives = new WeakMap<ScalarProgram, Map<number, TangentProgram | null>>();

/** The derivative of an elementwise op by one input, built once per program. */
function derivative(
  op: ElementwiseOp,
  inputs: readonly TensorSpec[],
  attrs: Attrs,
  position: number,
): TangentProgram | null {
  const program = op.programFor(inputs, attrs);
  let byInput = derivatives.get(program);
  if (!byInput) {
    byInput = new Map();
    derivatives.set(program, byInput);
  }
  let tangent = byInput.get(position);
  if (tangent === undefined) {
    tangent = tangentProgram(program, [position], op.tangentFor?.(attrs));
    byInput.set(position, tangent);
  }
  return tangent;
}

function ruleOf(op: OpRecord): GradientRule {
  const rule = findRule(op.name);
  if (rule) return rule;
  throw new FailedPreconditionError(
    `${op.name} declares a gradient rule, but none is registered. Call registerGradient(gradientOf(${op.name}, …)).`,
  );
}
