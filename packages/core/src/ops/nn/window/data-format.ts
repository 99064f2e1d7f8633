/**
 * @file Where the channels of images are: `NHWC` and its kin, for one, two or three spatial axes.
 *
 * Kernels know one order, channels last. Images in the other reach them, and leave them, as transposed views.
 */

import type { DType } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { transpose } from '../../array/layout.ts';

/** The order of the axes of sequences: N is the batch, C the channels. */
export type DataFormat1d = 'NWC' | 'NCW';
/** The order of the axes of images. */
export type DataFormat2d = 'NHWC' | 'NCHW';
/** The order of the axes of volumes. */
export type DataFormat3d = 'NDHWC' | 'NCDHW';
/** Any of them. */
export type DataFormat = DataFormat1d | DataFormat2d | DataFormat3d;

const formats: { readonly [spatialRank: number]: readonly [channelsLast: string, channelsFirst: string] } = {
  1: ['NWC', 'NCW'],
  2: ['NHWC', 'NCHW'],
  3: ['NDHWC', 'NCDHW'],
};

/**
 * Whether a data format has the channels before the spatial axes; `null` is channels last.
 * @throws InvalidArgumentError if there is no such format for so many spatial axes.
 */
export function isChannelsFirst(dataFormat: string | null, spatialRank: number, op: string): boolean {
  const known = formats[spatialRank];
  if (!known) {
    throw new InvalidArgumentError(`${op}: takes one, two or three spatial axes, got ${spatialRank}.`);
  }
  if (dataFormat !== null && !known.includes(dataFormat)) {
    throw new InvalidArgumentError(
      `${op}: for ${spatialRank} spatial axes dataFormat is '${known.join("' or '")}', got '${dataFormat}'.`,
    );
  }
  return dataFormat === known[1];
}

/** The axes that a window moves over. */
export function spatialAxes(rank: number, spatialRank: number, channelsFirst: boolean): readonly number[] {
  const start = rank - spatialRank - (channelsFirst ? 0 : 1);
  return Array.from({ length: spatialRank }, (_, i) => start + i);
}

/** The axis of the channels. */
export function channelAxis(rank: number, spatialRank: number, channelsFirst: boolean): number {
  return channelsFirst ? rank - spatialRank - 1 : rank - 1;
}

/** A view with the channels last of what has them before its spatial axes; else the tensor itself. */
export function toChannelsLast<D extends DType>(
  images: Tensor<D>,
  spatialRank: number,
  channelsFirst: boolean,
): Tensor<D> {
  return channelsFirst ? moveAxis(images, images.rank - spatialRank - 1, images.rank - 1) : images;
}

/** The inverse of `toChannelsLast`. */
export function fromChannelsLast<D extends DType>(
  images: Tensor<D>,
  spatialRank: number,
  channelsFirst: boolean,
): Tensor<D> {
  return channelsFirst ? moveAxis(images, images.rank - 1, images.rank - spatialRank - 1) : images;
}

function moveAxis<D extends DType>(tensor: Tensor<D>, from: number, to: number): Tensor<D> {
  const axes = tensor.shape.map((_, axis) => axis).filter((axis) => axis !== from);
  return transpose(tensor, axes.toSpliced(to, 0, from));
}
