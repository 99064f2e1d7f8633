/**
 * @file Level 2: each op, in each dtype, on its samples; and the calls it must refuse.
 */

import type { Check } from '../checks/check.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { testedDTypes } from '../sample/resolve.ts';
import { checkOp } from './check-op.ts';
import { checkRefusals } from './check-refusals.ts';

/** The checks of level 2 for these ops. */
export function opChecks(infos: readonly OpInfo[]): readonly Check[] {
  return infos.flatMap((info): readonly Check[] => [
    ...testedDTypes(info).map(
      (dtype): Check => ({
        level: 2,
        subject: info.name,
        dtype,
        run: (bench, findings) => checkOp(info, dtype, bench, findings),
      }),
    ),
    {
      level: 2,
      subject: info.name,
      dtype: null,
      run: (bench, findings) => checkRefusals(info, bench, findings),
    },
  ]);
}
