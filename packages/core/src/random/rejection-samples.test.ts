import { expect, test } from 'vitest';
import { standardNormal } from './normal.ts';
import { skipBlocks } from './philox.ts';
import { RejectionSamples } from './rejection-samples.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { standardUniform } from './uniform.ts';

const state = scrambleSeed([1, 2]);

test('of each block’s two numbers the second comes first', () => {
  const samples = new RejectionSamples(state, 0);
  const [first, second, third, fourth] = standardUniform(state, 'float64', 4);
  expect([samples.uniform(), samples.uniform(), samples.uniform(), samples.uniform()]).toEqual([
    second,
    first,
    fourth,
    third,
  ]);
});

test('uniform and normal numbers take their blocks in the order in which they run out', () => {
  const samples = new RejectionSamples(state, 5);
  const uniforms = standardUniform(skipBlocks(state, 5), 'float64', 2);
  const normals = standardNormal(skipBlocks(state, 6), 'float64', 2);
  expect([samples.uniform(), samples.normal(), samples.normal(), samples.uniform()]).toEqual([
    uniforms[1],
    normals[1],
    normals[0],
    uniforms[0],
  ]);
});
