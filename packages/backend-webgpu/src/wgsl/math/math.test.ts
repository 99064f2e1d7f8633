/**
 * @file The library's accuracy on the device at hand, in units in the last place, against float64.
 *
 * With `TENON_PRINT_ULP=1` in the environment, what was measured is printed.
 */

import { meanings, scalarOperations } from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { whyNoAdapter } from '../../testdata/adapter.ts';
import {
  between,
  binades,
  gammaPeaks,
  multiplesOfHalfPi,
  pairs,
  powers,
  specialPairs,
  specialValues,
  triples,
} from './testdata/arguments.ts';
import type { Arguments } from './testdata/evaluate.ts';
import { measure, type Trial } from './testdata/measure.ts';

const obstacle = await whyNoAdapter();

type Operation = keyof typeof meanings;

/** Trials of functions that have the names of their operations, but for `_` before capitals. */
function trials(bounds: Readonly<Partial<Record<Operation, number>>>): Record<string, Trial> {
  return Object.fromEntries(
    Object.entries(bounds).map(([operation, ulp]) => {
      const { arity } = scalarOperations[operation as Operation];
      // Those tried here are all of floats.
      const { float } = meanings[operation as Operation] as { float: (...operands: unknown[]) => number };
      const name = operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return [name, { exact: (...operands) => float(...operands.slice(0, arity), 'float32'), ulp }];
    }),
  );
}

/** With errors that count against at least a magnitude, where a function has zeros of its own. */
const against = (scale: number, trials: Record<string, Trial>): Record<string, Trial> =>
  Object.fromEntries(Object.entries(trials).map(([name, trial]) => [name, { ...trial, scale }]));

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
    trials: trials({ exp: 1, expm1: 1.5, sinh: 1.5, cosh: 1.5, tanh: 1.5 }),
  },
  {
    of: 'logarithms, roots and signs',
    operands: anyNumber,
    trials: trials({ log: 1, log1p: 1, sqrt: 0.501, rsqrt: 0.501, sign: 0 }),
  },
  {
    of: 'trigonometric functions',
    operands: [[...anyNumber[0], ...between(0, 20000, 3000), ...multiplesOfHalfPi]],
    trials: trials({ sin: 1.5, cos: 1.5, tan: 1.5 }),
  },
  {
    of: 'inverse trigonometric and hyperbolic functions',
    operands: [[...anyNumber[0], ...between(1, 1.5, 1000)]],
    trials: trials({ asin: 1.5, acos: 1, atan: 1, asinh: 1, acosh: 1, atanh: 1 }),
  },
  { of: 'powers', operands: powers, trials: trials({ pow: 1 }) },
  { of: 'the angle of points', operands: pairs, trials: trials({ atan2: 1 }) },
  {
    of: 'error functions',
    operands: anyNumber,
    trials: trials({ erf: 2, erfc: 4, erfinv: 1 }),
  },
  {
    of: 'gamma functions',
    operands: [
      [...specialValues, ...binades(3).map(Math.abs), ...between(0, 12, 2000), ...between(0.9, 2.2, 1000)],
    ],
    trials: trials({ lgamma: 0.75, digamma: 0.75 }),
  },
  {
    of: 'the zeta function',
    operands: triples(1000, [1, 12], [0.01, 15]),
    trials: trials({ zeta: 0.75 }),
  },
  {
    of: 'incomplete gamma functions',
    operands: triples(1000, [0.05, 12], [0.01, 20]),
    trials: trials({ igamma: 0.75, igammac: 0.75 }),
  },
  {
    of: 'the gradient of the incomplete gamma function',
    operands: triples(500, [0.1, 12], [0.01, 20]),
    trials: trials({ igammaGradA: 0.75 }),
  },
  {
    of: 'the incomplete beta function',
    operands: triples(500, [0.1, 8], [0.1, 8], [0, 1]),
    trials: trials({ betainc: 0.75 }),
  },
  {
    of: 'gamma functions of negative numbers, against 1',
    operands: [between(-30, 0, 1000)],
    trials: against(1, trials({ lgamma: 0.75, digamma: 2 })),
  },
  {
    of: 'the zeta function of negative numbers, against 1',
    operands: [between(2, 9, 500).map(Math.floor), between(-20, 0, 500, 9)],
    trials: against(1, trials({ zeta: 0.75 })),
  },
  {
    of: 'incomplete gamma functions around their peaks',
    operands: gammaPeaks,
    trials: trials({ igamma: 3, igammac: 3 }),
  },
  {
    of: 'the gradient of the incomplete gamma function around its peaks',
    operands: gammaPeaks,
    trials: trials({ igammaGradA: 3 }),
  },
  {
    of: 'the incomplete beta function of great parameters',
    operands: triples(300, [0.1, 400], [0.1, 400], [0.2, 0.8]),
    trials: trials({ betainc: 0.75 }),
  },
  {
    of: 'special functions at their edges',
    operands: specialPairs,
    trials: trials({ zeta: 1, igamma: 1, igammac: 1 }),
  },
  {
    of: 'division and choice',
    operands: pairs,
    trials: trials({ div: 0.501, floorDiv: 0, truncMod: 0, floorMod: 0.5, max: 0, min: 0 }),
  },
];

describe.skipIf(obstacle)(`WGSL's float32 functions${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  for (const { of, operands, trials } of groups) {
    test(`${of} within the stated errors`, async () => {
      const measured = await measure(trials, operands);
      if (process.env.TENON_PRINT_ULP) console.log(of, measured);
      for (const [name, { ulp, at }] of Object.entries(measured)) {
        expect(ulp, `tn_${name} at ${at}`).toBeLessThanOrEqual(trials[name].ulp);
      }
    }, 120_000);
  }
});
