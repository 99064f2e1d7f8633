/**
 * @file Which axes of images batch normalization takes statistics over.
 */

import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape } from '../../../shape/index.ts';
import { channelAxis, isChannelsFirst } from '../window/data-format.ts';

export interface BatchNormAxes {
  /** The axis of the channels. */
  readonly channel: number;
  /** All others, which statistics are taken over. */
  readonly reduced: readonly number[];
}

/**
 * Which axes are what.
 * @throws InvalidArgumentError unless x has rank 4 or 5, and each parameter one element per channel.
 */
export function batchNormAxes(
  shape: Shape,
  dataFormat: string,
  parameters: readonly ({ readonly shape: Shape } | undefined)[],
): BatchNormAxes {
  if (shape.length !== 4 && shape.length !== 5) {
    throw new InvalidArgumentError(
      `fusedBatchNorm: takes images of rank 4 or volumes of rank 5, got shape ${formatShape(shape)}.`,
    );
  }
  const spatialRank = shape.length - 2;
  const isFirst = isChannelsFirst(dataFormat, spatialRank, 'fusedBatchNorm');
  const channel = channelAxis(shape.length, spatialRank, isFirst);
  for (const parameter of parameters) {
    if (parameter && (parameter.shape.length !== 1 || parameter.shape[0] !== shape[channel])) {
      throw new InvalidArgumentError(
        `fusedBatchNorm: statistics and parameters must have one element for each of the ${shape[channel]} channels of ` +
          `${formatShape(shape)}, got shape ${formatShape(parameter.shape)}.`,
      );
    }
  }
  return { channel, reduced: shape.map((_, axis) => axis).filter((axis) => axis !== channel) };
}
