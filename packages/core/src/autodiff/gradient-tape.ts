/**
 * @file `GradientTape`: records ops, and differentiates what it recorded (TensorFlow's `tf.GradientTape`).
 *
 * The tape records ops, not kernels, and only those that a watched tensor reaches (`Recording`); a gradient walks them
 * backwards (`backward.ts`). Here is what the user sees: when a tape records, what it watches, and how often it
 * answers.
 */

import type { FloatingDType } from '../dtype/index.ts';
import { FailedPreconditionError } from '../errors/index.ts';
import type { Gradient } from '../gradients/index.ts';
import { checkOptionNames, type Operand } from '../ops/define/index.ts';
import {
  activeRecorders,
  isDifferentiable,
  isStarted,
  type ReadableVariable,
  refusePromise,
  scoped,
  startRecorder,
  stopRecorder,
  withoutRecorder,
} from '../runtime/index.ts';
import {
  disposeSymbol,
  flattenStructure,
  type Structure,
  type Tensor,
  type TensorLike,
  tensorsIn,
} from '../tensor/index.ts';
import { accumulate, accumulateGradients } from './backward.ts';
import type { Pullback } from './batched-pullback.ts';
import { batchJacobianOf, type JacobianOptions, jacobianOf } from './jacobian.ts';
import { Recording } from './recording.ts';
import { onesLike, zerosLike } from './seeds.ts';
import {
  checkTensorLike,
  currentValue,
  type GradientsOf,
  givesZeros,
  gradientOfSource,
  inForm,
  isVariable,
  matching,
  type OutputGradients,
  type Source,
  sourcesIn,
  type UnconnectedGradients,
} from './sources.ts';
import { zipStructure } from './zip-structure.ts';

/** What a tape watches, and how often it answers. */
export interface GradientTapeOptions {
  /** Whether `gradient` may be called more than once. Such a tape must be disposed. */
  readonly persistent?: boolean;
  /** Whether trainable variables are watched when they are read. True by default. */
  readonly watchAccessedVariables?: boolean;
}

/** Where a gradient starts from, and what stands for none. */
export interface GradientOptions extends UnconnectedGradients {
  /** The gradients of some scalar with respect to the targets, in the targets' structure; ones by default. */
  readonly outputGradients?: OutputGradients;
}

/**
 * A variable that a tape watches. The members of `Variable` are merged in by `variable/`, since autodiff knows no
 * variable but what recorders know of one.
 */
export interface WatchedVariable extends ReadableVariable, TensorLike<FloatingDType> {}

