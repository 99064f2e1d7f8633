/**
 * @file What a variable is: a value that can be assigned, and tells tapes when it is read.
 *
 * The value is a tensor, and assigning replaces it by another, so what was read before stays what it was, on a tape
 * too. But where nothing else holds the old value's storage, the new value is computed into it: an update in a
 * training loop allocates no memory.
 */

import type { DType, IndexDType, ValueArrayOf, ValueOf } from '../dtype/index.ts';
import { DeviceError, FailedPreconditionError, InvalidArgumentError } from '../errors/index.ts';
import { alias } from '../ops/array/layout.ts';
import { checkOptionNames, type Operand, toTensor } from '../ops/define/index.ts';
import { installMethods, type TensorMethods } from '../ops/methods.ts';
import {
  copyToDevice,
  isHostScalar,
  keep,
  notifyVariableRead,
  type ReadableVariable,
  runProgram,
  scoped,
  scopedDevice,
  withoutRecorders,
} from '../runtime/index.ts';
import { buildProgram, identityProgram, type ScalarProgram } from '../scalar/index.ts';
import { formatShape, type Shape, sameShape } from '../shape/index.ts';
import {
  asTensor,
  disposeSymbol,
  isTensorLike,
  type NestedValues,
  printValues,
  readAndPrintValues,
  Tensor,
  type TensorLike,
  textOnly,
} from '../tensor/index.ts';
import { type IndexedSlices, scatterUpdates, slicesOf } from './scatter-update.ts';

export interface VariableOptions<D extends DType> {
  /** Whether tapes watch the variable when it is read. True by default. */
  readonly trainable?: boolean;
  /** What the variable is called; names may repeat. `Variable` by default. */
  readonly name?: string;
  /** The dtype the initial value is read in; by default its own. */
  readonly dtype?: D;
  /** A projection onto the values that are allowed: for an optimizer to apply after it updated the variable. */
  readonly constraint?: (value: Tensor<D>) => Tensor<D>;
}

