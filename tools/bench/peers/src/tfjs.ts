/**
 * @file TensorFlow.js on its WebAssembly backend. It computes when an op is called; a call is made and freed.
 *
 * In Node this backend has one thread.
 */

import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';
import type { OpenAdapter, Preparations, Prepared } from '../../src/cpu/library/adapter.ts';
import { randomFloats, randomIntegers } from '../../src/cpu/library/inputs.ts';
import type { Shape } from '../../src/cpu/rows/workload.ts';

const require = createRequire(import.meta.url);
const tf: typeof TensorFlow = require('@tensorflow/tfjs');

type Tensor = TensorFlow.Tensor;
const LEARNING_RATE = 0.01;

const floats = <T extends Tensor = Tensor>(shape: Shape, options?: { seed?: number; scale?: number }) =>
  // The shape decides the rank, which the type of a tensor made from data cannot know.
  tf.tensor(randomFloats(shape, options), [...shape], 'float32') as T;
const integers = (shape: Shape, below: number) =>
  tf.tensor(randomIntegers(shape, below), [...shape], 'int32');
const parameter = (shape: Shape, seed = 1) => tf.variable(floats(shape, { seed, scale: 0.05 }));

const timed = (inputs: readonly Tensor[], op: () => Tensor): Prepared => ({
  run: () => op().dispose(),
  dispose: () => void tf.dispose([...inputs]),
});

/** As TensorFlow.js has no gelu: x · (1 + erf(x/√2)) / 2. */
const gelu = (x: Tensor) => tf.tidy(() => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)));

const layerNorm = (x: Tensor, { scale, offset }: { scale: Tensor; offset: Tensor }) =>
  tf.tidy(() => {
    const { mean, variance } = tf.moments(x, -1, true);
    const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normalized, scale), offset);
  });

const unary = { exp: (x: Tensor) => tf.exp(x), tanh: (x: Tensor) => tf.tanh(x), gelu };

/** Computes the gradients of a loss by the variables, and frees them or hands them on. */
function step(loss: () => Tensor, parameters: TensorFlow.Variable[], update: boolean): void {
  tf.tidy(() => {
    // A loss is a mean, so it is a scalar.
    const { grads } = tf.variableGrads(loss as () => TensorFlow.Scalar, parameters);
    if (!update) return;
    for (const each of parameters) each.assign(tf.sub(each, tf.mul(grads[each.name], LEARNING_RATE)));
  });
}

const training = (
  inputs: Tensor[],
  parameters: TensorFlow.Variable[],
  loss: () => Tensor,
  update = true,
): Prepared => ({
  run: () => step(loss, parameters, update),
  dispose: () => void tf.dispose([...inputs, ...parameters]),
});

