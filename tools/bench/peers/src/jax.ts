/**
 * @file jax-js on its WebAssembly backend. It defers, so every call is waited for. Ops consume their operands; `.ref`
 * keeps one.
 *
 * Its workers are the browser's, so in Node it has one thread.
 */

import { createRequire } from 'node:module';
import {
  blockUntilReady,
  defaultDevice,
  init,
  type Array as JaxArray,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import type { OpenAdapter, Preparations, Prepared } from '../../src/cpu/library/adapter.ts';
import { randomFloats, randomIntegers } from '../../src/cpu/library/inputs.ts';
import type { Shape } from '../../src/cpu/rows/workload.ts';

const LEARNING_RATE = 0.01;

const floats = (shape: Shape, options?: { seed?: number; scale?: number }) =>
  np.array(randomFloats(shape, options) as Float32Array<ArrayBuffer>, { shape: [...shape] });
const integers = (shape: Shape, below: number) =>
  np.array(randomIntegers(shape, below) as Int32Array<ArrayBuffer>, { shape: [...shape] });
const parameter = (shape: Shape, seed = 1) => floats(shape, { seed, scale: 0.05 });

const timed = (inputs: readonly JaxArray[], op: () => JaxArray): Prepared => ({
  async run() {
    const y = op();
    await y.blockUntilReady();
    y.dispose();
  },
  dispose: () => inputs.forEach((input) => void input.dispose()),
});

const onFloats = (shape: Shape, op: (x: JaxArray) => JaxArray): Prepared => {
  const x = floats(shape);
  return timed([x], () => op(x.ref));
};

const unary = {
  exp: (x: JaxArray) => np.exp(x),
  tanh: (x: JaxArray) => np.tanh(x),
  gelu: (x: JaxArray) => nn.gelu(x, { approximate: false }),
};

const matrices: Readonly<Record<string, (shape: Shape) => JaxArray>> = {
  float32: floats,
  float64: (shape) => np.array(Float64Array.from(randomFloats(shape)), { shape: [...shape] }),
  int32: (shape) => integers(shape, 100),
};

type Parameters = readonly JaxArray[];

/** Gradients by all parameters, and their update if it is wanted. The loss owns what it is given. */
function training(
  inputs: readonly JaxArray[],
  initial: Parameters,
  loss: (parameters: Parameters) => JaxArray,
  update = true,
): Prepared {
  let parameters = initial;
  // Trees are arrays and objects of arrays; a list of parameters is one.
  const lossAndGradients = valueAndGrad(loss as (parameters: JaxArray[]) => JaxArray);
  return {
    async run() {
      const [value, gradients] = lossAndGradients(parameters.map((each) => each.ref));
      value.dispose();
      if (!update) {
        await blockUntilReady(gradients);
        tree.dispose(gradients);
        return;
      }
      parameters = parameters.map((each, i) => each.sub((gradients as JaxArray[])[i].mul(LEARNING_RATE)));
      await blockUntilReady([...parameters]);
    },
    dispose: () => [...inputs, ...parameters].forEach((each) => void each.dispose()),
  };
}

const prepare: Preparations = {
  matmul({ a: shapeA, b: shapeB, dtype, transposeA, transposeB }) {
    const make = matrices[dtype];
    if (!make) return undefined;
    const [a, b] = [make(shapeA), make(shapeB)];
    const maybe = (x: JaxArray, transposed = false) => (transposed ? np.matrixTranspose(x) : x);
    return timed([a, b], () => np.matmul(maybe(a.ref, transposeA), maybe(b.ref, transposeB)));
  },
  add({ a: shapeA, b: shapeB }) {
    const [a, b] = [floats(shapeA), floats(shapeB)];
    return timed([a, b], () => np.add(a.ref, b.ref));
  },
  unary: ({ op, shape }) => onFloats(shape, unary[op]),
  sum: ({ shape, axis }) => onFloats(shape, (x) => np.sum(x, axis)),
  softmax: ({ shape }) => onFloats(shape, (x) => nn.softmax(x)),
  layerNorm({ shape }) {
    const width = shape.at(-1) as number;
    const [scale, offset] = [floats([width]), floats([width])];
    return onFloats(shape, (x) => nn.standardize(x, -1).mul(scale.ref).add(offset.ref));
  },
  // A transpose alone is a view; the sum with zero is what writes it out.
  transpose: ({ shape }) => onFloats(shape, (x) => np.transpose(x).add(0)),
  gather({ table, count }) {
    const indices = integers([count], table[0]);
    return onFloats(table, (x) => np.take(x, indices.ref, 0));
  },
  cumsum: ({ length }) => onFloats([length], (x) => np.cumsum(x)),
  topK: ({ length, k }) =>
    onFloats([length], (x) => {
      const [values, indices] = lax.topK(x, k);
      indices.dispose();
      return values;
    }),
  sort: ({ length }) => onFloats([length], (x) => np.sort(x)),
  argMax: ({ length }) => onFloats([length], (x) => np.argmax(x)),
  conv2d: ({ image, filter }) => convolution(image, filter, 1),
  depthwiseConv2d: ({ image, filter }) => convolution(image, filter, filter[2]),
  maxPool: ({ image: [batch, height, width, channels], window }) =>
    onFloats([batch, channels, height, width], (x) =>
      lax.reduceWindow(x, (cell) => np.max(cell), [1, 1, window, window], [1, 1, window, window]),
    ),
  dependentAdds({ length, count }) {
    const [start, increment] = [floats([length]), floats([length])];
    return {
      operations: count,
      async run() {
        let x = start.ref;
        for (let i = 0; i < count; i++) {
          x = np.add(x, increment.ref);
          // Not at the end alone: what is pending is searched at every op.
          await x.blockUntilReady();
        }
        x.dispose();
      },
      dispose: () => tree.dispose([start, increment]),
    };
  },
  linearRegression({ examples, features }) {
    const [x, y] = [floats([examples, features]), floats([examples, 1], { seed: 2 })];
    return training([x, y], [parameter([features, 1])], ([weights]) =>
      np.mean(np.square(y.ref.sub(np.matmul(x.ref, weights)))),
    );
  },
  mlp({ layers, batch }) {
    const classes = layers.at(-1) as number;
    const x = floats([batch, layers[0]]);
    const labels = nn.oneHot(integers([batch], classes), classes);
    const parameters = layers
      .slice(1)
      .flatMap((width, i) => [parameter([layers[i], width], i), parameter([width])]);
    return training([x, labels], parameters, (given) => {
      let h = x.ref;
      for (let i = 0; i < given.length; i += 2) {
        h = np.matmul(h, given[i]).add(given[i + 1]);
        if (i < given.length - 2) h = nn.relu(h);
      }
      return np.sum(nn.logSoftmax(h).mul(labels.ref)).mul(-1 / batch);
    });
  },
  transformerBlock({ batch, length, width, heads }) {
    const rows = batch * length;
    const x = floats([rows, width]);
    const dense = (from: number, to: number) => [parameter([from, to]), parameter([to])];
    const norm = () => [np.ones([width]), np.zeros([width])];
    const parameters = [
      ...[norm(), dense(width, 3 * width), dense(width, width)],
      ...[norm(), dense(width, 4 * width), dense(4 * width, width)],
    ].flat();
    const loss = (given: Parameters) => {
      const [scale1, offset1, wQkv, bQkv, wOut, bOut, scale2, offset2, wWide, bWide, wNarrow, bNarrow] =
        given;
      const shape = [batch, length, 3, heads, width / heads];
      const qkv = np
        .matmul(nn.standardize(x.ref, -1).mul(scale1).add(offset1), wQkv)
        .add(bQkv)
        .reshape(shape);
      const [query, key, value] = np.unstack(qkv, 2);
      const attended = nn.dotProductAttention(query, key, value).reshape([rows, width]);
      const h = x.ref.add(np.matmul(attended, wOut).add(bOut));
      const normed = nn.standardize(h.ref, -1).mul(scale2).add(offset2);
      const wide = nn.gelu(np.matmul(normed, wWide).add(bWide), { approximate: false });
      return np.mean(np.square(h.add(np.matmul(wide, wNarrow).add(bNarrow))));
    };
    return training([x], parameters, loss, false);
  },
};

/** In its own layout, NCHW; a group per channel makes it depthwise. */
function convolution(
  [batch, height, width, channels]: Shape,
  [h, w, into, out]: Shape,
  groups: number,
): Prepared {
  const filter = floats(groups === 1 ? [out, into, h, w] : [into * out, 1, h, w]);
  return onFloats([batch, channels, height, width], (x) =>
    lax.convGeneralDilated(x, filter.ref, [1, 1], 'SAME', { featureGroupCount: groups }),
  );
}

export const open: OpenAdapter = async () => {
  await init('wasm');
  defaultDevice('wasm');
  // Its package exports no package.json to read.
  const main = createRequire(import.meta.url).resolve('@jax-js/jax');
  const { version }: { version: string } = createRequire(main)('../package.json');
  return { version, prepare };
};
