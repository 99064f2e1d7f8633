/**
 * @file The shader of `conv` for any shape: one invocation for each element of the output, and a loop for each axis of
 * the window.
 *
 * Each loop sums what the one within gives, so that the error of a large window's sum does not grow with all its terms.
 */

import { sizeOf } from '@tenon/core/backend';
import type { KernelSource } from '../../queue/compute-kernel.ts';
import { kernelSource } from '../../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../../wgsl/walk.ts';
import type { KernelContext } from '../kernel-context.ts';
import {
  type Convolution,
  convolutionParameters,
  convolutionValues,
  isOutside,
  spatialAxes,
  stepsTo,
  variantOf,
} from './convolution.ts';

const WORKGROUP = 64;

export function dispatchDirect(context: KernelContext, convolution: Convolution): void {
  const { y, plan } = convolution;
  const size = sizeOf(y.shape);
  const kernel = context.cache.get(null, `${variantOf(convolution)} direct`, () => source(convolution));
  const parameters = [size, ...convolutionValues(convolution), ...walkValues(y.shape, [y])];
  context.queue.dispatch(kernel, plan.buffers, parameters, Math.ceil(size / WORKGROUP));
}

function source(convolution: Convolution): KernelSource {
  const { spatialRank, operands, plan } = convolution;
  const rank = spatialRank + 2;
  return kernelSource({
    label: 'conv of few features',
    operands,
    binding: plan.binding,
    parameters: ['size', ...convolutionParameters(convolution), ...walkParameters(rank, ['y'])],
    workgroupSize: WORKGROUP,
    body: [
      `let element = group * ${WORKGROUP}u + local;`,
      'if (element >= parameters.size) { return; }',
      ...walkStatements(rank, ['y'], 'element'),
      `let output = length_at_${rank - 1};`,
      'let first_feature = output / parameters.output_features * parameters.features;',
      'let x_at = parameters.x_offset + length_at_0 * parameters.x_image + first_feature * parameters.x_feature;',
      'let w_at = parameters.w_offset + output * parameters.w_output;',
      windowSum(convolution, 0),
      'store_y(y_at, sum0);',
    ].join('\n'),
  });
}

/** Statements that declare `sum` of an axis: over the taps of it and of all axes after it, and over features. */
function windowSum(convolution: Convolution, axis: number): string {
  const { spatialRank, type } = convolution;
  if (axis === spatialRank) {
    const axes = spatialAxes(convolution);
    const x = ['x_at', ...axes.map((each) => stepsTo(convolution, `source${each}`, each))].join(' + ');
    const w = ['w_at', ...axes.map((each) => `tap${each} * parameters.w_step_${each}`)].join(' + ');
    return `let x_tap_at = ${x};
let w_tap_at = ${w};
var sum${axis} = ${type}();
for (var feature = 0u; feature < parameters.features; feature++) {
  sum${axis} += load_x(x_tap_at + feature * parameters.x_feature) * load_w(w_tap_at + feature * parameters.w_feature);
}`;
  }
  const place = `length_at_${axis + 1} * parameters.stride_${axis}`;
  return `var sum${axis} = ${type}();
for (var tap${axis} = 0u; tap${axis} < parameters.window_${axis}; tap${axis}++) {
  let source${axis} = ${place} + tap${axis} * parameters.dilation_${axis} - parameters.before_${axis};
  if (${isOutside(convolution, `source${axis}`, axis)}) { continue; }
  ${windowSum(convolution, axis + 1).replaceAll('\n', '\n  ')}
  sum${axis} += sum${axis + 1};
}`;
}
