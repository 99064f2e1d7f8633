/**
 * @file The gradient of moving between devices.
 */

import { transfer } from '../../ops/array/transfer.ts';
import { gradientOf } from '../rule.ts';

export const transferGradient = gradientOf(transfer, {
  linear: ['x'],
  // Moving a gradient to its input's device is the machinery's part.
  rule: (_inputs, _attrs, dy) => ({ x: () => dy }),
});
