/**
 * @file Where a draw's stream begins: the one thing in which the three kinds of random functions differ.
 *
 * A stateful function continues a stream that `setSeed` and its own seed name, a stateless one begins where its seed
 * says, a generator hands out its state and moves on. What is drawn from there is the same for all three.
 */

import {
  type GeneratorState,
  type IntegerSeed,
  type PhiloxState,
  type StatefulDraw,
  StatefulSeeds,
  type StatelessSeed,
  scrambleSeed,
} from '../../../random/index.ts';

/** Where the stream of a draw begins. Each call is one draw: a source that has a state moves on behind it. */
export type RandomSource = (draw: Omit<StatefulDraw, 'seed'>) => PhiloxState;

/** The global seed and all streams that depend on it: there is one per program. */
const seeds = new StatefulSeeds();

/**
 * Sets the global seed and starts over all that was drawn from it. From here on the same calls give the same numbers,
 * and they are TensorFlow's for this seed.
 * @throws InvalidArgumentError if `seed` is no integer.
 * @example
 * tn.random.setSeed(42);
 * tn.random.uniform([2]).arraySync(); // => [ 0.6645621061325073, 0.44100677967071533 ]
 */
export function setSeed(seed: IntegerSeed): void {
  seeds.setSeed(seed);
}

/** The source of a stateful function that was given this seed, or none. */
export function statefulSource(seed: IntegerSeed | null): RandomSource {
  return (draw) => seeds.reserve({ ...draw, seed });
}

/** The source of a stateless function: the same place at every call. */
export function statelessSource(seed: StatelessSeed): RandomSource {
  return () => scrambleSeed(seed);
}

/** The source of a generator's methods. */
export function generatorSource(state: GeneratorState): RandomSource {
  return ({ blocks }) => state.reserve(blocks);
}
