/**
 * @file `GradientTape`: records ops, and differentiates what it recorded (TensorFlow's `tf.GradientTape`).
 *
 * The tape records ops, not kernels, and only those that a watched tensor reaches. It is a list: an op's inputs exist
 * before its outputs, so walking it backwards visits every tensor after all that depends on it.
 */

import { FailedPreconditionError, InvalidArgumentError } from '../errors/index.ts';
import { type Gradient, savedFor } from '../gradients/index.ts';
import { add } from '../ops/arithmetic.ts';
import { alias } from '../ops/layout.ts';
import {
  type Attrs,
  activeRecorders,
  isDifferentiable,
  type OpRecord,
  type ReadableVariable,
  type Recorder,
  refusePromise,
  scoped,
  startRecorder,
  stopRecorder,
  withoutRecorder,
  withoutRecorders,
} from '../runtime/index.ts';
import { formatShape, sameShape } from '../shape/index.ts';
import {
  asTensor,
  disposeSymbol,
  flattenStructure,
  isTensorLike,
  type MappedStructure,
  mapStructure,
  type Tensor,
  type TensorLike,
  tensorsIn,
} from '../tensor/index.ts';
import { accumulate, accumulateGradients, constantLike } from './backward.ts';
import { releaseEntry, type TapeEntry, tapeEntry } from './tape-entry.ts';

export interface GradientTapeOptions {
  /** Whether `gradient` may be called more than once. Such a tape must be disposed. */
  readonly persistent?: boolean;
  /** Whether trainable variables are watched when they are read. True by default. */
  readonly watchAccessedVariables?: boolean;
}

export interface GradientOptions {
  /** The gradients of some scalar with respect to the targets, in the targets' structure; ones by default. */
  readonly outputGradients?: unknown;
  /** What a source gets that the target does not depend on: null, or zeros of its shape. */
  readonly unconnectedGradients?: 'none' | 'zero';
}

/**
 * Records ops for reverse-mode differentiation.
 * @example
 * const x = tn.constant(3);
 * const tape = new tn.GradientTape();
 * const y = tape.record(() => {
 *   tape.watch(x);
 *   return tn.multiply(x, x);
 * });
 * console.log(tape.gradient(y, x).item()); // => 6
 */
export class GradientTape {
  readonly #persistent: boolean;
  readonly #watchAccessed: boolean;
  #entries: TapeEntry[] = [];
  /** Ids of watched tensors and of all that was computed from them. */
  readonly #tracked = new Set<number>();
  /** Watched variables in order of first access, with the ids of the values that were read. */
  readonly #variables = new Map<ReadableVariable, Set<number>>();
  #state: 'usable' | 'used' | 'disposed' = 'usable';