type Zeros = { readonly unconnectedGradients: 'zero' };

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
  /** What the runtime tells of ops and reads. */
  readonly #recording: Recording;
  #state: 'usable' | 'used' | 'disposed' = 'usable';

  /** @throws InvalidArgumentError for an option that does not exist. */
  constructor(options: GradientTapeOptions = {}) {
    checkOptionNames('GradientTape', options, ['persistent', 'watchAccessedVariables']);
    const { persistent = false, watchAccessedVariables = true } = options;
    this.#persistent = persistent;
    this.#recording = new Recording(watchAccessedVariables);
  }

  /** A tape that records from now on, until it is disposed: `using tape = tn.GradientTape.start()`. */
  static start(options?: GradientTapeOptions): GradientTape {
    const tape = new GradientTape(options);
    startRecorder(tape.#recording);
    return tape;
  }

  /** Whether the tape records now. */
  get isRecording(): boolean {
    return activeRecorders().includes(this.#recording);
  }

  /**
   * Runs `fn` and records its ops. A tape that was exited may record again, and continues; one that gave its gradient
   * begins anew.
   * @returns What `fn` returns.
   * @throws FailedPreconditionError if the tape is recording already, or was disposed.
   */
  record<T>(fn: () => T): T {
    if (isStarted(this.#recording)) {
      throw new FailedPreconditionError(
        'GradientTape.record: the tape is still recording; a tape cannot be entered while it is active.',
      );
    }
    if (this.#state === 'used') this.#state = 'usable';
    this.#assertUsable('record');
    startRecorder(this.#recording);
    try {
      return refusePromise(fn(), 'GradientTape.record');
    } finally {
      stopRecorder(this.#recording);
    }
  }

  /** Runs `fn` without this tape seeing its ops. */
  stopRecording<T>(fn: () => T): T {
    return withoutRecorder(this.#recording, () => refusePromise(fn(), 'GradientTape.stopRecording'));
  }

  /** Forgets all recorded ops and all that is watched. */
  reset(): void {
    this.#assertUsable('reset');
    this.#recording.clear();
  }

  /** Stops recording and lets go of everything retained. A second call does nothing. */
  dispose(): void {
    this.#state = 'disposed';
    stopRecorder(this.#recording);
    this.#recording.clear();
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  /**
   * Starts to follow a tensor or variable, or all in a structure of them; what was computed from them before is not
   * followed. Warns for a dtype without gradients.
   * @throws InvalidArgumentError for what is neither, naming its type.
   */
  watch(source: Structure): void {
    this.#assertUsable('watch');
    for (const leaf of flattenStructure(source)) {
      const like = checkTensorLike(leaf, 'GradientTape.watch');
      const value = currentValue(like);
      if (!isDifferentiable(value)) {
        console.warn(
          `GradientTape.watch: the watched tensor is ${value.dtype}; only floating dtypes have gradients.`,
        );
      } else if (isVariable(like)) this.#recording.watchVariable(like, value);
      else this.#recording.watch(value);
    }
  }

  /**
   * The variables watched so far, in order of first access.
   * @example
   * const v = new tn.Variable([1, 2]);
   * const tape = new tn.GradientTape();
   * const loss = tape.record(() => tn.reduceSum(tn.square(v)));
   * const variables = tape.watchedVariables();
   * tape.gradient(loss, variables).forEach((gradient, i) => {
   *   if (gradient) variables[i].assignSub(gradient.mul(0.5));
   * });
   * v.arraySync(); // => [ 0, 0 ]
   */
  watchedVariables(): readonly WatchedVariable[] {
    // Who tells of reads is a `Variable`, and only those of a floating dtype are watched.
    return this.#recording.variables as readonly WatchedVariable[];
  }

  /**
   * The gradient of the target, or of the sum of the targets, with respect to each source.
   * @param target A tensor, or a structure of them.
   * @param sources Tensors or variables in any structure (arrays, plain objects); intermediates too.
   * @returns The gradients in the structure of the sources, each of its source's shape and dtype. A source the target
   *   does not depend on, and one of an integer or bool dtype, has null.
   * @throws FailedPreconditionError on the second call on a tape that is not persistent.
   */
  gradient<S>(target: Structure, sources: S, options: GradientOptions & Zeros): GradientsOf<S, never>;
  gradient<S>(target: Structure, sources: S, options?: GradientOptions): GradientsOf<S>;
  gradient<S>(target: Structure, sources: S, options: GradientOptions = {}): GradientsOf<S> {
    const zero = givesZeros(options, 'GradientTape.gradient');
    return this.#answer('gradient', () => {
      const seeds = this.#seeds(target, options.outputGradients);
      const found = sourcesIn(sources, this.#recording, 'GradientTape.gradient');
      const gradients = this.#walk(seeds, found, !this.#persistent);
      const results = found.map((source) => {
        const gradient = gradientOfSource(source, gradients);
        return gradient ?? (zero && isDifferentiable(source.value) ? zerosLike(source.value) : null);
      });
      return inForm(sources, results);
    });
  }

  /**
   * The gradient of every element of the target with respect to each source: of the target's shape, then the source's.
   * @returns The Jacobians in the structure of the sources; null as for `gradient`.
   * @throws FailedPreconditionError on the second call on a tape that is not persistent.
   * @example
   * const x = tn.constant([1, 2]);
   * const tape = new tn.GradientTape();
   * const y = tape.record(() => {
   *   tape.watch(x);
   *   return tn.multiply(x, x);
   * });
   * tape.jacobian(y, x).arraySync(); // => [ [ 2, 0 ], [ 0, 4 ] ]
   */
  jacobian<S>(target: TensorLike, sources: S, options: JacobianOptions & Zeros): GradientsOf<S, never>;
  jacobian<S>(
    target: TensorLike,
    sources: S,
    options?: JacobianOptions & UnconnectedGradients,
  ): GradientsOf<S>;
  jacobian<S>(
    target: TensorLike,
    sources: S,
    options: JacobianOptions & UnconnectedGradients = {},
  ): GradientsOf<S> {
    const zero = givesZeros(options, 'GradientTape.jacobian');
    return this.#answer('jacobian', () => {
      const value = currentValue(checkTensorLike(target, 'GradientTape.jacobian'));
      const found = sourcesIn(sources, this.#recording, 'GradientTape.jacobian');
      return inForm(sources, jacobianOf(value, found, zero, this.#pullback(value, found), options));
    });
  }

  /**
   * The Jacobian of each example of a batch by itself, where example i of the target depends on example i of the
   * source alone.
   * @param target Of shape [b, …y].
   * @param source Of shape [b, …x].
   * @returns Of shape [b, …y, …x]; zeros if the target does not depend on the source.
   * @throws InvalidArgumentError if the first dimensions differ or a rank is below two.
   */
  batchJacobian<D extends FloatingDType>(
    target: TensorLike,
    source: TensorLike<D>,
    options: JacobianOptions = {},
  ): Tensor<D> {
    return this.#answer('batchJacobian', () => {
      const value = currentValue(checkTensorLike(target, 'GradientTape.batchJacobian'));
      const found = sourcesIn(source, this.#recording, 'GradientTape.batchJacobian');
      // A gradient has its source's dtype.
      return batchJacobianOf(value, found[0], this.#pullback(value, found), options) as Tensor<D>;
    });
  }

  /** Computes an answer of the tape, its temporaries freed; a tape that is not persistent gives one. */
  #answer<T>(method: string, compute: () => T): T {
    this.#assertUsable(method);
    if (this.#persistent) return scoped(compute, tensorsIn);
    this.#state = 'used';
    stopRecorder(this.#recording);
    try {
      return scoped(compute, tensorsIn);
    } finally {
      this.#recording.clear();
    }
  }

  #walk(
    seeds: ReadonlyMap<number, Gradient>,
    sources: readonly Source[],
    consume: boolean,
  ): ReadonlyMap<number, Gradient> {
    const ids = new Set(sources.flatMap((source) => source.ids));
    return accumulateGradients(this.#recording.entries, seeds, ids, consume);
  }

  /** From an upstream gradient of the target to the gradients of the sources, any number of times. */
  #pullback(target: Tensor, sources: readonly Source[]): Pullback {
    const connected = isDifferentiable(target) && this.#recording.tracks(target.id);
    return (seed) => (connected ? this.#walk(new Map([[target.id, seed]]), sources, false) : new Map());
  }

  /** The gradients to start from: ones, or what the caller gave, for each differentiable target. */
  #seeds(target: Structure, outputGradients: OutputGradients): ReadonlyMap<number, Gradient> {
    const context = 'GradientTape.gradient';
    const seeds = new Map<number, Gradient>();
    for (const [leaf, upstream] of zipStructure(target, outputGradients, `${context}: outputGradients`)) {
      const value = currentValue(checkTensorLike(leaf, context));
      if (!isDifferentiable(value) || !this.#recording.tracks(value.id)) continue;
      const seed =
        upstream === undefined
          ? onesLike(value)
          : matching(upstream as Operand, value, `${context}: an output gradient`);
      accumulate(seeds, value.id, seed);
    }
    return seeds;
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
