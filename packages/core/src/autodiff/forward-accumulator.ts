/**
 * @file `ForwardAccumulator`: Jacobian-vector products, computed while the ops run (`tf.autodiff.ForwardAccumulator`).
 *
 * Beside every tensor that depends on a primal the accumulator keeps its tangent, and computes those of an op's
 * outputs as soon as the op ran. It computes them one level further out: accumulators and tapes that were started
 * before this one see the ops, so products can be differentiated in turn; itself and those inside of it do not.
 */

import { FailedPreconditionError, InvalidArgumentError } from '../errors/index.ts';
import type { Gradient } from '../gradients/index.ts';
import type { Operand } from '../ops/define/index.ts';
import {
  type Attrs,
  anotherHandle,
  isDifferentiable,
  isStarted,
  keep,
  type OpRecord,
  type ReadableVariable,
  type Recorder,
  refusePromise,
  scoped,
  startRecorder,
  stopRecorder,
  withOuterRecorders,
  withRecorder,
} from '../runtime/index.ts';
import { disposeSymbol, flattenStructure, type Structure, type Tensor, tensorsIn } from '../tensor/index.ts';
import { jacobianVectorProduct, type Tangent } from './jacobian-vector-product.ts';
import { zerosLike } from './seeds.ts';
import {
  checkTensorLike,
  currentValue,
  type GradientsOf,
  givesZeros,
  inForm,
  isVariable,
  matching,
  type UnconnectedGradients,
} from './sources.ts';
import { Tangents } from './tangents.ts';
import { zipStructure } from './zip-structure.ts';

/** Tangents in the structure of the primals. */
export type TangentStructure =
  | Operand
  | readonly TangentStructure[]
  | { readonly [key: string]: TangentStructure };

/**
 * Computes Jacobian-vector products in forward mode: one pass, whatever the number of outputs, per direction.
 * @example
 * const x = tn.constant([1, 2]);
 * const accumulator = new tn.ForwardAccumulator(x, [1, 0]);
 * const y = accumulator.record(() => tn.multiply(x, x));
 * console.log(accumulator.jvp(y).arraySync()); // => [ 2, 0 ]
 */
export class ForwardAccumulator {
  readonly #tangents = new Tangents();
  /** A variable's tangent belongs to the variable: it stays when another value is assigned. */
  readonly #variables = new Map<ReadableVariable, Tensor>();
  #disposed = false;

  readonly #recorder: Recorder = {
    recordOp: (op, inputs, attrs, outputs) => this.#recordOp(op, inputs, attrs, outputs),
    readVariable: (variable, value) => {
      const tangent = this.#variables.get(variable);
      if (tangent && !this.#tangents.has(value.id)) this.#tangents.set(value, keep(anotherHandle(tangent)));
    },
  };

