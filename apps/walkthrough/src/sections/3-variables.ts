/**
 * @file Section 3: variables, the values that change.
 */

import * as tn from '@tenon/core';

/** Prints the section. */
export async function variables({ x }: { x: tn.Tensor<'float32'> }) {
  // Tensors stay what they are; a variable holds a value that can be replaced. It stands wherever a tensor can.
  const v = new tn.Variable(x);
  await tn.print(v);

  // What is computed from it is a tensor.
  await tn.print(tn.square(v));

  // Assignments replace the value, or add to it, or subtract from it.
  v.assign(tn.square(v));
  await tn.print(v);
  v.assignSub(tn.onesLike(v));
  await tn.print(v);
}
