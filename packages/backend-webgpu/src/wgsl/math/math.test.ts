/**
 * @file The library's accuracy on the device at hand, in units in the last place, against float64; and its edges.
 */

import { meanings } from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { whyNoAdapter } from '../../testdata/adapter.ts';
import {
  between,
  binades,
  multiplesOfHalfPi,
  pairs,
  powers,
  specialValues,
  triples,
} from './testdata/arguments.ts';
import type { Arguments } from './testdata/evaluate.ts';
import { measure, type Trial } from './testdata/measure.ts';

const obstacle = await whyNoAdapter();

const meaningOf = (name: keyof typeof meanings) =>
  (meanings[name] as { float: (...operands: unknown[]) => number }).float;

/** A function that has the name of its operation, but for `_` before capitals. */
function trials(bounds: Readonly<Partial<Record<keyof typeof meanings, number>>>): Record<string, Trial> {
  return Object.fromEntries(
    Object.entries(bounds).map(([name, ulp]) => {
      const exact = meaningOf(name as keyof typeof meanings);
      return [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        { exact: (a, b, c) => exact(...[a, b, c, 'float32'].slice(0, exact.length), 'float32'), ulp },
      ];
    }),
  );
}

const everywhere = [...specialValues, ...binades(4)];
const moderate = [
  ...between(-1, 1, 1500),
  ...between(-4, 4, 1000),
  ...between(-11, 11, 1000),
  ...between(-105, 90, 1000),
];
const anyNumber: Arguments = [[...everywhere, ...moderate]];

const groups: readonly {
  readonly of: string;
  readonly operands: Arguments;
  readonly trials: Record<string, Trial>;
}[] = [
  {
    of: 'exponentials and hyperbolic functions',
    operands: anyNumber,
    trials: trials({ exp: 1, expm1: 1.5, sinh: 2, cosh: 2, tanh: 2 }),
  },
  {
    of: 'logarithms, roots and signs',
    operands: anyNumber,
    trials: trials({ log: 1, log1p: 1, sqrt: 0.501, rsqrt: 0.501, sign: 0 }),
  },
  {
    of: 'trigonometric functions',
    operands: [[...anyNumber[0], ...between(0, 20000, 3000), ...multiplesOfHalfPi]],
    trials: trials({ sin: 1.5, cos: 1.5, tan: 2 }),
  },
  {
    of: 'inverse trigonometric and hyperbolic functions',
    operands: [[...anyNumber[0], ...between(1, 1.5, 1000)]],
    trials: trials({ asin: 2, acos: 2, atan: 2, asinh: 2, acosh: 2, atanh: 2 }),
  },
  { of: 'powers', operands: powers, trials: trials({ pow: 1 }) },
  { of: 'the angle of points', operands: pairs, trials: trials({ atan2: 2 }) },
  {
    of: 'error functions',
    operands: anyNumber,
    trials: trials({ erf: 2, erfc: 4, erfinv: 2 }),
  },
  {
    of: 'gamma functions',
    operands: [
      [...specialValues, ...binades(3).map(Math.abs), ...between(0, 12, 2000), ...between(0.9, 2.2, 1000)],
    ],
    trials: trials({ lgamma: 1, digamma: 1 }),
  },
  {
    of: 'the zeta function',
    operands: triples(1000, [1, 12], [0.01, 15]),
    trials: trials({ zeta: 2 }),
  },
  {
    of: 'incomplete gamma functions',
    operands: triples(1000, [0.05, 12], [0.01, 20]),
    trials: trials({ igamma: 2, igammac: 2 }),
  },
  {
    of: 'the gradient of the incomplete gamma function',
    operands: triples(500, [0.1, 12], [0.01, 20]),
    trials: trials({ igammaGradA: 2 }),
  },
  {
    of: 'the incomplete beta function',
    operands: triples(500, [0.1, 8], [0.1, 8], [0, 1]),
    trials: trials({ betainc: 2 }),
  },
  {
    of: 'division and choice',
    operands: pairs,
    trials: trials({ div: 0.501, truncMod: 0, floorMod: 0.5, max: 0, min: 0 }),
  },
];

describe.skipIf(obstacle)(`WGSL's float32 functions${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  for (const { of, operands, trials } of groups) {
    test(`${of} are as accurate as stated`, async () => {
      const measured = await measure(trials, operands);
      if (process.env.TENON_PRINT_ULP) console.log(of, measured);
      for (const [name, { ulp, at }] of Object.entries(measured)) {
        expect(ulp, `tn_${name} at ${at}`).toBeLessThanOrEqual(trials[name].ulp);
      }
    }, 120_000);
  }
});
