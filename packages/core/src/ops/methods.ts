/**
 * @file The chainable methods of tensors and variables: `x.add(y).square().sum()`.
 *
 * They are installed from here, and merged into the types, because `tensor/` knows no op. Not as a side effect of an
 * import, which a bundler may drop: `tn.use` installs those of tensors, since no tensor exists before it, and the class
 * `Variable` its own.
 */

import type { DType } from '../dtype/index.ts';
import { type ArithmeticMethods, arithmeticMethods } from './methods/arithmetic-methods.ts';
import { type FunctionMethods, functionMethods } from './methods/function-methods.ts';
import { type MovementMethods, movementMethods } from './methods/movement-methods.ts';
import { type ReductionMethods, reductionMethods } from './methods/reduction-methods.ts';

/** Every chainable method. Each is an op with the receiver as its first operand. */
export interface TensorMethods
  extends ArithmeticMethods,
    FunctionMethods,
    ReductionMethods,
    MovementMethods {}

declare module '../tensor/tensor.ts' {
  interface Tensor<D extends DType = DType> extends TensorMethods {}
}

const methods: TensorMethods = {
  ...arithmeticMethods,
  ...functionMethods,
  ...reductionMethods,
  ...movementMethods,
};

/** Gives the methods to all that have this prototype; as methods of a class are, they are not enumerable. */
export function installMethods(prototype: object): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}
