/**
 * @file Level 3: the gradient of each differentiable op, in each floating dtype.
 */

import { isFloating } from '@tenon/core';
import type { Check } from '../checks/check.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { testedDTypes } from '../sample/resolve.ts';
import { checkGradient } from './check-gradient.ts';
import { checkRefusedGradient } from './check-refused-gradient.ts';
import { isDifferentiableOp } from './differentiable.ts';

/** The checks of level 3 for these ops. */
export function gradientChecks(infos: readonly OpInfo[]): readonly Check[] {
  return infos.flatMap((info) => {
    const check = info.gradient?.refused ? checkRefusedGradient : checkGradient;
    if (!info.gradient?.refused && !isDifferentiableOp(info)) return [];
    return testedDTypes(info)
      .filter(isFloating)
      .map(
        (dtype): Check => ({
          level: 3,
          subject: info.name,
          dtype,
          run: (bench, findings) => check(info, dtype, bench, findings),
        }),
      );
  });
}
