/**
 * @file Steps of training, as Tenon's users write them: eager, with a tape.
 */

import * as tn from '@tenon/core';
import type { Backend } from '@tenon/core/backend';
import type { Preparations } from '../../cpu/library/adapter.ts';
import type { Shape } from '../../cpu/rows/workload.ts';
import { floats, integers } from './tensors.ts';

const LEARNING_RATE = 0.01;
/** As the other libraries have it; the default is Keras's. */
const EPSILON = 1e-5;

const parameter = (shape: Shape, seed = 1) => new tn.Variable(floats(shape, { seed, scale: 0.05 }));

/** The gradients of a loss by the parameters, the forward pass recorded. */
function gradients(
  loss: () => tn.Tensor,
  parameters: readonly tn.Variable[],
): readonly tn.Tensor<'float32'>[] {
  const tape = new tn.GradientTape();
  const value = tape.record(loss);
  return tape.gradient(value, [...parameters], { unconnectedGradients: 'zero' });
}

/** One step of stochastic gradient descent. */
function descend(
  loss: () => tn.Tensor,
  parameters: readonly tn.Variable[],
  rate: tn.Tensor<'float32'>,
): void {
  tn.tidy(() => {
    gradients(loss, parameters).forEach((gradient, i) => {
      parameters[i].assignSub(tn.multiply(gradient, rate));
    });
  });
}

export function trainingWorkloads(backend: Backend): Preparations {
  const timed = (run: () => void, held: readonly { dispose(): void }[]) => ({
    run,
    finish: () => backend.synchronize(),
    dispose: () => held.forEach((each) => void each.dispose()),
  });
  const rate = tn.constant(LEARNING_RATE);

  return {
    linearRegression({ examples, features }) {
      const x = floats([examples, features]);
      const y = floats([examples, 1], { seed: 2 });
      const weights = parameter([features, 1]);
      const loss = () => tn.reduceMean(tn.square(tn.subtract(y, tn.matmul(x, weights))));
      return timed(() => descend(loss, [weights], rate), [x, y, weights]);
    },

    mlp({ layers, batch }) {
      const x = floats([batch, layers[0]]);
      const labels = integers([batch], layers.at(-1) as number);
      const weights = layers.slice(1).map((width, i) => parameter([layers[i], width], i));
      const biases = layers.slice(1).map((width) => parameter([width]));
      const loss = () => {
        let h: tn.Tensor<'float32'> = x;
        weights.forEach((weight, i) => {
          h = tn.add(tn.matmul(h, weight), biases[i]);
          if (i < weights.length - 1) h = tn.relu(h);
        });
        return tn.reduceMean(tn.sparseSoftmaxCrossEntropyWithLogits(labels, h));
      };
      const parameters = [...weights, ...biases];
      return timed(() => descend(loss, parameters, rate), [x, labels, ...parameters]);
    },

    transformerBlock({ batch, length, width, heads }) {
      const rows = batch * length;
      const x = floats([rows, width]);
      const dense = (from: number, to: number) => ({ weight: parameter([from, to]), bias: parameter([to]) });
      const norm = () => ({
        scale: new tn.Variable(tn.ones([width])),
        offset: new tn.Variable(tn.zeros([width])),
      });
      const [norm1, norm2] = [norm(), norm()];
      const [qkv, projection] = [dense(width, 3 * width), dense(width, width)];
      const [widen, narrow] = [dense(width, 4 * width), dense(4 * width, width)];
      const layerNorm = (h: tn.Tensor<'float32'>, parameters: ReturnType<typeof norm>) =>
        tn.layerNormalization(h, { ...parameters, epsilon: EPSILON });
      const apply = (h: tn.Tensor<'float32'>, { weight, bias }: ReturnType<typeof dense>) =>
        tn.add(tn.matmul(h, weight), bias);
      const loss = () => {
        const split = tn.reshape(apply(layerNorm(x, norm1), qkv), [batch, length, 3, heads, width / heads]);
        const [query, key, value] = tn.unstack(tn.transpose(split, [2, 0, 3, 1, 4]));
        const attended = tn.transpose(tn.scaledDotProductAttention(query, key, value), [0, 2, 1, 3]);
        const h = tn.add(x, apply(tn.reshape(attended, [rows, width]), projection));
        const y = tn.add(h, apply(tn.gelu(apply(layerNorm(h, norm2), widen)), narrow));
        return tn.reduceMean(tn.square(y));
      };
      const parameters = [norm1, norm2, qkv, projection, widen, narrow].flatMap((layer) =>
        Object.values(layer),
      );
      return timed(() => tn.tidy(() => void gradients(loss, parameters)), [x, ...parameters]);
    },
  };
}