/** An instance of `Variable`, where its constructor and its chainable methods are described. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the static block installs every one of the merged methods.
export class AssignableTensor<D extends DType> implements TensorLike<D>, ReadableVariable {
  /** The name, and the number of the output that TensorFlow knows the variable by: `weights:0`. */
  readonly name: string;
  readonly trainable: boolean;
  /** The projection that the variable was made with, for an optimizer to apply; assigning does not. */
  readonly constraint: ((value: Tensor<D>) => Tensor<D>) | undefined;
  #value: Tensor<D>;

  // In the class itself, so that no bundler can have the one without the other.
  static {
    installMethods(AssignableTensor.prototype);
  }

  /**
   * @param initialValue The value, copied, or a function that makes it.
   * @throws InvalidArgumentError if values do not fit the dtype, a tensor has another, or an option does not exist.
   */
  constructor(initialValue: Operand<D> | (() => Operand<D>), options: VariableOptions<D> = {}) {
    checkOptionNames('Variable', options, ['trainable', 'name', 'dtype', 'constraint']);
    const { trainable = true, name = 'Variable', dtype, constraint } = options;
    this.name = `${name}:0`;
    this.trainable = trainable;
    this.constraint = constraint;
    this.#value = initialTensor(initialValue, dtype, this.name);
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
    this.#assertUsable('read');
    notifyVariableRead(this, this.#value);
    return this.#value;
  }

  /** The current value as a tensor of its own, which later assignments do not change. */
  value(): Tensor<D> {
    return alias(this);
  }

  /** The same as `value()`. */
  readValue(): Tensor<D> {
    return this.value();
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
   * Replaces the value. If this fails, the variable is as it was.
   * @returns The variable.
   * @throws InvalidArgumentError if shape or dtype differ; there is no broadcasting. DeviceError if the value is on
   *   another device.
   */
  assign(value: Operand<D>): this {
    return this.#update('assign', value, identityProgram(this.dtype));
  }

  /** Adds to the value; see `assign`. */
  assignAdd(delta: Operand<D>): this {
    return this.#update('assignAdd', delta, updateProgram('add', this.dtype));
  }

  /** Subtracts from the value; see `assign`. */
  assignSub(delta: Operand<D>): this {
    return this.#update('assignSub', delta, updateProgram('sub', this.dtype));
  }

  /**
   * Replaces slices along the first axis. All scatter methods fold the updates of one place in their order, and leave
   * the variable as it was if they fail.
   * @returns The variable.
   * @throws InvalidArgumentError if shapes do not match, or an index is out of range on a device that can tell.
   * @example
   * const v = new tn.Variable([[1, 2], [3, 4]]);
   * v.scatterUpdate({ indices: [1], values: [[10, 20]] }).arraySync(); // => [ [ 1, 2 ], [ 10, 20 ] ]
   */
  scatterUpdate(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Update', slices);
  }

  /** Adds to slices along the first axis; see `scatterUpdate`. */
  scatterAdd(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Add', slices);
  }

  /** Subtracts from slices along the first axis; see `scatterUpdate`. */
  scatterSub(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Sub', slices);
  }

  /** Multiplies slices along the first axis; see `scatterUpdate`. */
  scatterMul(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Mul', slices);
  }

  /** Divides slices along the first axis, integers toward 0; see `scatterUpdate`. */
  scatterDiv(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Div', slices);
  }

  /** Keeps the lesser in slices along the first axis; see `scatterUpdate`. */
  scatterMin(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Min', slices);
  }

  /** Keeps the greater in slices along the first axis; see `scatterUpdate`. */
  scatterMax(slices: IndexedSlices<D>): this {
    return this.#scatterSlices('Max', slices);
  }

  /**
   * Replaces the slices that the rows of `indices` address; see `tn.tensorScatterNdUpdate`.
   * @example
   * const v = new tn.Variable([1, 2, 3]);
   * v.scatterNdUpdate([[0], [2]], [10, 30]).arraySync(); // => [ 10, 2, 30 ]
   */
  scatterNdUpdate(indices: Operand<IndexDType>, updates: Operand<D>): this {
    return this.#scatterNd('Update', indices, updates);
  }

  /** Adds to the slices that the rows of `indices` address; see `scatterNdUpdate`. */
  scatterNdAdd(indices: Operand<IndexDType>, updates: Operand<D>): this {
    return this.#scatterNd('Add', indices, updates);
  }

  /** Subtracts from the slices that the rows of `indices` address; see `scatterNdUpdate`. */
  scatterNdSub(indices: Operand<IndexDType>, updates: Operand<D>): this {
    return this.#scatterNd('Sub', indices, updates);
  }

  /** Keeps the lesser in the slices that the rows of `indices` address; see `scatterNdUpdate`. */
  scatterNdMin(indices: Operand<IndexDType>, updates: Operand<D>): this {
    return this.#scatterNd('Min', indices, updates);
  }

  /** Keeps the greater in the slices that the rows of `indices` address; see `scatterNdUpdate`. */
  scatterNdMax(indices: Operand<IndexDType>, updates: Operand<D>): this {
    return this.#scatterNd('Max', indices, updates);
  }

  /** Lets go of the value. */
  dispose(): void {
    this.#value.dispose();
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  toString(): string {
    return this.#textWith(printValues(this.#value));
  }

  /** What `toString()` gives, with the values on any device: of a GPU, say, they have to be waited for. */
  async text(): Promise<string> {
    return this.#textWith(await readAndPrintValues(this.#value));
  }

  #textWith(values: string): string {
    return `<tn.Variable '${this.name}' shape=${formatShape(this.shape)} dtype=${this.dtype}, values=${values}>`;
  }

  /** What `JSON.stringify` writes: as for a tensor, and the name. */
  toJSON(): { readonly name: string } & ReturnType<Tensor<D>['toJSON']> {
    return { name: this.name, ...this.#value.toJSON() };
  }

  /** @throws InvalidArgumentError where JavaScript wants a number, as for `v < w` and `v * w`. */
  [Symbol.toPrimitive](hint: string): string {
    return textOnly(() => this.toString(), hint);
  }

  /** How Node's `console.log` shows a variable. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** Runs an update unseen by tapes, and frees what it makes on the way. */
  #change(method: string, change: (context: string) => void): this {
    this.#assertUsable(method);
    withoutRecorders(() =>
      scoped(
        () => change(`${method} of ${this.name}`),
        () => [],
      ),
    );
    return this;
  }

  #update(method: string, operand: Operand<D>, program: ScalarProgram): this {
    // Read where tapes see it: another variable is watched when its value is assigned to this one.
    const source = isTensorLike(operand) ? (operand[asTensor]() as Tensor<D>) : operand;
    return this.#change(method, (context) => {
      this.#compute(program, this.#assignable(source, context), context);
    });
  }

  /** The operand as a tensor of the variable's shape and dtype on its device. */
  #assignable(operand: Operand<D>, context: string): Tensor<D> {
    const { device } = this.#value.storage;
    const given = toTensor(operand, context, this.dtype, device) as Tensor<D>;
    given.assertUsable(context);
    if (given.dtype !== this.dtype || !sameShape(given.shape, this.shape)) {
      throw new InvalidArgumentError(
        `${context}: the variable is ${this.dtype} ${formatShape(this.shape)}, the value ` +
          `${given.dtype} ${formatShape(given.shape)}. Neither shape nor dtype of a variable can change.`,
      );
    }
    if (given.storage.device === device) return given;
    if (isHostScalar(given)) return copyToDevice(given, device, context);
    throw new DeviceError(
      `${context}: the variable is on ${this.device}, the value on ${given.device}. ` +
        `Move the value first, with x.to('${this.device}').`,
    );
  }

  /** Evaluates a program of (given) or (value, given), into the old storage if the variable alone holds it. */
  #compute(program: ScalarProgram, given: Tensor<D>, context: string): void {
    const old = this.#value;
    const { storage } = old;
    const inputs = program.inputs.length === 1 ? [given] : [old, given];
    if (storage.references === 1 && given.storage !== storage) {
      storage.device.backend.kernels.map(program, inputs, [old]);
      storage.retain();
      // A new identity over the same memory: to a tape the new value is another tensor.
      this.#value = new Tensor(storage, old.dtype, old);
    } else {
      this.#value = keep(runProgram(context, program, inputs, old.shape, storage.device)) as Tensor<D>;
    }
    old.dispose();
  }

  #scatterSlices(kind: keyof typeof scatterUpdates, slices: IndexedSlices<D>): this {
    return this.#change(`scatter${kind}`, (context) => {
      this.#adopt(scatterUpdates[kind](this.#value, ...slicesOf(this.#value, slices, context)));
    });
  }

  #scatterNd(kind: keyof typeof scatterUpdates, indices: Operand<IndexDType>, updates: Operand<D>): this {
    return this.#change(`scatterNd${kind}`, () => {
      this.#adopt(scatterUpdates[kind](this.#value, indices, updates));
    });
  }

  #adopt(value: Tensor): void {
    const old = this.#value;
    // A scatter gives the dtype that it was given.
    this.#value = keep(value) as Tensor<D>;
    old.dispose();
  }

  #assertUsable(method: string): void {
    if (!this.isDisposed) return;
    throw new FailedPreconditionError(`${method} of ${this.name}: the variable has been disposed.`);
  }
}

