/**
 * @file The shader of `conv` for many features: by tiles, the product of the window's weights and a matrix of patches,
 * which is read where the left operand lies and never made.
 *
 * A row is a place of an image's output, a column an output feature; a term is a tap and a feature. Groups are batches.
 */

import { sizeOf } from '@tenon/core/backend';
import type { KernelSource } from '../../queue/compute-kernel.ts';
import { kernelSource } from '../../wgsl/shader.ts';
import type { KernelContext } from '../kernel-context.ts';
import { shareParameters, shareValues } from '../matmul/split-terms.ts';
import {
  TILE_WORKGROUP,
  type TileSource,
  tileCount,
  tileDeclarations,
  tiledProduct,
  tileStatements,
} from '../matmul/tile.ts';
import {
  type Convolution,
  convolutionParameters,
  convolutionValues,
  isOutside,
  spatialAxes,
  stepsTo,
  variantOf,
} from './convolution.ts';

/** @param shares How many workgroups share the terms of a tile; the output is then the first of so many. */
export function dispatchTiled(context: KernelContext, convolution: Convolution, shares: number): void {
  const { y, taps, features, plan } = convolution;
  const kernel = context.cache.get(null, `${variantOf(convolution)} tiled`, () => source(convolution));
  const parameters = [
    ...shareValues(shares, taps * features, sizeOf(y.shape)),
    ...parameterValues(convolution),
  ];
  context.queue.dispatch(kernel, plan.buffers, parameters, shares * tilesOf(convolution));
}

/** How many tiles the output has. */
export function tilesOf({ y, geometry, places, outputFeatures }: Convolution): number {
  return geometry.groups * tileCount(y.shape[0] * places, outputFeatures);
}

const ownParameters = ['images', 'places', 'is_by_image', 'is_across', 'y_offset', 'y_image', 'y_output'];

function parameterNames(convolution: Convolution): readonly string[] {
  const ofPlaces = spatialAxes(convolution).flatMap((axis) => [`length_${axis}`, `y_step_${axis}`]);
  const sizes = ['batches', 'rows', 'columns', 'terms'];
  return [...shareParameters, ...sizes, ...ownParameters, ...ofPlaces, ...convolutionParameters(convolution)];
}

function parameterValues(convolution: Convolution): readonly number[] {
  const { x, y, geometry, spatialRank, places, taps, features, outputFeatures } = convolution;
  const images = y.shape[0];
  const sizes = [geometry.groups, images * places, outputFeatures, taps * features];
  // Rows go by image where images are neighbours in memory, as in the gradient of a window.
  const isByImage = x.strides[0] === 1;
  const alongPlaces = spatialRank === 0 ? 0 : x.strides[spatialRank] * geometry.strides[spatialRank - 1];
  const isAcross = isByImage || alongPlaces === 1;
  return [
    ...sizes,
    ...[images, places, Number(isByImage), Number(isAcross)],
    ...[y.offset, y.strides[0], y.strides[spatialRank + 1]],
    ...spatialAxes(convolution).flatMap((axis) => [y.shape[axis + 1], y.strides[axis + 1]]),
    ...convolutionValues(convolution),
  ];
}

function source(convolution: Convolution): KernelSource {
  const { operands, plan, type } = convolution;
  return kernelSource({
    label: 'conv',
    operands,
    binding: plan.binding,
    parameters: parameterNames(convolution),
    declarations: [...tileDeclarations(type), patchFunction(convolution), rowFunction(convolution)],
    workgroupSize: TILE_WORKGROUP,
    body: [
      tileStatements,
      'let x_at = parameters.x_offset + batch * parameters.features * parameters.x_feature;',
      'let first_output = batch * parameters.output_features;',
      'let w_at = parameters.w_offset + first_output * parameters.w_output;',
      'let y_at = parameters.y_offset + share_at + first_output * parameters.y_output;',
      tiledProduct({
        type,
        left: patches(convolution),
        right: weights(convolution),
        store: (row, column, sum) =>
          `store_y(y_at + row_at(${row}) + ${column} * parameters.y_output, ${sum});`,
      }),
    ].join('\n'),
  });
}

