/**
 * @file Arguments that functions are tried on: special values, every binade, and ranges.
 */

/** Numbers in [0, 1), always the same ones (the 32-bit generator of Numerical Recipes). */
export function pseudorandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const specialValues: readonly number[] = [
  NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1.5, -1.5, 2.5, -2.5, 7, -7, 10, -10,
  2 ** -126, -(2 ** -126), 3.4028234663852886e38, -3.4028234663852886e38, 1 + 2 ** -23, 1 - 2 ** -24,
  -1 - 2 ** -23, -1 + 2 ** -24, 2 ** 24, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 63, -(2 ** 63), 65504, 65520,
  65519.996, 2 ** -14, 2 ** -24, 2 ** -25, 88.72283, 88.7229, -87.33655, -103.97,
].map(Math.fround);

/** Some numbers of each binade of normal ones, of both signs. */
export function binades(each: number, low = -126, high = 127): readonly number[] {
  const random = pseudorandom(1);
  const values: number[] = [];
  for (let exponent = low; exponent <= high; exponent++) {
    for (let i = 0; i < each; i++) {
      const value = Math.fround((1 + random()) * 2 ** exponent);
      if (Number.isFinite(value)) values.push(value, -value);
    }
  }
  return values;
}

/** Evenly distributed numbers. */
export function between(low: number, high: number, count: number, seed = 7): readonly number[] {
  const random = pseudorandom(seed);
  return Array.from({ length: count }, () => Math.fround(low + (high - low) * random()));
}

/** Every two special values, numbers of like and of unlike magnitude, and whole quotients. */
export const pairs: readonly (readonly number[])[] = (() => {
  const a: number[] = [];
  const b: number[] = [];
  const add = (x: number, y: number) => {
    a.push(x);
    b.push(y);
  };
  for (const x of specialValues) for (const y of specialValues) add(x, y);
  const numbers = binades(8);
  const random = pseudorandom(3);
  for (let i = 0; i < 2500; i++) {
    add(numbers[Math.floor(random() * numbers.length)], numbers[Math.floor(random() * numbers.length)]);
  }
  const ones = between(-8, 8, 4000, 11);
  for (let i = 0; i < 2000; i++) add(ones[i], ones[i + 2000]);
  for (let i = 0; i < 500; i++) add(Math.floor(random() * 64) * Math.floor(random() * 64), Math.floor(random() * 64));
  return [a, b];
})();

/** Numbers of three ranges, each beside the others at the same position. */
export const triples = (
  count: number,
  ...ranges: readonly (readonly [number, number])[]
): readonly (readonly number[])[] => ranges.map(([low, high], i) => between(low, high, count, 100 + i));

/** Where sines or cosines nearly vanish, up to numbers of which few are near. */
export const multiplesOfHalfPi: readonly number[] = Array.from({ length: 2000 }, (_, i) =>
  Math.fround((Math.PI / 2) * (i < 1000 ? i : Math.floor(1.018 ** i))),
);

/** Bases and exponents: special ones, and those whose power is in range. */
export const powers: readonly (readonly number[])[] = (() => {
  const random = pseudorandom(5);
  const a = [...pairs[0]];
  const b = [...pairs[1]];
  for (const base of binades(8).filter((x) => x > 0)) {
    a.push(base);
    b.push(Math.fround(((random() * 2 - 1) * 100) / Math.log(base)));
  }
  for (let i = 0; i < 1000; i++) {
    a.push(Math.fround(1 + (random() - 0.5) * 2 ** -Math.floor(16 * random())));
    b.push(Math.fround(((random() * 2 - 1) * 90) / Math.abs(Math.log(a[a.length - 1]) || 1)));
  }
  return [a, b];
})();

/** Halfway between neighbours of 16-bit floats, and beside that. */
export const halfways: readonly number[] = [
  ...between(0, 65536, 500, 21).flatMap((x) => {
    const bits = new Uint32Array(new Float32Array([x]).buffer)[0];
    const ofBits = (pattern: number) => new Float32Array(new Uint32Array([pattern]).buffer)[0];
    // The lower 13 bits of the fraction are beyond float16's, 16 beyond bfloat16's.
    return [13, 16].flatMap((dropped) => {
      const middle = ((bits >>> dropped) << dropped) | (1 << (dropped - 1));
      return [middle - 1, middle, middle + 1].map(ofBits);
    });
  }),
  ...Array.from({ length: 200 }, (_, i) => (i + 0.5) * 2 ** -24),
];

/** Every two of the values that special functions treat apart. */
export const specialPairs: readonly (readonly number[])[] = (() => {
  const values = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -2.5, 7, 20, 2 ** 24, 2 ** -60];
  return [values.flatMap((a) => values.map(() => a)), values.flatMap(() => values)];
})();

/** Parameters from 10 to 10⁴ and beyond 10⁸ of incomplete gamma functions, and arguments around them. */
export const gammaPeaks: readonly (readonly number[])[] = (() => {
  const random = pseudorandom(13);
  const a = Array.from({ length: 400 }, (_, i) => Math.fround(10 ** (i < 300 ? 1 + i / 100 : 8.1 + (i - 300) / 100)));
  return [a, a.map((x) => Math.fround(x + Math.sqrt(x) * (random() * 8 - 4)))];
})();