  /** What the runtime sees of the tape. */
  readonly #recorder: Recorder = {
    recordOp: (op, inputs, attrs, outputs) => this.#recordOp(op, inputs, attrs, outputs),
    readVariable: (variable, value) => {
      if (this.#watchAccessed && variable.trainable) this.#watchVariable(variable, value);
      // A variable watched by hand stays watched when it is read again after an assignment.
      else if (this.#variables.has(variable)) this.#watchVariable(variable, value);
    },
  };

  constructor({ persistent = false, watchAccessedVariables = true }: GradientTapeOptions = {}) {
    this.#persistent = persistent;
    this.#watchAccessed = watchAccessedVariables;
  }

  /** A tape that records from now on, until it is disposed: `using tape = tn.GradientTape.start()`. */
  static start(options?: GradientTapeOptions): GradientTape {
    const tape = new GradientTape(options);
    startRecorder(tape.#recorder);
    return tape;
  }

  /** Whether the tape records now. */
  get isRecording(): boolean {
    return activeRecorders().includes(this.#recorder);
  }

  /**
   * Runs `fn` and records its ops. A tape that was exited may record again, and continues.
   * @throws FailedPreconditionError if the tape records already, or was used up or disposed.
   */
  record<T>(fn: () => T): T {
    this.#assertUsable('record');
    if (this.isRecording) {
      throw new FailedPreconditionError(
        'GradientTape.record: this tape is recording already; it cannot enter itself.',
      );
    }
    startRecorder(this.#recorder);
    try {
      return refusePromise(fn(), 'GradientTape.record');
    } finally {
      stopRecorder(this.#recorder);
    }
  }

  /** Runs `fn` without this tape seeing its ops. */
  stopRecording<T>(fn: () => T): T {
    return withoutRecorder(this.#recorder, () => refusePromise(fn(), 'GradientTape.stopRecording'));
  }

  /** Forgets all recorded ops and all that is watched. */
  reset(): void {
    this.#assertUsable('reset');
    this.#release();
  }

  /** Stops recording and lets go of everything retained. A second call does nothing. */
  dispose(): void {
    if (this.#state === 'disposed') return;
    this.#state = 'disposed';
    stopRecorder(this.#recorder);
    this.#release();
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  /**
   * Starts to follow a tensor or variable, or all in a structure of them. Warns for a dtype without gradients.
   * @throws InvalidArgumentError for what is neither.
   */
  watch(source: unknown): void {
    this.#assertUsable('watch');
    for (const leaf of flattenStructure(source)) {
      if (!isTensorLike(leaf)) {
        throw new InvalidArgumentError(
          `GradientTape.watch: expected a tensor or a variable, got ${describeType(leaf)}.`,
        );
      }
      const value = withoutRecorders(() => leaf[asTensor]());
      if (!isDifferentiable(value)) {
        console.warn(
          `GradientTape.watch: the watched tensor is ${value.dtype}; only floating dtypes have gradients.`,
        );
      } else if (isVariable(leaf)) this.#watchVariable(leaf, value);
      else this.#tracked.add(value.id);
    }
  }

  /** The variables watched so far, in order of first access. */
  watchedVariables(): readonly ReadableVariable[] {
    return [...this.#variables.keys()];
  }

  /**
   * The gradient of the target, or of the sum of the targets, with respect to each source.
   * @param target A tensor, or a structure of them.
   * @param sources Tensors or variables in any structure (arrays, plain objects); intermediates too.
   * @returns The gradients in the structure of the sources, each of its source's shape and dtype. A source the target
   *   does not depend on, and one of an integer or bool dtype, has null.
   * @throws FailedPreconditionError on the second call on a tape that is not persistent.
   */
  gradient<S>(
    target: unknown,
    sources: S,
    options: GradientOptions & { readonly unconnectedGradients: 'zero' },
  ): MappedStructure<S, Gradient>;
  gradient<S>(target: unknown, sources: S, options?: GradientOptions): MappedStructure<S, Gradient | null>;
  gradient<S>(
    target: unknown,
    sources: S,
    options: GradientOptions = {},
  ): MappedStructure<S, Gradient | null> {
    this.#assertUsable('gradient');
    const compute = () => scoped(() => this.#gradient(target, sources, options), tensorsIn);
    if (this.#persistent) return compute();
    this.#state = 'used';
    stopRecorder(this.#recorder);
    try {
      return compute();
    } finally {
      this.#release();
    }
  }

  #gradient<S>(target: unknown, sources: S, options: GradientOptions): MappedStructure<S, Gradient | null> {
    const seeds = this.#seed(target, options.outputGradients);
    const leaves = flattenStructure(sources);
    const ids = leaves.map((leaf) => this.#idsOf(leaf));
    const gradients = accumulateGradients([...this.#entries], seeds, new Set(ids.flat()));
    const given = new Set<Gradient>();
    let position = 0;
    return mapStructure(sources, (leaf): Gradient | null => {
      // `idsOf` refused everything that is not tensor-like.
      const source = leaf as TensorLike;
      const parts = (ids[position++] as readonly number[]).flatMap((id) => gradients.get(id) ?? []);
      let gradient = parts
        .slice(1)
        .reduce<Gradient | undefined>((sum, part) => sum && add(sum, part), parts[0]);
      if (!gradient) return options.unconnectedGradients === 'zero' ? this.#zerosFor(source) : null;
      // The same source twice: the second result is the caller's to dispose by itself.
      if (given.has(gradient)) gradient = alias(gradient) as Gradient;
      given.add(gradient);
      return gradient;
    });
  }

  /** The gradients to start from: ones, or what the caller gave, for each differentiable target. */
  #seed(target: unknown, outputGradients: unknown): ReadonlyMap<number, Gradient> {
    const seeds = new Map<number, Gradient>();
    const targets = flattenStructure(target).map((leaf) => this.#targetTensor(leaf));
    const given =
      outputGradients === undefined || outputGradients === null ? [] : flattenStructure(outputGradients);
    if (given.length > 0 && given.length !== targets.length) {
      throw new InvalidArgumentError(
        `GradientTape.gradient: ${given.length} outputGradients for ${targets.length} targets; give one each.`,
      );
    }
    targets.forEach((tensor, position) => {
      if (!isDifferentiable(tensor) || !this.#tracked.has(tensor.id)) return;
      const upstream = given[position];
      accumulate(seeds, tensor.id, isTensorLike(upstream) ? checkedSeed(upstream, tensor) : onesLike(tensor));
    });
    return seeds;
  }

  #targetTensor(leaf: unknown): Tensor {
    if (!isTensorLike(leaf)) {
      throw new InvalidArgumentError(
        `GradientTape.gradient: a target must be a tensor or a variable, got ${describeType(leaf)}.`,
      );
    }
    return leaf[asTensor]();
  }

  #idsOf(source: unknown): readonly number[] {
    if (!isTensorLike(source)) {
      throw new InvalidArgumentError(
        `GradientTape.gradient: a source must be a tensor or a variable, got ${describeType(source)}.`,
      );
    }
    return isVariable(source) ? [...(this.#variables.get(source) ?? [])] : [source[asTensor]().id];
  }

  #zerosFor(source: TensorLike): Gradient | null {
    const value = withoutRecorders(() => source[asTensor]());
    return isDifferentiable(value) ? constantLike(0, value, value.storage.device) : null;
  }

  #recordOp(
    op: OpRecord,
    inputs: readonly (Tensor | undefined)[],
    attrs: Attrs,
    outputs: readonly Tensor[],
  ): void {
    if (op.differentiation === 'none') return;
    let reached = false;
    const tracked = inputs.map((input) => {
      const follows = input !== undefined && this.#tracked.has(input.id);
      reached ||= follows;
      return follows;
    });
    if (!reached || !outputs.some(isDifferentiable)) return;
    for (const output of outputs) if (isDifferentiable(output)) this.#tracked.add(output.id);
    this.#entries.push(tapeEntry(op, attrs, inputs, outputs, tracked, savedFor(op, inputs, attrs, tracked)));
  }

  #watchVariable(variable: ReadableVariable, value: Tensor): void {
    if (!isDifferentiable(value)) return;
    this.#tracked.add(value.id);
    const ids = this.#variables.get(variable);
    if (ids) ids.add(value.id);
    else this.#variables.set(variable, new Set([value.id]));
  }

  #release(): void {
    for (const entry of this.#entries) releaseEntry(entry);
    this.#entries = [];
    this.#tracked.clear();
    this.#variables.clear();
  }

  #assertUsable(method: string): void {
    if (this.#state === 'usable') return;
    throw new FailedPreconditionError(
      this.#state === 'used'
        ? `GradientTape.${method} can only be called once on non-persistent tapes. ` +
            'For more gradients make the tape with { persistent: true }.'
        : `GradientTape.${method}: the tape has been disposed.`,
    );
  }
}

const onesLike = (tensor: Tensor) => constantLike(1, tensor, tensor.storage.device);

/** A caller's upstream gradient, checked against its target, as a tensor the walk may dispose. */
function checkedSeed(upstream: TensorLike, target: Tensor): Gradient {
  const value = upstream[asTensor]();
  if (value.dtype !== target.dtype || !sameShape(value.shape, target.shape)) {
    throw new InvalidArgumentError(
      `GradientTape.gradient: an output gradient is ${value.dtype} ${formatShape(value.shape)}, ` +
        `but its target is ${target.dtype} ${formatShape(target.shape)}.`,
    );
  }
  return alias(value) as Gradient;
}

function isVariable(value: unknown): value is ReadableVariable {
  return typeof value === 'object' && value !== null && 'trainable' in value;
}

function describeType(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return value.constructor?.name ?? 'an object';
}
