/**
 * @file The gradient of filling: every element is the value.
 */

import { fill } from '../../ops/array/creation.ts';
import { gradientOf } from '../rule.ts';

export const fillGradient = gradientOf(fill, {
  // Summing over the repeated axes is the machinery's part.
  rule: (_inputs, _attrs, dy) => ({ value: () => dy }),
});
