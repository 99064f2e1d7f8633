/**
 * @file The greatest errors of functions on the device, in units in the last place of float32.
 */

import { ulpError } from '../../../../../conformance/src/numerics/ulp.ts';
import { type Arguments, evaluate } from './evaluate.ts';

/** A function of WGSL, and what it approximates. */
export interface Trial {
  readonly exact: (a: number, b: number, c: number) => number;
  /** The greatest error that is allowed. */
  readonly ulp: number;
  /** Where the error counts against at least this magnitude: near zeros of the function. */
  readonly scale?: number;
}

export interface Measured {
  readonly ulp: number;
  /** Where it is, what was computed and what is exact. */
  readonly at: string;
}

const leastNormal = 2 ** -126;

/** By name of the function, of which `tn_` is left out. */
export async function measure(
  trials: Readonly<Record<string, Trial>>,
  operands: Arguments,
): Promise<Readonly<Record<string, Measured>>> {
  const names = Object.keys(trials);
  const list = ['a', 'b', 'c'].slice(0, operands.length).join(', ');
  const results = await evaluate(names.map((name) => `bitcast<u32>(tn_${name}(${list}))`), operands);
  return Object.fromEntries(
    names.map((name, i) => [name, worst(trials[name], operands, new Float32Array(results[i].slice().buffer))]),
  );
}

function worst({ exact, scale }: Trial, operands: Arguments, results: Float32Array): Measured {
  let measured: Measured = { ulp: 0, at: 'nowhere' };
  for (let i = 0; i < results.length; i++) {
    const [a, b, c] = operands.map((values) => values[i]);
    const expected = exact(a, b, c);
    // A device may flush results that are subnormal to 0, and may round them twice.
    const isSubnormal = Math.abs(expected) < leastNormal && expected !== 0;
    if (isSubnormal && (results[i] === 0 || Math.abs(results[i] - expected) <= 2 ** -149)) continue;
    const ulp = ulpError('float32', results[i], expected, scale);
    if (ulp > measured.ulp) {
      measured = { ulp, at: `(${operands.map((values) => values[i]).join(', ')}): ${results[i]}, exact ${expected}` };
    }
  }
  return measured;
}
