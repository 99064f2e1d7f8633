/**
 * @file WGSL's library of float32 functions, by name.
 */

import { bits } from './bits.ts';
import { comparison } from './comparison.ts';
import { conversion } from './conversion.ts';
import { division } from './division.ts';
import { exponential } from './exponential.ts';
import { hyperbolic } from './hyperbolic.ts';
import { inverseHyperbolic } from './inverse-hyperbolic.ts';
import { inverseTrigonometric } from './inverse-trigonometric.ts';
import { logarithm } from './logarithm.ts';
import { nextAfter } from './next-after.ts';
import { pair } from './pair.ts';
import { power } from './power.ts';
import { quadrant } from './quadrant.ts';
import { remainder } from './remainder.ts';
import { scale } from './scale.ts';
import { trigonometric } from './trigonometric.ts';
import type { WgslFunction } from './wgsl-function.ts';

const definitions: readonly WgslFunction[] = [
  ...bits,
  ...comparison,
  ...scale,
  ...conversion,
  ...nextAfter,
  ...pair,
  ...division,
  ...remainder,
  ...exponential,
  ...logarithm,
  ...hyperbolic,
  ...quadrant,
  ...trigonometric,
  ...inverseTrigonometric,
  ...power,
  ...inverseHyperbolic,
];

export const mathFunctions: Readonly<Record<string, WgslFunction>> = Object.fromEntries(
  definitions.map((each) => [each.name, each]),
);
