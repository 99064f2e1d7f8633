/**
 * @file A function of WGSL's library, and constants and polynomials as its text.
 *
 * Every function is written as text alone: its name and the functions that it calls are read from it, so that they
 * cannot disagree.
 */

/** Its text, and the names of those that it calls. */
export interface WgslFunction {
  readonly name: string;
  readonly source: string;
  readonly needs?: readonly string[];
}

/** The function (or constant) that a text declares. */
export function wgslFunction(source: string): WgslFunction {
  const [, name] = /^\s*(?:fn|const) (tn_\w+)/.exec(source) ?? [];
  if (!name) throw new Error(`This is not a declaration of WGSL's library: ${source}`);
  const mentioned = new Set(Array.from(source.matchAll(/\btn_\w+/g), ([each]) => each));
  mentioned.delete(name);
  return { name, source: source.trim(), needs: [...mentioned] };
}

/** Several, by their texts. */
export const wgslFunctions = (...sources: readonly string[]): readonly WgslFunction[] =>
  sources.map(wgslFunction);

/** A float32 constant. */
export const float = (value: number): string => `${value}f`;

/** Σ coefficients[k] · xᵏ by Horner's rule, the constant term first. */
export function polynomial(coefficients: readonly number[], x: string): string {
  const [last, ...others] = coefficients.toReversed();
  return others.reduce((sum, coefficient) => `(${sum} * ${x} + ${float(coefficient)})`, float(last));
}
