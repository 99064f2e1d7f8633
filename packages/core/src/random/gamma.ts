/**
 * @file Gamma draws in TensorFlow's order and from its stream.
 *
 * Method: a normal number x is taken to v = (1 + c·x)³ and accepted or rejected by a uniform one; d·v then has the
 * gamma distribution. Below α = 1 the draw for α + 1 is multiplied by a uniform number to the power 1/α.
 *
 * Sources: Marsaglia, Tsang, "A Simple Method for Generating Gamma Variables" (ACM TOMS 26, 2000); TensorFlow 2.21,
 * `stateless_random_gamma_op.cc`.
 *
 * `**` and `Math.log1p` stand for the C library's, whose last bit can differ. In Node 24, of 10⁵ draws each for α = 0.3,
 * 1, 1.5 and 40, all float32 draws were TensorFlow's, and all float64 ones but 80 for α = 1, which were one unit in
 * the last place off.
 */
import { type FloatingArray, type FloatingDType, floatingArrayOf } from './element-types.ts';
import type { PhiloxState } from './philox.ts';
import { RejectionSamples } from './rejection-samples.ts';
import { elementBlocks } from './reservation.ts';
import { roundTo } from './rounding.ts';

/**
 * Draws of the gamma distributions with shape parameters `alphas` and scale 1: `samples` of each, as an array of
 * shape [samples, alphas.length], row-major.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * standardGamma(state, 'float16', [0.5, 2], 1); // => [ 0.0660400390625, 0.66845703125 ]
 */
export function standardGamma<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  alphas: ArrayLike<number>,
  samples: number,
): FloatingArray<D> {
  const round = roundTo[dtype];
  const out = new floatingArrayOf[dtype](samples * alphas.length);
  let element = 0;
  for (let column = 0; column < alphas.length; column++) {
    const draw = gammaOf(alphas[column]);
    for (let row = 0; row < samples; row++) {
      const source = new RejectionSamples(state, elementBlocks(element++));
      const value = draw(source);
      out[row * alphas.length + column] = dtype === 'float64' ? value : round(Math.fround(value));
    }
  }
  return out;
}

/** How one number with this shape parameter is drawn. */
function gammaOf(alpha: number): (source: RejectionSamples) => number {
  if (alpha === 1) return (source) => -Math.log1p(-source.uniform());
  const isBelowOne = alpha < 1;
  const d = alpha + (isBelowOne ? 2 / 3 : -1 / 3);
  const c = 1 / 3 / Math.sqrt(d);
  return (source) => {
    for (;;) {
      const x = source.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = source.uniform();
      // The first condition implies the second and spares two logarithms.
      const isAccepted =
        u < 1 - 0.0331 * (x * x) * (x * x) || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v));
      if (isAccepted) return isBelowOne ? d * v * source.uniform() ** (1 / alpha) : d * v;
    }
  };
}
