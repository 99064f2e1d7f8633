/**
 * @file Gradients of dtype changes: the upstream gradient goes back to the dtype that the value had.
 */

import { cast } from '../../ops/array/cast.ts';
import { gradientOf } from '../rule.ts';

export const castGradient = gradientOf(cast, {
  linear: ['x'],
  // A gradient comes only from a floating output and is asked for only by a floating input.
  rule: ({ x }, _attrs, dy) => ({ x: () => (dy.dtype === x.dtype ? dy : cast(dy, x.dtype)) }),
});
