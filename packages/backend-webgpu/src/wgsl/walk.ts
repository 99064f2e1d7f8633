/**
 * @file From the number of an element to where it lies in each operand: shapes and strides as parameters.
 */

/** Names of the parameters of a walk over `rank` axes: the lengths, then each operand's offset and strides. */
export function walkParameters(rank: number, walks: readonly string[], axes = 'length'): readonly string[] {
  const lengths = Array.from({ length: Math.max(0, rank - 1) }, (_, axis) => `${axes}_${axis + 1}`);
  const strides = walks.flatMap((name) => [
    `${name}_offset`,
    ...Array.from({ length: rank }, (_, axis) => `${name}_stride_${axis}`),
  ]);
  return [...lengths, ...strides];
}

/** Their values. */
export function walkValues(
  shape: readonly number[],
  walks: readonly { readonly offset: number; readonly strides: readonly number[] }[],
): readonly number[] {
  return [...shape.slice(1), ...walks.flatMap(({ offset, strides }) => [offset, ...strides])];
}

/**
 * Statements that declare, for each walk, `name_at`: where element number `position` (row-major) lies. Arithmetic wraps,
 * so negative strides need nothing of their own.
 */
export function walkStatements(
  rank: number,
  walks: readonly string[],
  position: string,
  axes = 'length',
): readonly string[] {
  const statements = [`var rest_of_${axes} = ${position};`];
  const terms = walks.map((name) => [`parameters.${name}_offset`]);
  for (let axis = rank - 1; axis >= 0; axis--) {
    const coordinate = `${axes}_at_${axis}`;
    if (axis === 0) statements.push(`let ${coordinate} = rest_of_${axes};`);
    else {
      const length = `parameters.${axes}_${axis}`;
      statements.push(`let ${coordinate} = rest_of_${axes} % ${length};`, `rest_of_${axes} /= ${length};`);
    }
    for (const [i, name] of walks.entries())
      terms[i].push(`${coordinate} * parameters.${name}_stride_${axis}`);
  }
  return [...statements, ...walks.map((name, i) => `let ${name}_at = ${terms[i].join(' + ')};`)];
}
