/**
 * @file Single ops, as Tenon's users call them.
 */

import * as tn from '@tenon/core';
import type { Backend } from '@tenon/core/backend';
import type { Preparations, Prepared } from '../../cpu/library/adapter.ts';
import type { Shape } from '../../cpu/rows/workload.ts';
import { elements, floats, integers } from './tensors.ts';

/** Times one op; kernels are done when the backend says so. */
function timed(backend: Backend, inputs: readonly tn.Tensor[], op: () => tn.Tensor): Prepared {
  return {
    run: () => op().dispose(),
    finish: () => backend.synchronize(),
    dispose: () => inputs.forEach((input) => void input.dispose()),
  };
}

export function opWorkloads(backend: Backend): Preparations {
  const unaryTimed = (shape: Shape, op: (x: tn.Tensor<'float32'>) => tn.Tensor) => {
    const x = floats(shape);
    return timed(backend, [x], () => op(x));
  };
  const elementwise = { exp: tn.exp, tanh: tn.tanh, gelu: (x: tn.Tensor<'float32'>) => tn.gelu(x) };

  return {
    matmul({ a: shapeA, b: shapeB, dtype, transposeA = false, transposeB = false }) {
      const a = elements(shapeA, dtype, 1);
      const b = elements(shapeB, dtype, 2);
      return timed(backend, [a, b], () => tn.matmul(a, b, { transposeA, transposeB }));
    },
    add({ a: shapeA, b: shapeB }) {
      const a = floats(shapeA);
      const b = floats(shapeB);
      return timed(backend, [a, b], () => tn.add(a, b));
    },
    unary: ({ op, shape }) => unaryTimed(shape, elementwise[op]),
    sum: ({ shape, axis }) => unaryTimed(shape, (x) => tn.reduceSum(x, axis)),
    softmax: ({ shape }) => unaryTimed(shape, (x) => tn.softmax(x)),
    layerNorm({ shape }) {
      const width = shape.at(-1) as number;
      const scale = tn.ones([width]);
      const offset = tn.zeros([width]);
      return unaryTimed(shape, (x) => tn.layerNormalization(x, { scale, offset }));
    },
    transpose({ shape }) {
      // A transpose alone is a view; the sum with zero is what writes it out.
      const zero = tn.constant(0);
      return unaryTimed(shape, (x) => {
        const view = tn.transpose(x);
        const written = tn.add(view, zero);
        view.dispose();
        return written;
      });
    },
    gather({ table, count }) {
      const indices = integers([count], table[0]);
      return unaryTimed(table, (x) => tn.gather(x, indices));
    },
    cumsum: ({ length }) => unaryTimed([length], (x) => tn.cumsum(x)),
    topK: ({ length, k }) =>
      unaryTimed([length], (x) => {
        const { values, indices } = tn.topK(x, k);
        indices.dispose();
        return values;
      }),
    sort: ({ length }) => unaryTimed([length], (x) => tn.sort(x)),
    argMax: ({ length }) => unaryTimed([length], (x) => tn.argmax(x)),
    conv2d({ image, filter: shape }) {
      const filter = floats(shape);
      return unaryTimed(image, (x) => tn.conv2d(x, filter, 1, 'SAME'));
    },
    depthwiseConv2d({ image, filter: shape }) {
      const filter = floats(shape);
      return unaryTimed(image, (x) => tn.depthwiseConv2d(x, filter, 1, 'SAME'));
    },
    maxPool: ({ image, window }) => unaryTimed(image, (x) => tn.maxPool2d(x, window, window, 'VALID')),
    dependentAdds({ length, count }) {
      const start = floats([length]);
      const step = floats([length]);
      return {
        operations: count,
        run() {
          let x = tn.add(start, step);
          for (let i = 1; i < count; i++) {
            const next = tn.add(x, step);
            x.dispose();
            x = next;
          }
          x.dispose();
        },
        finish: () => backend.synchronize(),
        dispose() {
          start.dispose();
          step.dispose();
        },
      };
    },
  };
}