// biome-ignore lint/correctness/noUnusedVariables: a merged declaration must repeat the type parameters.
export interface AssignableTensor<D extends DType> extends TensorMethods {}

/** A tensor with a storage of its own, outside of every scope, on the device of the scope or else of the value. */
function initialTensor<D extends DType>(
  initialValue: Operand<D> | (() => Operand<D>),
  dtype: D | undefined,
  context: string,
): Tensor<D> {
  const make = () => {
    const operand = typeof initialValue === 'function' ? initialValue() : initialValue;
    const source = toTensor(operand, context, dtype) as Tensor<D>;
    source.assertUsable(context);
    if (dtype !== undefined && source.dtype !== dtype) {
      throw new InvalidArgumentError(
        `${context}: the initial value is ${source.dtype}, not ${dtype}. Use tn.cast on it first.`,
      );
    }
    return keep(copyToDevice(source, scopedDevice() ?? source.storage.device, context));
  };
  // What a function makes on the way to the value is freed.
  return withoutRecorders(() => scoped(make, () => []));
}

const updates = new Map<string, ScalarProgram>();

function updateProgram(operation: 'add' | 'sub', dtype: DType): ScalarProgram {
  const key = `${operation} ${dtype}`;
  let program = updates.get(key);
  if (!program) {
    program = buildProgram([dtype, dtype], (s, [value, delta]) => s[operation](value, delta));
    updates.set(key, program);
  }
  return program;
}