  /**
   * @param primals Tensors or variables, in any structure, to differentiate with respect to.
   * @param tangents In the same structure, the direction in which each changes, of its shape and dtype.
   * @throws InvalidArgumentError if a primal is given twice, or a tangent does not fit its primal.
   */
  constructor(primals: Structure, tangents: TangentStructure) {
    try {
      this.watch(primals, tangents);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** An accumulator that records from now on, until it is disposed. */
  static start(primals: Structure, tangents: TangentStructure): ForwardAccumulator {
    const accumulator = new ForwardAccumulator(primals, tangents);
    startRecorder(accumulator.#recorder);
    return accumulator;
  }

  /**
   * Runs `fn` and computes the products of its ops. An accumulator that was exited may record again, and continues.
   * @returns What `fn` returns.
   * @throws FailedPreconditionError if the accumulator is recording already, or was disposed.
   */
  record<T>(fn: () => T): T {
    this.#assertUsable('record');
    if (isStarted(this.#recorder)) {
      throw new FailedPreconditionError('ForwardAccumulator.record: the accumulator is recording already.');
    }
    return withRecorder(this.#recorder, () => refusePromise(fn(), 'ForwardAccumulator.record'));
  }

  /**
   * Gives further primals their tangents.
   * @throws InvalidArgumentError if a primal has one already: to differentiate in two directions sum the tangents.
   */
  watch(primals: Structure, tangents: TangentStructure): void {
    this.#assertUsable('watch');
    for (const [primal, tangent] of zipStructure(primals, tangents, 'ForwardAccumulator: tangents')) {
      const like = checkTensorLike(primal, 'ForwardAccumulator');
      const value = currentValue(like);
      const variable = isVariable(like) ? like : undefined;
      if (variable ? this.#variables.has(variable) : this.#tangents.has(value.id)) {
        throw new InvalidArgumentError(
          `ForwardAccumulator: ${variable ? `variable ${variable.name}` : `tensor ${value.id}`} was given as a primal ` +
            'more than once. If that is intended, give it once, with the sum of the tangents.',
        );
      }
      if (!isDifferentiable(value)) {
        console.warn(`ForwardAccumulator: a primal is ${value.dtype}; only floating dtypes have tangents.`);
        continue;
      }
      const direction = keep(matching(tangent as Operand, value, 'ForwardAccumulator: a tangent'));
      if (variable) this.#variables.set(variable, direction);
      else this.#tangents.set(value, direction);
    }
  }

  /**
   * The Jacobian-vector product of each tensor or variable. Nothing is computed: it was when the tensor was.
   * @returns The products in the structure of the target, each of its tensor's shape and dtype. A tensor that does not
   *   depend on the primals has null, or zeros with `{ unconnectedGradients: 'zero' }`.
   */
  jvp<S>(
    target: S,
    options: UnconnectedGradients & { readonly unconnectedGradients: 'zero' },
  ): GradientsOf<S, never>;
  jvp<S>(target: S, options?: UnconnectedGradients): GradientsOf<S>;
  jvp<S>(target: S, options: UnconnectedGradients = {}): GradientsOf<S> {
    this.#assertUsable('jvp');
    const zero = givesZeros(options, 'ForwardAccumulator.jvp');
    const products = flattenStructure(target).map((leaf) => {
      const like = checkTensorLike(leaf, 'ForwardAccumulator.jvp');
      const value = currentValue(like);
      const tangent = isVariable(like) ? this.#variables.get(like) : this.#tangents.get(value.id);
      if (tangent) return anotherHandle(tangent) as Gradient;
      return zero && isDifferentiable(value) ? zerosLike(value) : null;
    });
    return inForm(target, products);
  }

  /** Stops recording and lets go of all tangents. A second call does nothing. */
  dispose(): void {
    this.#disposed = true;
    stopRecorder(this.#recorder);
    this.#tangents.clear();
    for (const tangent of this.#variables.values()) tangent.dispose();
    this.#variables.clear();
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  #recordOp(
    op: OpRecord,
    inputs: readonly (Tensor | undefined)[],
    attrs: Attrs,
    outputs: readonly Tensor[],
  ): void {
    if (op.differentiation === 'none') return;
    const tangents = inputs.map((input): Tangent => (input && this.#tangents.get(input.id)) ?? null);
    if (!tangents.some((tangent) => tangent)) return;
    const products = withOuterRecorders(this.#recorder, () =>
      scoped(() => jacobianVectorProduct(op, inputs, attrs, outputs, tangents), tensorsIn),
    );
    products.forEach((product, position) => {
      if (!product) return;
      // Outside of every scope: a lowering frees its temporaries, but a tape inside may go on to use them.
      const own = tangents.includes(product) ? anotherHandle(product) : product;
      this.#tangents.set(outputs[position], keep(own));
    });
  }

  #assertUsable(method: string): void {
    if (!this.#disposed) return;
    throw new FailedPreconditionError(`ForwardAccumulator.${method}: the accumulator has been disposed.`);
  }
}
