/**
 * @file Shuffling rows: a permutation drawn on the host, and a gather on the device. Gradients go back to their rows.
 */

import type { DType } from '../../dtype/index.ts';
import { type IntegerSeed, shuffleBlocks, shufflePermutation } from '../../random/index.ts';
import { scoped } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constantBeside } from '../array/constant-beside.ts';
import { gather } from '../array/gather.ts';
import { alias } from '../array/layout.ts';
import { type Operand, toTensor } from '../define/index.ts';
import { fillArguments, readSeed, type SeedOperand } from './drawing/arguments.ts';
import { type RandomSource, statefulSource, statelessSource } from './drawing/source.ts';
import type { SeedOption } from './stateful.ts';

/**
 * The same rows (slices of the first axis) in random order.
 * @returns A tensor of the shape and dtype of `value`.
 * @example
 * tn.random.setSeed(42);
 * tn.random.shuffle([1, 2, 3, 4]).arraySync(); // => [ 4, 1, 2, 3 ]
 */
export function randomShuffle<D extends DType>(
  value: Operand<D>,
  seed?: IntegerSeed | null | SeedOption,
): Tensor<D>;
export function randomShuffle(value: Operand, ...rest: readonly unknown[]): Tensor {
  const context = 'random.shuffle';
  const { seed } = fillArguments(context, { seed: null as IntegerSeed | null }, rest);
  return shuffle(value, statefulSource(seed), context);
}

/**
 * The same rows in random order, the same order for the same seed.
 * @throws InvalidArgumentError if `seed` is not two integers.
 */
export function statelessShuffle<D extends DType>(value: Operand<D>, seed: SeedOperand): Tensor<D>;
export function statelessShuffle(value: Operand, seed: SeedOperand): Tensor {
  const context = 'random.statelessShuffle';
  return shuffle(value, statelessSource(readSeed(seed, context).seed), context);
}

function shuffle(value: Operand, source: RandomSource, context: string): Tensor {
  return scoped(
    () => {
      const tensor = toTensor(value, context);
      const [rows = 1] = tensor.shape;
      const state = source({
        op: 'RandomShuffle',
        attributes: tensor.dtype,
        blocks: shuffleBlocks(rows),
      });
      if (rows < 2) return alias(tensor);
      const order = constantBeside(tensor, shufflePermutation(state, rows), 'int32', context);
      return gather(tensor, order, { axis: 0 });
    },
    (shuffled) => [shuffled],
  );
}
