/**
 * @file Section 1: what a tensor is, how to make one, and how to get its values out.
 */

import * as tn from '@tenon/core';

/** Prints the section. Returns the tensors that later sections go on with. */
export async function tensors() {
  // A tensor has a shape, the lengths of its axes, and a dtype, the one type of all its elements. Its values may come
  // from numbers, nested arrays or typed arrays.
  const scalar = tn.constant(1, 'int8');
  const vector = tn.constant([1, 2, 3]);
  const floats = tn.constant([Float64Array.of(1, 2), Float64Array.of(3, 4)], 'float32');
  // Values of a GPU have to be waited for; print does.
  for (const tensor of [scalar, vector, floats]) await tn.print(tensor);

  // The shape is a property, and there is an op that gives it as a tensor.
  console.log(floats.shape);
  await tn.print(tn.shape(floats));

  // No tensor ever changes. A cast makes a new one, with an id of its own.
  const matrix = tn.cast(floats, 'int8');
  await tn.print(matrix);

  // Special tensors. The seed was set to 42, so x is what TensorFlow draws for it.
  const zeros = tn.zeros([2, 2]);
  const x = tn.random.uniform([3, 2]);
  await tn.print(zeros);
  await tn.print(x);
  await tn.print(tn.onesLike(zeros));

  // Values come out as a typed array, or as nested arrays. Reading waits for the device; where the device can answer
  // at once there are also dataSync() and arraySync().
  const values = await x.data();
  console.log(values.constructor.name, values.length);
  console.log(await matrix.array());

  // A tensor lives on a device. In the scope of another device, identity copies it there.
  for (const name of ['/cpu:0', '/gpu:0']) console.log(`${name}: ${deviceOfCopy(x, name)}`);

  return { matrix, x };
}

/** Where a copy made in the scope of a device lives; or why there is none. */
function deviceOfCopy(x: tn.Tensor, name: string): string {
  try {
    return tn.device(name, () => tn.identity(x)).device;
  } catch (error) {
    if (error instanceof tn.TenonError) return error.message;
    throw error;
  }
}
