/**
 * @file Level 3 must find what is wrong with a gradient: ops with one fault each.
 */

import { reference } from '@tenon/backend-reference';
import {
  add,
  composite,
  exp,
  gradientOf,
  keep,
  multiply,
  type Operand,
  registerGradient,
  signature,
  stopGradient,
  type Tensor,
} from '@tenon/core';
import { floating } from '@tenon/core/backend';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCheck } from '../checks/check.ts';
import type { CheckResult } from '../checks/check-result.ts';
import { noGoldenVectors } from '../golden/golden-vectors.ts';
import { type OpInfo, opInfo } from '../op-info/op-info.ts';
import { normal, sample } from '../op-info/samples.ts';
import { opChecks } from '../ops/op-checks.ts';
import { failureText } from '../report/terminal.ts';
import { openWorkbench, type Workbench } from '../subject/workbench.ts';
import { gradientChecks } from './gradient-checks.ts';

type FloatCall = (x: Operand<'float64'>) => Tensor<'float64'>;

/** An op x² whose gradient comes from `lower` itself, or from a rule. */
function square(name: string, lower: (x: Tensor) => Tensor, gradient?: 'rule') {
  return composite(name, {
    inputs: ['x'],
    dtypes: floating,
    call: signature<FloatCall>(),
    ...(gradient && { gradient }),
    lower: ({ x }) => lower(x as Tensor),
  });
}

const squared = (x: Tensor) => multiply(x as Tensor<'float64'>, x as Tensor<'float64'>) as Tensor;

const infoOf = (op: Parameters<typeof opInfo>[0]): OpInfo =>
  opInfo(op, { tensorflow: { none: 'made for this test' }, samples: [sample([normal([5])])] });

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(reference, noGoldenVectors);
});
afterAll(() => bench.dispose());

async function resultOf(info: OpInfo, level: 2 | 3): Promise<CheckResult> {
  const checks = level === 2 ? opChecks([info]) : gradientChecks([info]);
  const check = checks.find(({ dtype }) => dtype === 'float64');
  if (!check) throw new RangeError('The op is not tested in float64.');
  return runCheck(check, bench);
}

const textOf = ({ failures }: CheckResult) => failures.map(failureText).join('\n');

test('a right gradient passes', async () => {
  const result = await resultOf(infoOf(square('rightSquare', squared)), 3);
  expect(textOf(result)).toBe('');
  expect(result.comparisons).toBeGreaterThan(4);
});

test('a rule that is wrong by a factor is found', async () => {
  const op = composite('halfSquare', {
    inputs: ['x'],
    dtypes: floating,
    call: signature<FloatCall>(),
    gradient: 'rule',
    lower: ({ x }) => squared(x as Tensor),
  });
  registerGradient(
    gradientOf(op, {
      saves: ['x'],
      rule: ({ x }, _attrs, dy) => ({
        x: () => multiply(dy as Tensor<'float64'>, x as Tensor<'float64'>) as Tensor,
      }),
    }),
  );
  expect(textOf(await resultOf(infoOf(op), 3))).toMatch(/gradient by operand 0: analytic and numeric differ/);
});

test('a gradient that is right but cannot be differentiated in turn is found by the second order', async () => {
  const lower = (x: Tensor) => multiply(x as Tensor<'float64'>, exp(x as Tensor<'float64'>)) as Tensor;
  const op = composite('constantSlope', {
    inputs: ['x'],
    dtypes: floating,
    call: signature<FloatCall>(),
    gradient: 'rule',
    lower: ({ x }) => lower(x as Tensor),
  });
  registerGradient(
    gradientOf(op, {
      saves: ['x'],
      rule: ({ x }, _attrs, dy) => ({
        // (1 + x) eˣ, cut off from x.
        x: () => {
          const e = exp(x as Tensor<'float64'>);
          const slope = stopGradient(add(e, multiply(x as Tensor<'float64'>, e)));
          return multiply(dy as Tensor<'float64'>, slope) as Tensor;
        },
      }),
    }),
  );
  const text = textOf(await resultOf(infoOf(op), 3));
  expect(text).toMatch(/second order: analytic and numeric differ/);
  expect(text).not.toMatch(/gradient by operand 0: analytic/);
});

test('an op that leaves a tensor behind is found', async () => {
  const leaky = square('leakySquare', (x) => {
    keep(exp(x as Tensor<'float64'>));
    return squared(x);
  });
  const text = textOf(await resultOf(infoOf(leaky), 2));
  // One for each layout of the one sample: packed, reversed, spaced and repeated.
  expect(text).toBe('all samples: left 4 buffers behind');
});
