/**
 * @file Derivatives as functions of functions: `tn.grad(f)(x)`, for those who think in JAX's terms.
 */

import type { FloatingDType } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import type { Operand } from '../ops/define/index.ts';
import { scoped } from '../runtime/index.ts';
import { formatShape } from '../shape/index.ts';
import { type Structure, type Tensor, tensorsIn } from '../tensor/index.ts';
import { GradientTape } from './gradient-tape.ts';
import type { JacobianOptions } from './jacobian.ts';
import {
  type Argnums,
  type ArgnumsOption,
  type Arguments,
  type ArgumentsOf,
  type ByArgnums,
  chosenArguments,
  type Floats,
  newArguments,
} from './transform-arguments.ts';

/** From a function to its derivative by the arguments chosen: a list of derivatives for a list of arguments. */
export interface Derivative<Options = unknown> {
  <A extends Floats, const N extends Argnums = 0>(
    f: (...args: A) => Tensor,
    options?: ArgnumsOption<N> & Options,
  ): (...args: ArgumentsOf<A>) => ByArgnums<A, NoInfer<N>>;
  <A extends Arguments, const N extends Argnums = 0>(
    f: (...args: A) => Tensor,
    options?: ArgnumsOption<N> & Options,
  ): (...args: ArgumentsOf<A>) => ByArgnums<A, NoInfer<N>>;
}

/** The same beside the value. */
export interface ValueAndDerivative {
  <A extends Floats, Value extends Tensor, const N extends Argnums = 0>(
    f: (...args: A) => Value,
    options?: ArgnumsOption<N>,
  ): (...args: ArgumentsOf<A>) => [value: Value, gradient: ByArgnums<A, NoInfer<N>>];
  <A extends Arguments, Value extends Tensor, const N extends Argnums = 0>(
    f: (...args: A) => Value,
    options?: ArgnumsOption<N>,
  ): (...args: ArgumentsOf<A>) => [value: Value, gradient: ByArgnums<A, NoInfer<N>>];
}

/** A function of tensors and structures of them, whatever its arguments. */
export type TensorFunction<Value = Tensor> = (...args: readonly never[]) => Value;

const zeros = { unconnectedGradients: 'zero' } as const;

/**
 * Computes from the result of a function, recorded on a tape that watches the arguments chosen.
 * @param context The name of the transform, for errors.
 * @param compute Gets the tape, the result, and the new tensors in place of the arguments chosen.
 */
function differentiate<Result>(
  context: string,
  f: TensorFunction,
  args: readonly unknown[],
  options: ArgnumsOption | undefined,
  compute: (tape: GradientTape, value: Tensor, chosen: Structure<Tensor>) => Result,
): Result {
  return scoped(() => {
    const primals = newArguments(context, args);
    const chosen = chosenArguments(context, primals, options?.argnums);
    const tape = new GradientTape({ watchAccessedVariables: false });
    try {
      const value = tape.record(() => {
        tape.watch(chosen);
        // The public types hold the arguments to the function's parameters.
        return f(...(primals as readonly never[]));
      });
      return compute(tape, value, chosen);
    } finally {
      tape.dispose();
    }
  }, tensorsIn);
}

/** The value of a function of one result with one element, and its gradient. */
export function valueAndGradient(
  context: string,
  f: TensorFunction,
  args: readonly unknown[],
  options: ArgnumsOption | undefined,
): readonly [value: Tensor, gradient: Structure<Tensor>] {
  return differentiate(context, f, args, options, (tape, value, chosen) => {
    if (value.size !== 1) {
      throw new InvalidArgumentError(
        `${context}: the function must return a tensor of one element, but returned shape ${formatShape(value.shape)}. ` +
          'Sum it, or use jacobian or vjp.',
      );
    }
    return [value, tape.gradient<unknown>(value, chosen, zeros) as Structure<Tensor>];
  });
}

/** The gradient alone. */
export function gradientAt(
  context: string,
  f: TensorFunction,
  args: readonly unknown[],
  options: ArgnumsOption | undefined,
): Structure<Tensor> {
  return scoped(() => valueAndGradient(context, f, args, options)[1], tensorsIn);
}

