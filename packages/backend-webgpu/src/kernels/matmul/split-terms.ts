/**
 * @file Sharing the terms of a product among workgroups, where it has so few tiles that most of a GPU would be idle: as the
 * gradient of a convolution's window has, which sums over all places of all images.
 *
 * Each share gives an output of its own, and these are summed by `map`.
 */

import {
  buildProgram,
  byteWidth,
  contiguousStrides,
  type DType,
  dtypeInfo,
  type ScalarProgram,
  sizeOf,
} from '@tenon/core/backend';
import type { GpuView } from '../../memory/gpu-buffer.ts';
import { type KernelContext, withTemporary } from '../kernel-context.ts';
import { map } from '../map.ts';
import { BLOCK } from './blocked-sum.ts';

/** Workgroups that occupy a large GPU; terms that are worth one; inputs of a program. */
const WORKGROUPS = 256;
const LEAST_TERMS = 2 * BLOCK;
const MOST_SHARES = 16;

/** How many shares, of a product with so many tiles. */
export function shareCount(tiles: number, terms: number): number {
  const shares = Math.min(Math.floor(WORKGROUPS / tiles), Math.floor(terms / LEAST_TERMS), MOST_SHARES);
  return Math.max(1, shares);
}

/** Names of the parameters of shares, and their values: how many, terms of each, and elements of the output. */
export const shareParameters = ['shares', 'share_terms', 'share_elements'] as const;

export function shareValues(shares: number, terms: number, elements: number): readonly number[] {
  // A share is of whole blocks.
  return [shares, Math.ceil(terms / shares / BLOCK) * BLOCK, elements];
}

/** The dtype that holds sums of a dtype as they are. */
function sumDType(dtype: DType): DType {
  const { kind } = dtypeInfo[dtype];
  return kind === 'float' ? 'float32' : kind === 'uint' ? 'uint32' : 'int32';
}

/**
 * Calls `run` with the output; if there are more shares than one, with a view of its shape for the first, which those of
 * the others follow, contiguous. Then what it writes to them is summed to the output.
 * @param dtype Of the factors.
 */
export function withShares(
  context: KernelContext,
  shares: number,
  dtype: DType,
  output: GpuView,
  run: (target: GpuView) => void,
): void {
  if (shares === 1) {
    run(output);
    return;
  }
  const { shape } = output;
  const size = sizeOf(shape);
  const summed = sumDType(dtype);
  withTemporary(context, shares * size * byteWidth(summed), (buffer) => {
    const strides = contiguousStrides(shape);
    const views = Array.from({ length: shares }, (_, share): GpuView => {
      return { buffer, dtype: summed, shape, strides, offset: share * size };
    });
    run(views[0]);
    map(context, sumProgram(shares, summed, output.dtype), views, [output]);
  });
}

function sumProgram(shares: number, from: DType, to: DType): ScalarProgram {
  return buildProgram(new Array<DType>(shares).fill(from), (s, terms) => {
    const sum = terms.reduce((partial, term) => s.add(partial, term));
    return from === to ? sum : s.cast(sum, to);
  });
}
