/**
 * @file Section 4: gradients, by a tape that records what is computed from variables.
 */

import * as tn from '@tenon/core';

/** aᵖ + d·b. */
function f(a: tn.Variable, b: tn.Variable, { power = 2, d = 3 as number | tn.Tensor<'float32'> } = {}) {
  return tn.add(tn.pow(a, power), tn.multiply(b, d));
}

/** Prints the section. */
export async function automaticDifferentiation() {
  const a = new tn.Variable([4]);
  const b = new tn.Variable([5]);

  // A tape sees what happens inside of `record`, and differentiates it afterwards: dc/da = 2a, dc/db = d.
  const tape = new tn.GradientTape();
  const c = tape.record(() => f(a, b));
  for (const gradient of tape.gradient(c, [a, b])) await tn.print(gradient);

  // By itself a tape watches variables alone. It can be told to watch a tensor: dc/dd = b.
  const d = tn.constant(3);
  const watching = new tn.GradientTape();
  const withConstant = watching.record(() => {
    watching.watch(d);
    return f(a, b, { d });
  });
  await tn.print(watching.gradient(withConstant, d));

  // What a tape holds is freed by the first gradient, so there is no second one.
  const once = new tn.GradientTape();
  const again = once.record(() => f(a, b));
  await tn.print(once.gradient(again, a));
  try {
    once.gradient(again, b);
  } catch (error) {
    if (!(error instanceof tn.FailedPreconditionError)) throw error;
    console.log(`${error.name}: ${error.message}`);
  }

  // A persistent tape answers as often as it is asked, until it is disposed.
  const persistent = new tn.GradientTape({ persistent: true });
  const often = persistent.record(() => f(a, b));
  await tn.print(persistent.gradient(often, a));
  await tn.print(persistent.gradient(often, b));
  persistent.dispose();
}