/**
 * The function that computes the gradient of `f`, a function of one result with one element.
 * @returns A function of the same arguments; it gives the gradient by each argument chosen, in the argument's
 *   structure, zeros where `f` does not depend on it.
 * @throws InvalidArgumentError, when called, if the result has more than one element or an argument is not floating.
 * @example
 * const cube = (x: tn.Tensor<'float32'>) => tn.multiply(x, tn.multiply(x, x));
 * console.log(tn.grad(cube)(2).item(), tn.grad(tn.grad(cube))(2).item()); // => 12 12
 */
export const grad = ((f: TensorFunction, options?: ArgnumsOption) =>
  (...args: unknown[]) =>
    gradientAt('grad', f, args, options)) as Derivative;

/**
 * The function that computes both the result of `f` and its gradient; see `grad`.
 * @example
 * const [value, gradient] = tn.valueAndGrad((x) => tn.reduceSum(tn.multiply(x, x)))([1, 2]);
 * console.log(value.item(), gradient.arraySync()); // => 5 [ 2, 4 ]
 */
export const valueAndGrad = ((f: TensorFunction, options?: ArgnumsOption) =>
  (...args: unknown[]) =>
    valueAndGradient('valueAndGrad', f, args, options)) as ValueAndDerivative;

function jacobianAt(
  context: string,
  f: TensorFunction,
  args: readonly unknown[],
  options: (ArgnumsOption & JacobianOptions) | undefined,
): unknown {
  return differentiate(context, f, args, options, (tape, value, chosen) =>
    tape.jacobian<unknown>(value, chosen, { ...zeros, vectorized: options?.vectorized }),
  );
}

/**
 * The function that computes the Jacobian of `f`: of the result's shape, then the argument's.
 * @example
 * tn.jacobian((x) => tn.multiply(x, x))([1, 2]).arraySync(); // => [ [ 2, 0 ], [ 0, 4 ] ]
 */
export const jacobian = ((f: TensorFunction, options?: ArgnumsOption & JacobianOptions) =>
  (...args: unknown[]) =>
    jacobianAt('jacobian', f, args, options)) as Derivative<JacobianOptions>;

/**
 * The function that computes the Jacobian of `f` for each example of a batch; see `GradientTape.batchJacobian`.
 * @example
 * tn.batchJacobian((x) => tn.multiply(x, x))([[1, 2]]).arraySync(); // => [ [ [ 2, 0 ], [ 0, 4 ] ] ]
 */
export function batchJacobian<D extends FloatingDType = 'float32'>(
  f: (x: Tensor<D>) => Tensor,
  options?: JacobianOptions,
): (x: Operand<D>) => Tensor<D> {
  return (x) =>
    differentiate('batchJacobian', f, [x], undefined, (tape, value, chosen) =>
      tape.batchJacobian(value, chosen as Tensor<D>, options),
    );
}

/**
 * The function that computes the Hessian of `f`, a function of one result with one element, by one argument that is
 * one tensor: of the argument's shape, twice.
 * @throws InvalidArgumentError, when called, if the argument is a structure of tensors.
 * @example
 * tn.hessian((x) => tn.reduceSum(tn.multiply(x, tn.multiply(x, x))))([1, 2]).arraySync(); // => [ [ 6, 0 ], [ 0, 12 ] ]
 */
export const hessian = ((f: TensorFunction, options?: ArgnumsOption & JacobianOptions) =>
  (...args: unknown[]) =>
    jacobianAt('hessian', gradientTensor(f, options), args, options)) as Derivative<JacobianOptions>;

/** The gradient of a function by one argument that is one tensor. */
function gradientTensor(f: TensorFunction, options: ArgnumsOption | undefined): TensorFunction {
  return (...args) => {
    const gradients = tensorsIn(gradientAt('hessian', f, args, options));
    if (gradients.length === 1) return gradients[0];
    throw new InvalidArgumentError(
      `hessian: differentiate by one tensor, not by ${gradients.length}; pack them into one, or choose one with argnums.`,
    );
  };
}
