/**
 * @file Level 0: what a backend's memory promises, behaviour by behaviour.
 */

import { allDTypes } from '@tenon/core';
import type { Check } from '../checks/check.ts';
import type { Findings } from '../checks/findings.ts';
import type { Workbench } from '../subject/workbench.ts';
import { declaration } from './declaration.ts';
import { endOfABackend, outOfMemory } from './exhaustion.ts';
import { checkDType, deviceCopies, ranks, references, useAfterDispose } from './tensors.ts';
import {
  callersBytes,
  isolation,
  order,
  partialTransfers,
  synchronousReads,
  transfersOfAllSizes,
} from './transfers.ts';

type Behaviour = (bench: Workbench, findings: Findings) => void | Promise<void>;

const behaviours: readonly (readonly [name: string, run: Behaviour])[] = [
  ['declaration', declaration],
  ['write and read', transfersOfAllSizes],
  ['partial writes and reads', partialTransfers],
  ['synchronous reads', synchronousReads],
  ['bytes of the caller', callersBytes],
  ['isolation of buffers', isolation],
  ['order', order],
  ['out of memory', outOfMemory],
  ['end of a backend', endOfABackend],
  ['reference counts', references],
  ['use after dispose', useAfterDispose],
  ['ranks', ranks],
  ['copies between devices', deviceCopies],
];

/** The checks of level 0. */
export function storageChecks(): readonly Check[] {
  return [
    ...behaviours.map(([subject, run]): Check => ({ level: 0, subject, dtype: null, run })),
    ...allDTypes.map(
      (dtype): Check => ({
        level: 0,
        subject: 'elements',
        dtype,
        run: (bench, findings) => checkDType(dtype, bench, findings),
      }),
    ),
  ];
}
