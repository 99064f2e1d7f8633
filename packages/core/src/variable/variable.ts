/**
 * @file `Variable`: a value that can be assigned (TensorFlow's `tf.Variable`).
 *
 * The value is a tensor, and assigning replaces it by another, so what was read before stays what it was, on a tape
 * too. But where nothing else holds the old value's storage, the new value is computed into it: an update in a
 * training loop allocates no memory.
 */

import type { DType, ValueArrayOf, ValueOf } from '../dtype/index.ts';
import { FailedPreconditionError, InvalidArgumentError } from '../errors/index.ts';
import { type Operand, toTensor } from '../ops/define/index.ts';
import { alias } from '../ops/layout.ts';
import { installMethods, type TensorMethods } from '../ops/methods.ts';
import {
  keep,
  notifyVariableRead,
  packedCopy,
  type ReadableVariable,
  withoutRecorders,
} from '../runtime/index.ts';
import { buildProgram, identityProgram, type ScalarProgram } from '../scalar/index.ts';
import { formatShape, type Shape, sameShape } from '../shape/index.ts';
import {
  asTensor,
  disposeSymbol,
  type NestedValues,
  printValues,
  Tensor,
  type TensorLike,
} from '../tensor/index.ts';

export interface VariableOptions<D extends DType> {
  /** Whether tapes watch the variable when it is read. True by default. */
  readonly trainable?: boolean;
  /** The name it prints; names may repeat. */
  readonly name?: string;
  /** The dtype the initial value is read in; by default its own. */
  readonly dtype?: D;
  /** Applied to every newly assigned value, such as a projection onto a feasible set. */
  readonly constraint?: (value: Tensor<D>) => Tensor<D>;
}

