/** @file Random streams: where they start, and what is drawn from them. TensorFlow's numbers, bit for bit. */
export { scaleAndShift, scaleToRange } from './affine.ts';
export { binomial } from './binomial.ts';
export { categorical } from './categorical.ts';
export type { FloatingArray, FloatingDType, IntegerArray, IntegerDType } from './element-types.ts';
export { standardGamma } from './gamma.ts';
export { GeneratorState } from './generator-state.ts';
export type { IntegerSeed } from './integer-seed.ts';
export { standardNormal } from './normal.ts';
export { type PhiloxState, PhiloxStream, skipBlocks } from './philox.ts';
export { poisson } from './poisson.ts';
export { binomialBlocks, categoricalBlocks, elementBlocks, shuffleBlocks } from './reservation.ts';
export { shufflePermutation } from './shuffle.ts';
export { type StatefulDraw, StatefulSeeds } from './stateful-seeds.ts';
export { foldIn, type SeedDType, type StatelessSeed, scrambleSeed, splitSeed } from './stateless-seeds.ts';
export { standardTruncatedNormal } from './truncated-normal.ts';
export { fullRangeIntegers, integerRange, standardUniform, uniformIntegers } from './uniform.ts';
