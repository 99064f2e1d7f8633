/**
 * @file `tn.print`: tensors with their values, whatever the device.
 */

/** What knows its text once its values have come: a tensor, a variable. */
interface WithText {
  text(): Promise<string>;
}

/**
 * Prints tensors, variables and anything else in one line, as `console.log` does; but where that cannot show the values of
 * a device that answers later, such as a GPU, it waits for them. TensorFlow's `tf.print`.
 * @example
 * await tn.print(tn.constant([1, 2]).add(1));
 */
export async function print(...things: readonly unknown[]): Promise<void> {
  const texts = await Promise.all(things.map((thing) => (hasText(thing) ? thing.text() : thing)));
  console.log(...texts);
}

function hasText(thing: unknown): thing is WithText {
  return (
    typeof thing === 'object' && thing !== null && typeof (thing as Partial<WithText>).text === 'function'
  );
}
