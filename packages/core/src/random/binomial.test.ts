import { expect, test } from 'vitest';
import { binomial } from './binomial.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';

test('draws are TensorFlow’s for every mean, and for probabilities that leave nothing to chance', () => {
  const counts = [20, 100, 1e6, 20, 1000, 5, 5, -5, 5];
  const probabilities = Float32Array.of(0.3, 0.3, 0.4, 0.7, 0.9, 0, 1, 0.5, Number.NaN);
  expectDraw(binomial(scrambleSeed([3, 4]), 'float32', counts, probabilities, 1000), 'stateless binomial');
});

test('no draw is outside of 0 … count', () => {
  const drawn = binomial(scrambleSeed([1, 2]), 'float64', [3, 60], [0.5, 0.5], 2000);
  for (let i = 0; i < drawn.length; i += 2) {
    expect(drawn[i]).toBeGreaterThanOrEqual(0);
    expect(drawn[i]).toBeLessThanOrEqual(3);
    expect(drawn[i + 1]).toBeGreaterThanOrEqual(0);
    expect(drawn[i + 1]).toBeLessThanOrEqual(60);
  }
});
