/**
 * @file Products with a Jacobian or a Hessian as functions of functions: `tn.vjp`, `tn.jvp`, `tn.hvp`. They cost about
 * as much as the function itself, where the matrix would cost that many times over.
 */

import { scoped } from '../runtime/index.ts';
import { disposeSymbol, type Structure, type Tensor, tensorsIn } from '../tensor/index.ts';
import { gradientAt, type TensorFunction } from './derivatives.ts';
import { ForwardAccumulator, type TangentStructure } from './forward-accumulator.ts';
import { GradientTape } from './gradient-tape.ts';
import type { GradientsOf, OutputGradients } from './sources.ts';
import {
  type Arguments,
  type ArgumentsOf,
  type CotangentOf,
  type Floats,
  type GradientsOfAll,
  newArguments,
} from './transform-arguments.ts';

/** From a cotangent of a result to those of the arguments. Retains what it needs until it is disposed. */
export interface Pullback<A extends readonly unknown[], Value> {
  (cotangent: CotangentOf<Value>): GradientsOfAll<A>;
  dispose(): void;
  [Symbol.dispose](): void;
}

/** From a function and its arguments to its value and the way back; see `vjp`. */
export interface VectorJacobianProduct {
  <A extends Floats, Value extends Structure<Tensor>>(
    f: (...args: A) => Value,
    ...primals: ArgumentsOf<A>
  ): [value: Value, pullback: Pullback<A, Value>];
  <A extends Arguments, Value extends Structure<Tensor>>(
    f: (...args: A) => Value,
    ...primals: ArgumentsOf<A>
  ): [value: Value, pullback: Pullback<A, Value>];
}

/**
 * The result of `f`, and the function that takes a cotangent of it back to the arguments, any number of times.
 * @example
 * const [y, pullback] = tn.vjp((x) => tn.multiply(x, x), tn.constant([1, 2]));
 * console.log(y.arraySync(), pullback([1, 10])[0].arraySync()); // => [ 1, 4 ] [ 2, 40 ]
 * pullback.dispose();
 */
export const vjp = ((f: TensorFunction<Structure<Tensor>>, ...primals: unknown[]) => {
  const tape = new GradientTape({ persistent: true, watchAccessedVariables: false });
  const dispose = () => tape.dispose();
  try {
    const args = newArguments('vjp', primals);
    const value = tape.record(() => {
      tape.watch(args);
      // The public type holds the primals to the function's parameters.
      return f(...(args as readonly never[]));
    });
    const pullback = (outputGradients: OutputGradients) =>
      tape.gradient<unknown>(value, args, { outputGradients, unconnectedGradients: 'zero' });
    return [value, Object.assign(pullback, { dispose, [disposeSymbol]: dispose })];
  } catch (error) {
    tape.dispose();
    throw error;
  }
}) as VectorJacobianProduct;

/** From a function, its arguments and their tangents to its value and its tangent; see `jvp`. */
export interface JacobianVectorProduct {
  <A extends Floats, Value extends Structure<Tensor>>(
    f: (...args: A) => Value,
    primals: ArgumentsOf<A>,
    tangents: ArgumentsOf<A>,
  ): [value: Value, tangent: GradientsOf<Value, never>];
  <A extends Arguments, Value extends Structure<Tensor>>(
    f: (...args: A) => Value,
    primals: ArgumentsOf<A>,
    tangents: ArgumentsOf<A>,
  ): [value: Value, tangent: GradientsOf<Value, never>];
}

/** The value of a function, and its tangent in the structure of the value. */
function valueAndTangent(
  context: string,
  f: TensorFunction<Structure<Tensor>>,
  primals: readonly unknown[],
  tangents: readonly unknown[],
): [value: Structure<Tensor>, tangent: unknown] {
  return scoped(() => {
    const args = newArguments(context, primals);
    const accumulator = new ForwardAccumulator(args, tangents as TangentStructure);
    try {
      // The public types hold the primals to the function's parameters.
      const value = accumulator.record(() => f(...(args as readonly never[])));
      return [value, accumulator.jvp<unknown>(value, { unconnectedGradients: 'zero' })];
    } finally {
      accumulator.dispose();
    }
  }, tensorsIn);
}

/**
 * The result of `f`, and how it changes when the arguments change in the direction of the tangents.
 * @param tangents One per primal, in its structure.
 * @example
 * const [y, tangent] = tn.jvp((x) => tn.multiply(x, x), [tn.constant([1, 2])], [[1, 10]]);
 * console.log(y.arraySync(), tangent.arraySync()); // => [ 1, 4 ] [ 2, 40 ]
 */
export const jvp = ((
  f: TensorFunction<Structure<Tensor>>,
  primals: readonly unknown[],
  tangents: readonly unknown[],
) => valueAndTangent('jvp', f, primals, tangents)) as JacobianVectorProduct;

/** From a function, its arguments and their tangents to products with its Hessian; see `hvp`. */
export interface HessianVectorProduct {
  <A extends Floats>(
    f: (...args: A) => Tensor,
    primals: ArgumentsOf<A>,
    tangents: ArgumentsOf<A>,
  ): GradientsOfAll<A>;
  <A extends Arguments>(
    f: (...args: A) => Tensor,
    primals: ArgumentsOf<A>,
    tangents: ArgumentsOf<A>,
  ): GradientsOfAll<A>;
}

/**
 * The product of the Hessian of `f`, a function of one result with one element, with a direction: forward mode over
 * reverse mode, so that no Hessian is made.
 * @returns One product per argument, in its structure.
 * @example
 * const f = (x: tn.Tensor<'float32'>) => tn.reduceSum(tn.multiply(x, tn.multiply(x, x)));
 * tn.hvp(f, [[1, 2]], [[1, 0]])[0].arraySync(); // => [ 6, 0 ]
 */
export const hvp = ((f: TensorFunction, primals: readonly unknown[], tangents: readonly unknown[]) => {
  const argnums = primals.map((_, position) => position);
  const gradients = (...args: readonly never[]) => gradientAt('hvp', f, args, { argnums });
  return scoped(() => valueAndTangent('hvp', gradients, primals, tangents)[1], tensorsIn);
}) as HessianVectorProduct;
