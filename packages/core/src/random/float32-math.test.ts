import { describe, expect, test } from 'vitest';
import { logFloat32, type SineAndCosine, sineAndCosineFloat32 } from './float32-math.ts';
import { fnv1a } from './testdata/fnv1a.ts';

// The expected numbers are those of logf and sincosf of glibc 2.36 on x86-64.
const { fround } = Math;
/** Every 97th of the 2²³ numbers a float32 uniform can be. */
const uniforms = Float32Array.from({ length: Math.ceil(2 ** 23 / 97) }, (_, i) => (97 * i) / 2 ** 23);

describe('log of a float32', () => {
  test.each([
    [1.199999978106707e-38, -87.31591033935547],
    [1e-7, -16.11809539794922],
    [0.3, -1.2039728164672852],
    [0.25, -1.3862943649291992],
    [0.5, -0.6931471824645996],
    [0.7, -0.35667496919631958],
    [0.99999988079071045, -1.1920928955078125e-7],
    [1, 0],
    [3, 1.0986123085021973],
    [3.4e38, 88.722007751464844],
  ])('of %s is the C library’s', (x, logarithm) => {
    expect(logFloat32(fround(x))).toBe(logarithm);
  });

  test('is the C library’s for uniform numbers', () => {
    const logarithms = uniforms.map((u) => logFloat32(u + 2 ** -23));
    expect(fnv1a(logarithms)).toBe(0x7d070850);
  });
});

describe('sine and cosine of a float32', () => {
  test.each([
    [0, 0, 1],
    [1e-5, 9.999999747378752e-6, 1],
    [0.5, 0.47942554950714111, 0.87758255004882812],
    [0.75, 0.68163877725601196, 0.73168885707855225],
    [0.7853982, 0.70710676908493042, 0.70710676908493042],
    [1.5707964, 1, -4.3711388286737929e-8],
    [2.5, 0.59847211837768555, -0.8011435866355896],
    [Math.PI, -8.7422776573475858e-8, -1],
    [4.712389, -1, 1.1924880638503055e-8],
    [6.2831855, 1.7484555314695172e-7, 1],
  ])('of %s are the C library’s', (angle, sine, cosine) => {
    const result: SineAndCosine = { sine: 0, cosine: 0 };
    sineAndCosineFloat32(fround(angle), result);
    expect(result).toEqual({ sine, cosine });
  });

  test('are the C library’s for Box–Muller angles', () => {
    const result: SineAndCosine = { sine: 0, cosine: 0 };
    const pairs = new Float32Array(2 * uniforms.length);
    for (let i = 0; i < uniforms.length; i++) {
      sineAndCosineFloat32(fround(2 * Math.PI * uniforms[i]), result);
      pairs.set([result.sine, result.cosine], 2 * i);
    }
    expect(fnv1a(pairs)).toBe(0xa3044de1);
  });
});
