/**
 * @file Functions with a gradient that their author gives (TensorFlow's `tf.custom_gradient` and what is built on it).
 */

import { type Operand, toTensor } from '../ops/define/index.ts';
import { isDifferentiable, scoped } from '../runtime/index.ts';
import { flattenStructure, isTensorLike, type Structure, type Tensor, tensorsIn } from '../tensor/index.ts';
import { type WithGradient, withCustomRule } from './custom-rule.ts';
import { GradientTape } from './gradient-tape.ts';

/** What a function of tensors may be called with. */
export type OperandsOf<Inputs extends readonly Tensor[]> = {
  [K in keyof Inputs]: Inputs[K] extends Tensor<infer D> ? Operand<D> : never;
};

/**
 * Gives a function a gradient of its own, used in place of that of its ops; gradients of the gradient are those of the
 * rule. The rule may use what the function computed.
 * @param fn From tensors to a value (a tensor or a structure of them) and its gradient: from the upstream gradient, in
 *   the value's structure, to one gradient per input (a list if there are several; null for none). If `fn` reads
 *   trainable variables that are no inputs, the rule takes them as second argument and returns `{ inputs, variables }`.
 * @returns The function; it takes operands where `fn` takes tensors. Inputs and an upstream gradient that are not one
 *   float32 tensor need a type annotation.
 * @throws InvalidArgumentError, when called, if variables are read and the rule does not take them; TenonError, when
 *   differentiated, if the rule returns the wrong number of gradients.
 * @example
 * const log1pExp = tn.customGradient((x) => {
 *   const e = tn.exp(x);
 *   return {
 *     value: tn.log(tn.add(e, 1)),
 *     gradient: (dy) => tn.multiply(dy, tn.subtract(1, tn.divide(1, tn.add(e, 1)))),
 *   };
 * });
 * console.log(tn.grad(log1pExp)(tn.constant(100)).item()); // => 1
 */
export function customGradient<Inputs extends readonly Tensor<'float32'>[]>(
  fn: (...inputs: Inputs) => WithGradient<Tensor<'float32'>>,
): (...operands: OperandsOf<Inputs>) => Tensor<'float32'>;
export function customGradient<Inputs extends readonly Tensor[], Value extends Structure<Tensor>>(
  fn: (...inputs: Inputs) => WithGradient<Value>,
): (...operands: OperandsOf<Inputs>) => Value;
export function customGradient<Inputs extends readonly Tensor[], Value extends Structure<Tensor>>(
  fn: (...inputs: Inputs) => WithGradient<Value>,
): (...operands: OperandsOf<Inputs>) => Value {
  const name = nameOf('customGradient', fn);
  // The operands are those that the type asks for, so the tensors are the inputs of `fn`.
  const forward = (inputs: readonly Tensor[]) => fn(...(inputs as unknown as Inputs));
  return (...operands) =>
    withOperands(name, operands, (inputs) => withCustomRule(name, inputs, forward, true));
}

/**
 * The function `fn`, whose gradient computes it a second time: tapes retain its inputs alone, and not what it computes
 * on the way. Time is paid for memory (Chen et al., «Training Deep Nets with Sublinear Memory Cost», 2016).
 * @example
 * const layer = tn.recomputeGrad((x: tn.Tensor<'float32'>) => tn.exp(tn.multiply(x, x)));
 * console.log(tn.grad(layer)(tn.constant(0)).item()); // => 0
 */
export function recomputeGrad<Inputs extends readonly Tensor[], Value extends Structure<Tensor>>(
  fn: (...inputs: Inputs) => Value,
): (...operands: OperandsOf<Inputs>) => Value {
  const name = nameOf('recomputeGrad', fn);
  const forward = (inputs: readonly Tensor[]): WithGradient<Value> =>
    // As in `customGradient`: the tensors are the inputs that the type asks for.
    recomputed(fn, inputs as unknown as Inputs);
  return (...operands) =>
    withOperands(name, operands, (inputs) => withCustomRule(name, inputs, forward, false));
}

/**
 * The function `fn` with the gradient of the identity: what comes back to its value goes on to its inputs. Variables
 * that it reads have none.
 * @example
 * const rounded = tn.gradPassThrough((x: tn.Tensor<'float32'>) => tn.round(x));
 * console.log(tn.grad(rounded)(tn.constant(1.4)).item()); // => 1
 */
export function gradPassThrough<Inputs extends readonly Tensor[], Value extends Structure<Tensor>>(
  fn: (...inputs: Inputs) => Value,
): (...operands: OperandsOf<Inputs>) => Value {
  const name = nameOf('gradPassThrough', fn);
  const forward = (inputs: readonly Tensor[]): WithGradient<Value> => ({
    // As in `customGradient`: the tensors are the inputs that the type asks for.
    value: fn(...(inputs as unknown as Inputs)),
    gradient: (upstream, variables) => ({
      inputs: flattenStructure(upstream) as readonly Tensor[],
      variables: variables.map(() => null),
    }),
  });
  return (...operands) =>
    withOperands(name, operands, (inputs) => withCustomRule(name, inputs, forward, true));
}

/** A value whose gradient computes it again, on a tape of its own. */
function recomputed<Inputs extends readonly Tensor[], Value extends Structure<Tensor>>(
  fn: (...inputs: Inputs) => Value,
  inputs: Inputs,
): WithGradient<Value> {
  return {
    // Of what is computed on the way nothing outlives the call.
    value: scoped(() => fn(...inputs), tensorsIn),
    gradient: (upstream, variables) => {
      const tape = new GradientTape({ watchAccessedVariables: false });
      try {
        const value = tape.record(() => {
          tape.watch([inputs.filter(isDifferentiable), variables]);
          return fn(...inputs);
        });
        const gradients = tape.gradient(value, [inputs as readonly Tensor[], variables] as const, {
          outputGradients: upstream,
        });
        return { inputs: gradients[0], variables: gradients[1] };
      } finally {
        tape.dispose();
      }
    },
  };
}

const nameOf = (transform: string, fn: { readonly name: string }) => `${transform}(${fn.name || 'fn'})`;

/** Runs with operands as tensors, and frees those that it made of values. */
function withOperands<T>(
  name: string,
  operands: readonly Operand[],
  run: (inputs: readonly Tensor[]) => T,
): T {
  const inputs: Tensor[] = [];
  try {
    for (const operand of operands) inputs.push(toTensor(operand, name));
    return run(inputs);
  } finally {
    inputs.forEach((input, position) => {
      if (!isTensorLike(operands[position])) input.dispose();
    });
  }
}