/** Declares the image of a row, and by spatial axis the coordinate of its place; their names end in `suffix`. */
function placeStatements(convolution: Convolution, row: string, suffix = ''): readonly string[] {
  const isByImage = 'parameters.is_by_image != 0u';
  return [
    `let row${suffix} = ${row};`,
    `let image${suffix} = select(row${suffix} / parameters.places, row${suffix} % parameters.images, ${isByImage});`,
    `var places${suffix} = select(row${suffix} % parameters.places, row${suffix} / parameters.images, ${isByImage});`,
    ...digitStatements(convolution, 'place', 'length', suffix),
  ];
}

/** Declares the feature of a term, and by spatial axis its tap. */
function tapStatements(convolution: Convolution, k: string): readonly string[] {
  return [
    `let feature = ${k} % parameters.features;`,
    `var taps = ${k} / parameters.features;`,
    ...digitStatements(convolution, 'tap', 'window'),
  ];
}

/** Declares `place0` … from the row-major number in `places`. What is left for the first axis is not divided: that is slow. */
function digitStatements(
  convolution: Convolution,
  name: string,
  length: string,
  suffix = '',
): readonly string[] {
  const rest = `${name}s${suffix}`;
  return spatialAxes(convolution)
    .toReversed()
    .flatMap((axis) =>
      axis === 0
        ? [`let ${name}0${suffix} = ${rest};`]
        : [
            `let ${name}${axis}${suffix} = ${rest} % parameters.${length}_${axis};`,
            `${rest} /= parameters.${length}_${axis};`,
          ],
    );
}

function patches(convolution: Convolution): TileSource {
  const axes = spatialAxes(convolution);
  return {
    isAcross: 'parameters.is_across != 0u',
    line: (row, lane) =>
      [
        ...placeStatements(convolution, row, `_${lane}`),
        `let x_at_${lane} = x_at + image_${lane} * parameters.x_image;`,
        ...axes.map(
          (axis) =>
            `let corner${axis}_${lane} = place${axis}_${lane} * parameters.stride_${axis} - parameters.before_${axis};`,
        ),
      ].join('\n'),
    term: (k) =>
      [
        ...tapStatements(convolution, k),
        'let x_feature_at = feature * parameters.x_feature;',
        ...axes.map((axis) => `let reach${axis} = tap${axis} * parameters.dilation_${axis};`),
      ].join('\n'),
    element: (lane) => {
      const sources = axes.map((axis) => `corner${axis}_${lane} + reach${axis}`);
      return `patch_element(${[`x_at_${lane} + x_feature_at`, ...sources].join(', ')})`;
    },
  };
}

function weights(convolution: Convolution): TileSource {
  const steps = spatialAxes(convolution).map((axis) => `tap${axis} * parameters.w_step_${axis}`);
  return {
    isAcross: 'parameters.w_output == 1u',
    line: (column, lane) => `let w_at_${lane} = w_at + ${column} * parameters.w_output;`,
    term: (k) =>
      [
        ...tapStatements(convolution, k),
        `let w_term_at = ${['feature * parameters.w_feature', ...steps].join(' + ')};`,
      ].join('\n'),
    element: (lane) => `load_w(w_at_${lane} + w_term_at)`,
  };
}

/** `patch_element(at, source0 …)`: the element of the left operand that a tap falls on, or 0. */
function patchFunction(convolution: Convolution): string {
  const { type } = convolution;
  const axes = spatialAxes(convolution);
  const outside = axes.map((axis) => isOutside(convolution, `source${axis}`, axis));
  const steps = axes.map((axis) => stepsTo(convolution, `source${axis}`, axis));
  return `fn patch_element(${['at: u32', ...axes.map((axis) => `source${axis}: u32`)].join(', ')}) -> ${type} {
  if (${['false', ...outside].join(' || ')}) { return ${type}(); }
  return load_x(${['at', ...steps].join(' + ')});
}`;
}

/** `row_at(row)`: how far the elements of a row of the output lie from those of the first. */
function rowFunction(convolution: Convolution): string {
  const steps = spatialAxes(convolution).map((axis) => `place${axis} * parameters.y_step_${axis}`);
  return `fn row_at(number: u32) -> u32 {
  ${placeStatements(convolution, 'number').join('\n  ')}
  return ${['image * parameters.y_image', ...steps].join(' + ')};
}`;
}
