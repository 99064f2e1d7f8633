/**
 * @file `Generator`: TensorFlow's `tf.random.Generator`, a source of random numbers that owns its state.
 *
 * The state is three 64-bit integers on the host, to be saved with a checkpoint and restored. It is no variable on a
 * device as in TensorFlow: a draw needs it on the host, and many GPUs have no 64-bit integers.
 */

import type { DType, FloatingDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { GeneratorState, type IntegerSeed } from '../../random/index.ts';
import type { Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Operand, required } from '../define/index.ts';
import { fillArguments } from './drawing/arguments.ts';
import { binomial, type CountDType } from './drawing/host-distributions.ts';
import { generatorSource, type RandomSource } from './drawing/source.ts';
import { tensorOfDraws } from './drawing/standard-draws.ts';
import {
  type FullRangeDType,
  normal,
  type RangedDType,
  truncatedNormal,
  uniform,
  uniformFullRange,
} from './drawing/uniform-and-normal.ts';
import type { StatelessNormalOptions, StatelessUniformOptions } from './stateless.ts';

/** Three 64-bit integers, signed or not: the counter's low and high half, and the key. */
export type GeneratorWords = readonly IntegerSeed[] | BigInt64Array;

/** The algorithms by TensorFlow's names; `auto_select` is Philox on every device. */
export type RandomAlgorithm = 'philox' | 'auto_select';

/** The dtype of a draw, where that is the only option. */
export interface DrawDTypeOption<D extends DType> {
  readonly dtype?: D;
}

const normalDefaults = { mean: 0 as Operand, stddev: 1 as Operand, dtype: 'float32' as DType };

/**
 * A source of random numbers with a state of its own: each draw moves it on, and nothing else does.
 * @example
 * const generator = tn.random.Generator.fromSeed(1234);
 * generator.normal([2], 0, 1, 'float16').arraySync(); // => [ 0.935546875, 1.0849609375 ]
 * generator.state; // => [ 1746n, 0n, 0n ]
 */
export class Generator {
  readonly #state: GeneratorState;
  readonly #source: RandomSource;

  /**
   * Use one of the static methods instead, or give a generator to copy.
   * @throws InvalidArgumentError if the state is not three integers.
   */
  constructor(from: Generator | GeneratorWords) {
    this.#state = new GeneratorState(from instanceof Generator ? from.state : from);
    this.#source = generatorSource(this.#state);
  }

  /**
   * A generator for a seed: an integer of any size, or a list of 64-bit words.
   * @throws InvalidArgumentError if the seed is not made of integers.
   */
  static fromSeed(seed: IntegerSeed | readonly IntegerSeed[], alg: RandomAlgorithm = 'philox'): Generator {
    checkAlgorithm(alg);
    return new Generator(GeneratorState.fromSeed(seed).words);
  }

  /** A generator with a state that another had. */
  static fromState(state: GeneratorWords, alg: RandomAlgorithm = 'philox'): Generator {
    checkAlgorithm(alg);
    return new Generator(state);
  }

  /** A generator with this key, at this counter: two 64-bit words, the low one first. */
  static fromKeyCounter(
    key: IntegerSeed,
    counter: readonly IntegerSeed[],
    alg: RandomAlgorithm = 'philox',
  ): Generator {
    checkAlgorithm(alg);
    return new Generator(GeneratorState.fromKeyCounter(key, counter).words);
  }

  /** A generator whose numbers differ from run to run. */
  static fromNonDeterministicState(alg: RandomAlgorithm = 'philox'): Generator {
    checkAlgorithm(alg);
    return new Generator(GeneratorState.nonDeterministic().words);
  }

  /** A copy of the state, for `fromState` and `reset`. */
  get state(): BigInt64Array {
    return this.#state.words;
  }

  /** The key in the state. */
  get key(): bigint {
    return this.#state.key;
  }

  get algorithm(): 'philox' {
    return 'philox';
  }

  /** Takes over a state. */
  reset(state: GeneratorWords): void {
    this.#state.reset(state);
  }

  /** Takes over the state of a seed; see `fromSeed`. */
  resetFromSeed(seed: IntegerSeed | readonly IntegerSeed[]): void {
    this.#state.resetFromSeed(seed);
  }

  /** Takes over a key and a counter; see `fromKeyCounter`. */
  resetFromKeyCounter(key: IntegerSeed, counter: readonly IntegerSeed[]): void {
    this.#state.reset(GeneratorState.fromKeyCounter(key, counter).words);
  }

  /** Moves on as a draw of `delta` numbers would. */
  skip(delta: number): void {
    this.#state.skip(delta);
  }

  /**
   * Numbers uniform in [minval, maxval); integers of the full range for `null` as both bounds.
   * See `tn.random.statelessUniform`.
   */
  uniform<D extends RangedDType | FullRangeDType = 'float32'>(
    shape: Shape,
    minval?: Operand | null | StatelessUniformOptions<D>,
    maxval?: Operand | null | StatelessUniformOptions<D>,
    dtype?: D | StatelessUniformOptions<D>,
  ): Tensor<D>;
  uniform(shape: Shape, ...rest: readonly unknown[]): Tensor {
    const defaults = {
      minval: 0 as Operand | null,
      maxval: null as Operand | null,
      dtype: 'float32' as DType,
    };
    return uniform({
      ...this.#draw('uniform', shape),
      ...fillArguments('Generator.uniform', defaults, rest),
    });
  }

  /** Integers, every value of the dtype (uint64 by default) equally likely. */
  uniformFullInt<D extends FullRangeDType = 'uint64'>(
    shape: Shape,
    dtype?: D | DrawDTypeOption<D>,
  ): Tensor<D>;
  uniformFullInt(shape: Shape, ...rest: readonly unknown[]): Tensor {
    const { dtype } = fillArguments('Generator.uniformFullInt', { dtype: 'uint64' as DType }, rest);
    return uniformFullRange({ ...this.#draw('uniformFullInt', shape), dtype });
  }

  /** Numbers of the normal distribution. Differentiable by `mean` and `stddev`, where these are tensors. */
  normal<D extends FloatingDType = 'float32'>(
    shape: Shape,
    mean?: Operand | StatelessNormalOptions<D>,
    stddev?: Operand | StatelessNormalOptions<D>,
    dtype?: D | StatelessNormalOptions<D>,
  ): Tensor<D>;
  normal(shape: Shape, ...rest: readonly unknown[]): Tensor {
    return normal({
      ...this.#draw('normal', shape),
      ...fillArguments('Generator.normal', normalDefaults, rest),
    });
  }

  /** The same without those two standard deviations or more from the mean, which are drawn again. */
  truncatedNormal<D extends FloatingDType = 'float32'>(
    shape: Shape,
    mean?: Operand | StatelessNormalOptions<D>,
    stddev?: Operand | StatelessNormalOptions<D>,
    dtype?: D | StatelessNormalOptions<D>,
  ): Tensor<D>;
  truncatedNormal(shape: Shape, ...rest: readonly unknown[]): Tensor {
    return truncatedNormal({
      ...this.#draw('truncatedNormal', shape),
      ...fillArguments('Generator.truncatedNormal', normalDefaults, rest),
    });
  }

  /** Numbers of successes among `counts` trials of probability `probs`. See `tn.random.statelessBinomial`. */
  binomial<D extends CountDType = 'int32'>(
    shape: Shape,
    counts: Operand,
    probs: Operand,
    dtype?: D | DrawDTypeOption<D>,
  ): Tensor<D>;
  binomial(shape: Shape, ...rest: readonly unknown[]): Tensor {
    const defaults = {
      counts: required<Operand>(),
      probs: required<Operand>(),
      dtype: 'int32' as DType,
    };
    return binomial({
      ...this.#draw('binomial', shape),
      ...fillArguments('Generator.binomial', defaults, rest),
    });
  }

  /**
   * Seeds for stateless functions: the columns of an int64 tensor of shape [2, count].
   * @throws UnimplementedError on a device without int64; `split` makes generators anywhere.
   */
  makeSeeds(count = 1): Tensor<'int64'> {
    return tensorOfDraws(this.#state.makeSeeds(count), 'int64', [2, count], 'Generator.makeSeeds');
  }

  /** `count` generators, independent of one another and of this one, which moves on. */
  split(count = 1): Generator[] {
    return this.#state.split(count).map((state) => new Generator(state.words));
  }

  #draw(method: string, shape: Shape) {
    return { context: `Generator.${method}`, source: this.#source, shape };
  }
}

function checkAlgorithm(alg: RandomAlgorithm): void {
  if (alg === 'philox' || alg === 'auto_select') return;
  throw new InvalidArgumentError(`Generator: the algorithm must be 'philox', got '${String(alg)}'.`);
}

let globalGenerator: Generator | undefined;

/** The generator that code without one of its own shares; until `setGlobalGenerator` its numbers differ from run to run. */
export function getGlobalGenerator(): Generator {
  globalGenerator ??= Generator.fromNonDeterministicState();
  return globalGenerator;
}

/** Replaces the global generator. */
export function setGlobalGenerator(generator: Generator): void {
  globalGenerator = generator;
}

/** The state of a generator for a seed, as `Generator.fromSeed` makes it. */
export function createRngState(
  seed: IntegerSeed | readonly IntegerSeed[],
  alg: RandomAlgorithm = 'philox',
): BigInt64Array {
  checkAlgorithm(alg);
  return GeneratorState.fromSeed(seed).words;
}