/**
 * A tensor-like that can be assigned. Stands wherever a tensor can.
 * @example
 * const v = new tn.Variable([1, 2]);
 * v.assignAdd([10, 10]);
 * console.log(v.arraySync()); // => [ 11, 12 ]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: its static block installs every method of the interface.
export class Variable<D extends DType = 'float32'> implements TensorLike<D>, ReadableVariable {
  readonly name: string;
  readonly trainable: boolean;
  readonly #constraint: ((value: Tensor<D>) => Tensor<D>) | undefined;
  #value: Tensor<D>;

  // In the class itself, so that no bundler can have the one without the other.
  static {
    installMethods(Variable.prototype);
  }

  /**
   * @param initialValue The value, or a function that makes it.
   * @throws InvalidArgumentError if values do not fit the dtype, or a tensor has another.
   */
  constructor(initialValue: Operand<D> | (() => Operand<D>), options: VariableOptions<D> = {}) {
    const { trainable = true, name = 'Variable', dtype, constraint } = options;
    const initial = typeof initialValue === 'function' ? initialValue() : initialValue;
    this.name = name;
    this.trainable = trainable;
    this.#constraint = constraint;
    this.#value = withoutRecorders(() => ownedCopy<D>(initial, dtype));
  }

  get dtype(): D {
    return this.#value.dtype;
  }

  get shape(): Shape {
    return this.#value.shape;
  }

  get rank(): number {
    return this.#value.rank;
  }

  get size(): number {
    return this.#value.size;
  }

  get device(): string {
    return this.#value.device;
  }

  get isDisposed(): boolean {
    return this.#value.isDisposed;
  }

  /** The tensor protocol: the current value, and tapes are told of the read. The tensor stays the variable's own. */
  [asTensor](): Tensor<D> {
    notifyVariableRead(this, this.#value);
    return this.#value;
  }

  /** The current value as a tensor of its own. */
  value(): Tensor<D> {
    return alias(this);
  }

  /** The elements of the current value; see `Tensor.data`. */
  data(): Promise<ValueArrayOf<D>> {
    return this.#value.data();
  }

  dataSync(): ValueArrayOf<D> {
    return this.#value.dataSync();
  }

  array(): Promise<NestedValues<ValueOf<D>>> {
    return this.#value.array();
  }

  arraySync(): NestedValues<ValueOf<D>> {
    return this.#value.arraySync();
  }

  item(): ValueOf<D> {
    return this.#value.item();
  }

  /**
   * Replaces the value.
   * @returns The variable.
   * @throws InvalidArgumentError if shape or dtype differ; there is no broadcasting.
   */
  assign(value: Operand<D>): this {
    return this.#update('assign', value, (dtype) => identityProgram(dtype));
  }

  /** Adds to the value; see `assign`. */
  assignAdd(delta: Operand<D>): this {
    return this.#update('assignAdd', delta, (dtype) => updateProgram('add', dtype));
  }

  /** Subtracts from the value; see `assign`. */
  assignSub(delta: Operand<D>): this {
    return this.#update('assignSub', delta, (dtype) => updateProgram('sub', dtype));
  }

  /** Lets go of the value. */
  dispose(): void {
    this.#value.dispose();
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  toString(): string {
    const header = `shape=${formatShape(this.shape)} dtype=${this.dtype}`;
    return `<tn.Variable '${this.name}' ${header}, values=${printValues(this.#value)}>`;
  }

  /** How Node's `console.log` shows a variable. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  #update(method: string, operand: Operand<D>, programFor: (dtype: D) => ScalarProgram): this {
    const context = `${method} of ${this.name}`;
    if (this.isDisposed) throw new FailedPreconditionError(`${context}: the variable has been disposed.`);
    withoutRecorders(() => {
      const given = toTensor(operand, context, this.dtype) as Tensor<D>;
      try {
        this.#checkAssignable(given, context);
        this.#compute(programFor(this.dtype), given, context);
        if (this.#constraint) this.#applyConstraint(this.#constraint);
      } finally {
        if (given !== operand && !isVariable(operand)) given.dispose();
      }
    });
    return this;
  }

  #checkAssignable(given: Tensor, context: string): void {
    if (given.dtype !== this.dtype || !sameShape(given.shape, this.shape)) {
      throw new InvalidArgumentError(
        `${context}: the variable is ${this.dtype} ${formatShape(this.shape)}, the value ` +
          `${given.dtype} ${formatShape(given.shape)}. Neither shape nor dtype of a variable can change.`,
      );
    }
    if (given.storage.device !== this.#value.storage.device) {
      throw new InvalidArgumentError(
        `${context}: the variable lives on ${this.device}, the value on ${given.device}. Move it with x.to('${this.device}').`,
      );
    }
  }

  /** Evaluates a program of (given) or (value, given), into the old storage if the variable alone holds it. */
  #compute(program: ScalarProgram, given: Tensor<D>, context: string): void {
    const old = this.#value;
    const { kernels } = old.storage.device.backend;
    const inputs = program.inputs.length === 1 ? [given] : [old, given];
    const exclusive = old.storage.references === 1 && given.storage !== old.storage;
    if (exclusive) {
      kernels.map(program, inputs, [old]);
      old.storage.retain();
      // A new identity over the same memory: to a tape the new value is another tensor.
      this.#value = new Tensor(old.storage, old.dtype, old);
    } else {
      const fresh = keep(packedCopy(given, context));
      if (program.inputs.length > 1) kernels.map(program, inputs, [fresh]);
      this.#value = fresh;
    }
    old.dispose();
  }

  #applyConstraint(constraint: (value: Tensor<D>) => Tensor<D>): void {
    const constrained = constraint(this.#value);
    this.#checkAssignable(constrained, `the constraint of ${this.name}`);
    this.#compute(identityProgram(this.dtype), constrained, this.name);
    if (constrained !== this.#value) constrained.dispose();
  }
}

/** A variable has the methods of a tensor; each reads its value. */
// biome-ignore lint/correctness/noUnusedVariables: a merged declaration must repeat the type parameters.
export interface Variable<D extends DType = 'float32'> extends TensorMethods {}

const isVariable = (value: unknown): value is Variable => value instanceof Variable;

/** A tensor with a storage of its own, outside of every scope. */
function ownedCopy<D extends DType>(operand: Operand<D>, dtype: D | undefined): Tensor<D> {
  const source = toTensor(operand, 'Variable', dtype) as Tensor<D>;
  try {
    if (dtype !== undefined && source.dtype !== dtype) {
      throw new InvalidArgumentError(
        `Variable: the initial value is ${source.dtype}, not ${dtype}. Use tn.cast on it first.`,
      );
    }
    return keep(packedCopy(source, 'Variable'));
  } finally {
    if (source !== operand && !isVariable(operand)) source.dispose();
  }
}

const updates = new Map<string, ScalarProgram>();

function updateProgram(operation: 'add' | 'sub', dtype: DType): ScalarProgram {
  const key = `${operation} ${dtype}`;
  let program = updates.get(key);
  if (!program) {
    program = buildProgram([dtype, dtype], (s, [value, delta]) => s[operation](value ?? 0, delta ?? 0));
    updates.set(key, program);
  }
  return program;
}
