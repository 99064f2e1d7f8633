/**
 * @file WGSL's library of float32 functions, by name.
 */

import { bits } from './bits.ts';
import { comparison } from './comparison.ts';
import { conversion } from './conversion.ts';
import { digamma } from './digamma.ts';
import { division } from './division.ts';
import { errorFunction } from './error-function.ts';
import { exponential } from './exponential.ts';
import { gammaFunction } from './gamma-function.ts';
import { hurwitzZeta } from './hurwitz-zeta.ts';
import { hyperbolic } from './hyperbolic.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { incompleteGammaGradient } from './incomplete-gamma-gradient.ts';
import { inverseHyperbolic } from './inverse-hyperbolic.ts';
import { inverseTrigonometric } from './inverse-trigonometric.ts';
import { logarithm } from './logarithm.ts';
import { nextAfter } from './next-after.ts';
import { pair } from './pair.ts';
import { pairFunctions } from './pair-functions.ts';
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
  ...errorFunction,
  ...pairFunctions,
  ...gammaFunction,
  ...digamma,
  ...hurwitzZeta,
  ...incompleteGamma,
  ...incompleteGammaGradient,
  ...incompleteBeta,
];

export const mathFunctions: Readonly<Record<string, WgslFunction>> = Object.fromEntries(
  definitions.map((each) => [each.name, each]),
);
