import { expect, test } from 'vitest';
import type { SineAndCosine } from './float32-math.ts';
import { sineAndCosineFloat64 } from './float64-sine-cosine.ts';
import { fnv1a } from './testdata/fnv1a.ts';

// The expected numbers are those of sincos of glibc 2.36 on x86-64 with FMA.
test.each([
  [0, 0, 1],
  [1e-12, 1e-12, 1],
  [0.1, 0.099833416646828155, 0.99500416527802582],
  [0.126, 0.12566686854972925, 0.99207249641793072],
  [0.5, 0.47942553860420301, 0.87758256189037276],
  [0.85, 0.75128040514029271, 0.65998314588498219],
  [0.86, 0.75784256289527696, 0.6524374681640519],
  [1.5, 0.99749498660405445, 0.070737201667702906],
  [Math.PI / 2, 1, 6.123233995736766e-17],
  [2.4, 0.67546318055115095, -0.73739371554124544],
  [2.5, 0.59847214410395655, -0.8011436155469337],
  [Math.PI, 1.2246467991473532e-16, -1],
  [4, -0.7568024953079282, -0.65364362086361194],
  [1.5 * Math.PI, -1, -1.8369701987210297e-16],
  [5.5, -0.70554032557039192, 0.70866977429125999],
])('sine and cosine of %s are the C library’s', (angle, sine, cosine) => {
  const result: SineAndCosine = { sine: 0, cosine: 0 };
  sineAndCosineFloat64(angle, result);
  expect(result).toEqual({ sine, cosine });
});

test('sine and cosine are the C library’s for Box–Muller angles', () => {
  const step = 47453132081;
  const result: SineAndCosine = { sine: 0, cosine: 0 };
  const pairs = new Float64Array(2 * 94907);
  for (let i = 0; i < pairs.length; i += 2) {
    sineAndCosineFloat64(2 * Math.PI * ((step * (i / 2)) / 2 ** 52), result);
    pairs.set([result.sine, result.cosine], i);
  }
  expect(fnv1a(pairs)).toBe(0x15631d2e);
});
