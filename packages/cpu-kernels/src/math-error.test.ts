/**
 * @file Runs `cpp/test/math_*.cpp`, which measure the elementary functions and try the conversions of 16-bit floats, for
 * every instruction set that this processor has. One of them has no fused multiply-add, as WebAssembly has not.
 */

import { expect, test } from 'vitest';
import { trialsOfThisMachine, tryProgram } from '../cpp/math/measure.ts';

const programs = [
  ['math_error', 'no elementary function errs by more than its bound'],
  ['math_half', '16-bit floats are widened exactly and rounded to nearest, ties to even'],
] as const;

const instructionSets = trialsOfThisMachine();

for (const [program, name] of programs) {
  if (typeof instructionSets === 'string') {
    test.skip(`${name} (${instructionSets})`, () => {});
    continue;
  }
  for (const instructionSet of instructionSets) {
    test(`${name} (${instructionSet})`, { timeout: 240_000 }, async (context) => {
      const { outcome, output } = await tryProgram(program, instructionSet);
      if (outcome === 'skipped') context.skip(`this processor lacks ${instructionSet}`);
      const remarks = output.split('\n').filter((line) => line && !line.startsWith('ok'));
      expect({ outcome, remarks }).toEqual({ outcome: 'passed', remarks: [] });
    });
  }
}
