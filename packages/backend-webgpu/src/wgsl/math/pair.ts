/**
 * @file Pairs: the sum of two float32, high and low, where low is at most half of high's last place. 2⁻⁴⁶ of precision.
 *
 * Sums and products with what rounding them lost (Dekker, "A floating-point technique for extending the available
 * precision", Numer. Math. 18, 1971), for compilers that fuse, do not fuse, or reorder:
 *
 * - Factors are split by a mask into 12 bits each. Products of halves are exact, so fusing them with an addition changes
 *   nothing; the error of an unfused `fma` could not be told from that of a fused one.
 * - Every intermediate that the exactness rests on passes through `tn_fixed`, an identity which no compiler sees through
 *   (as an integer, it is at most the bits of a NaN that never occurs), so that (a + b) − a does not become b.
 */

import { float, wgslFunctions } from './wgsl-function.ts';

/** A constant as a pair. */
export function pairText(value: number): string {
  const high = Math.fround(value);
  return `vec2<f32>(${float(high)}, ${float(Math.fround(value - high))})`;
}

/** A table of pairs, as the declaration of a constant. */
export const pairTable = (name: string, values: readonly number[]): string =>
  `const ${name} = array<vec2<f32>, ${values.length}>(${values.map(pairText).join(', ')});`;

/** Statements that set the variable `sum` to Σ table[k] · xᵏ of a pair. A loop: written out it would be long to compile. */
export const pairPolynomial = (sum: string, table: string, count: number, x: string): string =>
  `var ${sum} = ${table}[${count - 1}];
  for (var k = ${count - 2}; k >= 0; k--) { ${sum} = tn_pair_add(tn_pair_mul(${sum}, ${x}), ${table}[k]); }`;

export const pair = wgslFunctions(
  'fn tn_fixed(x: f32) -> f32 { return bitcast<f32>(min(bitcast<u32>(x), 0xfffffff0u)); }',
  'fn tn_upper(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u); }',
  // a + b exactly, whichever is the greater (Knuth's TwoSum).
  `fn tn_exact_sum(a: f32, b: f32) -> vec2<f32> {
  let sum = tn_fixed(a + b);
  let addend = tn_fixed(sum - a);
  return vec2<f32>(sum, tn_fixed(a - tn_fixed(sum - addend)) + tn_fixed(b - addend));
}`,
  // a + b exactly, for |a| ≥ |b|.
  `fn tn_ordered_sum(a: f32, b: f32) -> vec2<f32> {
  let sum = tn_fixed(a + b);
  return vec2<f32>(sum, b - tn_fixed(sum - a));
}`,
  // a · b exactly, unless parts of it over- or underflow.
  `fn tn_exact_product(a: f32, b: f32) -> vec2<f32> {
  let product = tn_fixed(a * b);
  let ah = tn_upper(a);
  let bh = tn_upper(b);
  let al = a - ah;
  let bl = b - bh;
  let first = tn_fixed(ah * bh - product);
  let second = tn_fixed(first + ah * bl);
  return vec2<f32>(product, tn_fixed(second + al * bh) + al * bl);
}`,
  'fn tn_pair(x: f32) -> vec2<f32> { return vec2<f32>(x, 0.0f); }',
  // Off by some 2⁻⁴⁸ of the greater operand: where the two cancel, they were as far off themselves.
  `fn tn_pair_add(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> {
  let high = tn_exact_sum(a.x, b.x);
  return tn_ordered_sum(high.x, high.y + (a.y + b.y));
}`,
  'fn tn_pair_sub(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> { return tn_pair_add(a, -b); }',
  `fn tn_pair_mul(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> {
  let product = tn_exact_product(a.x, b.x);
  return tn_ordered_sum(product.x, product.y + (a.x * b.y + a.y * b.x));
}`,
  // The quotient of the high parts, and that of what it leaves.
  `fn tn_pair_div(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> {
  let quotient = tn_fixed(a.x / b.x);
  let product = tn_exact_product(quotient, b.x);
  let rest = (tn_fixed(a.x - product.x) - product.y) + (a.y - quotient * b.y);
  return tn_ordered_sum(quotient, rest / b.x);
}`,
);
