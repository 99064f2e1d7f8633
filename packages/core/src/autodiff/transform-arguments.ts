/**
 * @file The arguments of transformed functions (`tn.grad(f)`): their types, and what the function is given for them.
 *
 * A transform hands its function new tensors in place of the arguments. So what a function captures is a constant even
 * if it was also given as an argument, and transforms nest without taking each other's arguments for their own.
 */

import { isFloating } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import { alias } from '../ops/array/layout.ts';
import { type Operand, toTensor } from '../ops/define/index.ts';
import {
  flattenStructure,
  isTensorLike,
  type Structure,
  type Tensor,
  type TensorLike,
  tensorsIn,
  type Values,
} from '../tensor/index.ts';
import type { GradientsOf } from './sources.ts';

/** The arguments of a function whose parameters have no type annotations. */
export type Floats = readonly Tensor<'float32'>[];
/** The arguments of a function of tensors and structures of them; that they are is checked when they are given. */
export type Arguments = readonly unknown[];

/** The tensor that stands for an operand: a transformed function takes operands, and may be transformed again. */
type TensorFor<T> = [Extract<T, TensorLike>] extends [never]
  ? T
  : Extract<T, TensorLike> extends TensorLike<infer D>
    ? Tensor<D>
    : never;

/** What stands where a function takes a tensor, or a structure of tensors. */
type OperandOf<T> =
  TensorFor<T> extends TensorLike<infer D> ? Operand<D> : { readonly [K in keyof T]: OperandOf<T[K]> };

/** What a transformed function is called with: operands in place of the tensors of the function. */
export type ArgumentsOf<A extends readonly unknown[]> = { [K in keyof A]: OperandOf<A[K]> };

/** Which arguments to differentiate with respect to: one position, or several for a list of gradients. */
export type Argnums = number | readonly number[];

export interface ArgnumsOption<N extends Argnums = Argnums> {
  /** The first argument by default. */
  readonly argnums?: N;
}

/** The gradients by the arguments at the given positions. */
export type ByArgnums<A extends readonly unknown[], N extends Argnums> = N extends number
  ? GradientsOf<TensorFor<A[N]>, never>
  : { [K in keyof N]: N[K] extends keyof A ? GradientsOf<TensorFor<A[N[K]]>, never> : never };

/** The gradients by all arguments. */
export type GradientsOfAll<A extends readonly unknown[]> = {
  [K in keyof A]: GradientsOf<TensorFor<A[K]>, never>;
};

/** Operands in the structure of a value. */
export type CotangentOf<Value> = OperandOf<Value>;

/** New tensors in place of all that stands for one. */
export function newArguments(context: string, args: readonly unknown[]): readonly Structure<Tensor>[] {
  return args.map((arg) => newArgument(context, arg));
}

function newArgument(context: string, arg: unknown): Structure<Tensor> {
  if (isTensorLike(arg)) return alias(arg);
  if (Array.isArray(arg) && flattenStructure(arg).some(isTensorLike)) {
    return arg.map((part) => newArgument(context, part));
  }
  const isObject = typeof arg === 'object' && arg !== null && Object.getPrototypeOf(arg) === Object.prototype;
  // Whatever else it is either becomes a tensor or is refused by name.
  if (!isObject) return toTensor(arg as Values, context);
  return Object.fromEntries(Object.entries(arg).map(([key, part]) => [key, newArgument(context, part)]));
}

/**
 * The arguments to differentiate with respect to.
 * @throws InvalidArgumentError if there is no such argument, or one is not floating.
 */
export function chosenArguments(
  context: string,
  args: readonly Structure<Tensor>[],
  argnums: Argnums = 0,
): Structure<Tensor> {
  return typeof argnums === 'number'
    ? chosenArgument(context, args, argnums)
    : argnums.map((position) => chosenArgument(context, args, position));
}

function chosenArgument(
  context: string,
  args: readonly Structure<Tensor>[],
  position: number,
): Structure<Tensor> {
  if (!(position in args)) {
    throw new InvalidArgumentError(
      `${context}: there is no argument ${position}; ${args.length} were given.`,
    );
  }
  const stranger = tensorsIn(args[position]).find(({ dtype }) => !isFloating(dtype));
  if (!stranger) return args[position];
  throw new InvalidArgumentError(
    `${context}: argument ${position} is ${stranger.dtype}; only floating dtypes have gradients. ` +
      'Choose others with { argnums }, or use tn.cast.',
  );
}
