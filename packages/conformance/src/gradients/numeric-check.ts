/**
 * @file Analytic against numeric, in float64: the first order by reverse and forward mode, and the second.
 */

import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { callOp } from '../ops/call.ts';
import { flatOperands, type ResolvedSample } from '../sample/resolve.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';
import { differentiated, directionFor, upstreamFor } from './differentiable.ts';
import { derivativeAtZero, innerProduct, moved, moveValues, type Product } from './directional.ts';
import { forwardOverReverse, forwardProducts } from './forward.ts';
import { type Gradients, reverseGradients, secondOrderGradients } from './reverse.ts';

/**
 * Steps to try, in turn. The first is the most exact; a smaller one helps beside a kink or a singularity, a larger one
 * where the function is large and its slope small.
 */
const steps = [1e-4, 1e-6, 2e-3] as const;

const firstOrderTolerance = 1e-6;
const secondOrderTolerance = 1e-4;
/** Both modes are analytic: only rounding tells them apart. */
const modesTolerance = 1e-9;

/** Checks one call of an op, in float64. */
export async function checkNumerically(
  info: OpInfo,
  sample: ResolvedSample,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  const { outputs } = await callOp(info, sample, bench.device);
  // That the call works at all is for level 2 to say.
  if (!outputs) return;
  const upstreams = outputs.map((output, position) => upstreamFor(sample.key, position, output));
  const gradients = await reverseGradients(info, sample, upstreams, bench.device);
  checkForm(sample, gradients, findings);
  await checkFirstOrder(info, sample, upstreams, gradients, bench, findings);
  if (!info.gradient?.second) await checkSecondOrder(info, sample, upstreams, bench, findings);
}

/** A gradient has the shape and dtype of what it is of. */
function checkForm(sample: ResolvedSample, gradients: Gradients, findings: Findings): void {
  flatOperands(sample.operands).forEach(({ dtype, shape }, position) => {
    const gradient = gradients[position];
    if (!gradient) return;
    const same = gradient.dtype === dtype && gradient.shape.join() === shape.join();
    const form = `${gradient.dtype} [${gradient.shape.join(', ')}]`;
    findings.expect(same, sample.label, `the gradient of operand ${position} is ${form}`);
  });
}

/** Along one direction for each operand: ⟨upstream, f(x + h·v)⟩ against ⟨gradient, v⟩. */
async function checkFirstOrder(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  gradients: Gradients,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  const operands = flatOperands(sample.operands);
  for (const [position, wanted] of differentiated(info, sample).entries()) {
    if (!wanted) continue;
    const direction = directionFor(sample.key, `direction/${position}`, operands[position]);
    const directions = operands.map((_, i) => (i === position ? direction : null));
    const along = async (t: number) => {
      const { outputs, error } = await callOp(info, moved(sample, directions, t), bench.device);
      if (!outputs) throw error;
      return innerProduct(outputs, upstreams);
    };
    const reverse = innerProduct(directions, gradients);
    const label = `${sample.label}, gradient by operand ${position}`;
    const tolerance = info.gradient?.tolerance?.relative ?? firstOrderTolerance;
    await compare(label, reverse, along, tolerance, findings);
    const products = await forwardProducts(info, sample, directions, bench.device);
    expectSame(`${label}, forward mode`, innerProduct(products, upstreams), reverse, findings);
  }
}

/** Along one direction of all operands, and one of the upstream gradients: the gradient's own derivative. */
async function checkSecondOrder(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  const operands = flatOperands(sample.operands);
  const wanted = differentiated(info, sample);
  const weights = operands.map((operand, i) =>
    wanted[i] ? directionFor(sample.key, `weight/${i}`, operand) : null,
  );
  const directions = operands.map((operand, i) =>
    wanted[i] ? directionFor(sample.key, `second/${i}`, operand) : null,
  );
  const turns = upstreams.map((upstream, i) => directionFor(sample.key, `turn/${i}`, upstream));
  const present = weights.filter((weight) => weight !== null);
  const { byOperand, byUpstream } = await secondOrderGradients(
    info,
    sample,
    upstreams,
    present,
    bench.device,
  );
  const weighed = async (at: ResolvedSample, under: readonly TensorValues[]) =>
    innerProduct(weights, await reverseGradients(info, at, under, bench.device));
  const tolerance = Math.max(info.gradient?.tolerance?.relative ?? 0, secondOrderTolerance);
  const reverse = innerProduct(directions, byOperand);
  const products = await forwardOverReverse(info, sample, upstreams, directions, bench.device);
  const label = `${sample.label}, second order`;
  expectSame(`${label}, forward over reverse`, innerProduct(products, present), reverse, findings);
  await compare(label, reverse, (t) => weighed(moved(sample, directions, t), upstreams), tolerance, findings);
  await compare(
    `${sample.label}, gradient's slope in the upstream gradient`,
    innerProduct(turns, byUpstream),
    (t) =>
      weighed(
        sample,
        upstreams.map((upstream, i) => moveValues(upstream, turns[i], t)),
      ),
    tolerance,
    findings,
  );
}

/** ⟨upstream, J·v⟩ is ⟨upstream·J, v⟩ whichever mode computes it, up to rounding. */
function expectSame(label: string, forward: Product, reverse: Product, findings: Findings): void {
  const scale = Math.max(forward.magnitude, reverse.magnitude);
  // Samples are of the order of 1: what is far smaller is what cancellation left of 0.
  const noise = 1e-13;
  if (Math.abs(forward.value - reverse.value) <= modesTolerance * scale + noise) findings.pass();
  else {
    findings.fail({
      sample: label,
      problem: 'differs from reverse mode',
      expected: String(reverse.value),
      actual: String(forward.value),
    });
  }
}

/** Compares a product with a numeric derivative, at whichever step agrees best. */
async function compare(
  label: string,
  analytic: Product,
  along: (t: number) => Promise<Product>,
  tolerance: number,
  findings: Findings,
): Promise<void> {
  let closest = { difference: Infinity, numeric: Number.NaN };
  for (const h of steps) {
    try {
      const { value, noise } = await derivativeAtZero(along, h);
      const difference = Math.abs(value - analytic.value);
      const scale = Math.max(analytic.magnitude, Math.abs(value));
      if (difference <= tolerance * scale + noise) return findings.pass();
      if (difference < closest.difference || Number.isNaN(closest.numeric))
        closest = { difference, numeric: value };
    } catch (error) {
      findings.fail({ sample: label, problem: `threw ${describeError(error)}` });
      return;
    }
  }
  findings.fail({
    sample: label,
    problem: 'analytic and numeric differ',
    expected: String(Number(closest.numeric.toPrecision(10))),
    actual: String(Number(analytic.value.toPrecision(10))),
  });
}
