/**
 * @file The gradient of joining: to each tensor the part of the upstream that it became.
 */

import { slice } from '../../ops/array/indexing.ts';
import { concat } from '../../ops/array/joining.ts';
import { normalizeAxis } from '../../shape/index.ts';
import { gradientOf } from '../rule.ts';

export const concatGradient = gradientOf(concat, {
  rule: ({ values }, { axis }, dy) => ({
    values: () => {
      const along = normalizeAxis(axis, dy.rank, 'concat');
      let start = 0;
      return values.map(({ shape }) => {
        const begin = shape.map((_, i) => (i === along ? start : 0));
        start += shape[along];
        return slice(dy, begin, shape);
      });
    },
  }),
});
