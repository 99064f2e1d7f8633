/**
 * @file `tn.random`: TensorFlow's `tf.random`, under its names.
 */

export type { SeedOperand } from '../ops/random/drawing/arguments.ts';
export { setSeed } from '../ops/random/drawing/source.ts';
export {
  createRngState,
  Generator,
  type GeneratorWords,
  getGlobalGenerator,
  setGlobalGenerator,
} from '../ops/random/generator.ts';
export { randomShuffle as shuffle, statelessShuffle } from '../ops/random/shuffle.ts';
export {
  randomCategorical as categorical,
  randomGamma as gamma,
  randomNormal as normal,
  randomPoisson as poisson,
  randomTruncatedNormal as truncatedNormal,
  randomUniform as uniform,
} from '../ops/random/stateful.ts';
export {
  statelessBinomial,
  statelessCategorical,
  statelessFoldIn as foldIn,
  statelessGamma,
  statelessNormal,
  statelessPoisson,
  statelessSplit as split,
  statelessTruncatedNormal,
  statelessUniform,
} from '../ops/random/stateless.ts';
export type { IntegerSeed } from '../random/index.ts';