const prepare: Preparations = {
  matmul({ a: shapeA, b: shapeB, dtype, transposeA, transposeB }) {
    if (dtype !== 'float32' && dtype !== 'int32') return undefined;
    const make = dtype === 'float32' ? floats : (shape: Shape) => integers(shape, 100);
    const [a, b] = [make(shapeA), make(shapeB)];
    return timed([a, b], () => tf.matMul(a, b, transposeA, transposeB));
  },
  add({ a: shapeA, b: shapeB }) {
    const [a, b] = [floats(shapeA), floats(shapeB)];
    return timed([a, b], () => tf.add(a, b));
  },
  unary({ op, shape }) {
    const x = floats(shape);
    return timed([x], () => unary[op](x));
  },
  sum({ shape, axis }) {
    const x = floats(shape);
    return timed([x], () => tf.sum(x, axis ?? undefined));
  },
  softmax({ shape }) {
    const x = floats(shape);
    return timed([x], () => tf.softmax(x));
  },
  layerNorm({ shape }) {
    const x = floats(shape);
    const width = shape.at(-1) as number;
    const parameters = { scale: tf.ones([width]), offset: tf.zeros([width]) };
    return timed([x, parameters.scale, parameters.offset], () => layerNorm(x, parameters));
  },
  transpose({ shape }) {
    const x = floats(shape);
    return timed([x], () => tf.transpose(x));
  },
  gather({ table, count }) {
    const x = floats(table);
    const indices = integers([count], table[0]);
    return timed([x, indices], () => tf.gather(x, indices as TensorFlow.Tensor1D));
  },
  cumsum({ length }) {
    const x = floats([length]);
    return timed([x], () => tf.cumsum(x));
  },
  topK: ({ length, k }) => topK(length, k),
  // Its one way to sort.
  sort: ({ length }) => topK(length, length),
  argMax({ length }) {
    const x = floats([length]);
    return timed([x], () => tf.argMax(x));
  },
  conv2d({ image, filter: shape }) {
    const x = floats<TensorFlow.Tensor4D>(image);
    const filter = floats<TensorFlow.Tensor4D>(shape);
    return timed([x, filter], () => tf.conv2d(x, filter, 1, 'same'));
  },
  depthwiseConv2d({ image, filter: shape }) {
    const x = floats<TensorFlow.Tensor4D>(image);
    const filter = floats<TensorFlow.Tensor4D>(shape);
    return timed([x, filter], () => tf.depthwiseConv2d(x, filter, 1, 'same'));
  },
  maxPool({ image, window }) {
    const x = floats<TensorFlow.Tensor4D>(image);
    return timed([x], () => tf.maxPool(x, window, window, 'valid'));
  },
  dependentAdds({ length, count }) {
    const [start, increment] = [floats([length]), floats([length])];
    return {
      operations: count,
      run() {
        let x = tf.add(start, increment);
        for (let i = 1; i < count; i++) {
          const next = tf.add(x, increment);
          x.dispose();
          x = next;
        }
        x.dispose();
      },
      dispose: () => void tf.dispose([start, increment]),
    };
  },
  linearRegression({ examples, features }) {
    const [x, y] = [floats([examples, features]), floats([examples, 1], { seed: 2 })];
    const weights = parameter([features, 1]);
    return training([x, y], [weights], () => tf.mean(tf.square(tf.sub(y, tf.matMul(x, weights)))));
  },
  mlp({ layers, batch }) {
    const classes = layers.at(-1) as number;
    const x = floats([batch, layers[0]]);
    const labels = tf.tidy(() => tf.oneHot(integers([batch], classes), classes));
    const weights = layers.slice(1).map((width, i) => parameter([layers[i], width], i));
    const biases = layers.slice(1).map((width) => parameter([width]));
    const loss = () => {
      let h: Tensor = x;
      weights.forEach((weight, i) => {
        h = tf.add(tf.matMul(h, weight), biases[i]);
        if (i < weights.length - 1) h = tf.relu(h);
      });
      return tf.losses.softmaxCrossEntropy(labels, h);
    };
    return training([x, labels], [...weights, ...biases], loss);
  },
  transformerBlock({ batch, length, width, heads }) {
    const rows = batch * length;
    const x = floats([rows, width]);
    const dense = (from: number, to: number) => ({ weight: parameter([from, to]), bias: parameter([to]) });
    const norm = () => ({ scale: tf.variable(tf.ones([width])), offset: tf.variable(tf.zeros([width])) });
    const [norm1, norm2] = [norm(), norm()];
    const [qkv, projection] = [dense(width, 3 * width), dense(width, width)];
    const [widen, narrow] = [dense(width, 4 * width), dense(4 * width, width)];
    const apply = (h: Tensor, { weight, bias }: ReturnType<typeof dense>) =>
      tf.add(tf.matMul(h, weight), bias);
    const loss = () => {
      const projected = apply(layerNorm(x, norm1), qkv);
      const split = tf.reshape(projected, [batch, length, 3, heads, width / heads]);
      const [query, key, value] = tf.unstack(tf.transpose(split, [2, 0, 3, 1, 4]));
      const scores = tf.matMul(tf.mul(query, 1 / Math.sqrt(width / heads)), key, false, true);
      const attended = tf.transpose(tf.matMul(tf.softmax(scores), value), [0, 2, 1, 3]);
      const h = tf.add(x, apply(tf.reshape(attended, [rows, width]), projection));
      return tf.mean(tf.square(tf.add(h, apply(gelu(apply(layerNorm(h, norm2), widen)), narrow))));
    };
    const parameters = [norm1, norm2, qkv, projection, widen, narrow].flatMap((layer) =>
      Object.values(layer),
    );
    return training([x], parameters, loss, false);
  },
};

function topK(length: number, k: number): Prepared {
  const x = floats([length]);
  return timed([x], () => {
    const { values, indices } = tf.topk(x, k);
    indices.dispose();
    return values;
  });
}

export const open: OpenAdapter = async () => {
  require('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  await tf.ready();
  return { version: tf.version_core, prepare };
};
