/**
 * @file The workloads as ONNX models, in ONNX's own layouts (images are NCHW). Each ends by taking one element of its
 * result, so that a run computes all of it and copies none of it to JavaScript.
 */

import { randomFloats, randomIntegers } from '../../../src/cpu/library/inputs.ts';
import type { Shape, WorkloadKind, Workloads } from '../../../src/cpu/rows/workload.ts';
import type { Model, OnnxType, Operand, Operator } from './model.ts';

const floats = (shape: Shape): Operand => ({ dtype: 'float32', shape, data: randomFloats(shape) });
const int64 = (...values: readonly number[]): Operand => ({
  dtype: 'int64',
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
  constant: true,
});

/** A model of operators whose last one yields `y`, or an output called so. */
function reduced(
  operands: Readonly<Record<string, Operand>>,
  operators: readonly Operator[],
  outputType: OnnxType = 'float32',
): Model {
  return {
    operands: { ...operands, flat: int64(-1), first: int64(0), second: int64(1) },
    operators: [
      ...operators,
      { type: 'Reshape', inputs: ['y', 'flat'], outputs: ['flattened'] },
      { type: 'Slice', inputs: ['flattened', 'first', 'second'], outputs: ['element'] },
    ],
    output: 'element',
    outputType,
  };
}

const operator = (
  type: string,
  inputs: readonly string[],
  attributes?: Operator['attributes'],
): Operator => ({
  type,
  inputs,
  outputs: ['y'],
  attributes,
});

/** One operator on one operand. */
const ofOne = (shape: Shape, type: string, attributes?: Operator['attributes'], outputType?: OnnxType) =>
  reduced({ x: floats(shape) }, [operator(type, ['x'], attributes)], outputType);

function matrix(dtype: Workloads['matmul']['dtype'], shape: Shape): Operand | undefined {
  switch (dtype) {
    case 'float32':
      return floats(shape);
    case 'float64':
      return { dtype, shape, data: Float64Array.from(randomFloats(shape)) };
    case 'int32':
      return { dtype, shape, data: randomIntegers(shape, 100) };
    case 'int64':
      return { dtype, shape, data: BigInt64Array.from(randomIntegers(shape, 100), BigInt) };
    case 'bfloat16':
      // The CPU provider has no product of it.
      return undefined;
  }
}

type Models = { readonly [K in WorkloadKind]?: (workload: Workloads[K]) => Model | undefined };

export const models: Models = {
  matmul({ a: shapeA, b: shapeB, dtype, transposeA = false, transposeB = false }) {
    const [a, b] = [matrix(dtype, shapeA), matrix(dtype, shapeB)];
    if (!a || !b) return undefined;
    // Gemm takes transposed operands in place.
    const product =
      transposeA || transposeB
        ? operator('Gemm', ['a', 'b'], { transA: Number(transposeA), transB: Number(transposeB) })
        : operator('MatMul', ['a', 'b']);
    return reduced({ a, b }, [product], a.dtype);
  },
  add: ({ a, b }) => reduced({ a: floats(a), b: floats(b) }, [operator('Add', ['a', 'b'])]),
  unary: ({ op, shape }) => ofOne(shape, { exp: 'Exp', tanh: 'Tanh', gelu: 'Gelu' }[op]),
  sum({ shape, axis }) {
    const axes: Readonly<Record<string, Operand>> = axis === null ? {} : { axes: int64(axis) };
    return reduced({ x: floats(shape), ...axes }, [
      operator('ReduceSum', ['x', ...Object.keys(axes)], { keepdims: 0 }),
    ]);
  },
  softmax: ({ shape }) => ofOne(shape, 'Softmax'),
  layerNorm({ shape }) {
    const width = shape.at(-1) as number;
    const operands = { x: floats(shape), scale: floats([width]), offset: floats([width]) };
    return reduced(operands, [operator('LayerNormalization', ['x', 'scale', 'offset'])]);
  },
  transpose: ({ shape }) => ofOne(shape, 'Transpose', { perm: [1, 0] }),
  gather: ({ table, count }) =>
    reduced(
      {
        x: floats(table),
        indices: { dtype: 'int32', shape: [count], data: randomIntegers([count], table[0]) },
      },
      [operator('Gather', ['x', 'indices'])],
    ),
  cumsum: ({ length }) =>
    reduced({ x: floats([length]), axis: int64(0) }, [operator('CumSum', ['x', 'axis'])]),
  topK: ({ length, k }) => topK(length, k),
  // ONNX has no operator for it but this.
  sort: ({ length }) => topK(length, length),
  argMax: ({ length }) => ofOne([length], 'ArgMax', { axis: 0, keepdims: 0 }, 'int64'),
  conv2d: ({ image, filter }) => convolution(image, filter, 1),
  depthwiseConv2d: ({ image, filter }) => convolution(image, filter, filter[2]),
  maxPool: ({ image: [batch, height, width, channels], window }) =>
    ofOne([batch, channels, height, width], 'MaxPool', {
      kernel_shape: [window, window],
      strides: [window, window],
    }),
};

function topK(length: number, k: number): Model {
  const top: Operator = { type: 'TopK', inputs: ['x', 'k'], outputs: ['y', 'indices'] };
  return reduced({ x: floats([length]), k: int64(k) }, [top]);
}

/** The filter is a constant, as weights are, so the runtime may arrange it for itself. */
function convolution(
  [batch, height, width, channels]: Shape,
  [h, w, into, out]: Shape,
  groups: number,
): Model {
  const filterShape = groups === 1 ? [out, into, h, w] : [into * out, 1, h, w];
  const operands = {
    x: floats([batch, channels, height, width]),
    filter: { ...floats(filterShape), constant: true },
  };
  return reduced(operands, [operator('Conv', ['x', 'filter'], { auto_pad: 'SAME_UPPER', group: groups })]);
}

/** a + b, both given to the run. */
export const addition = (length: number): Model => ({
  operands: {},
  inputs: { a: { dtype: 'float32', shape: [length] }, b: { dtype: 'float32', shape: [length] } },
  operators: [operator('Add', ['a', 'b'])],
  output: 'y',
  outputType: 'float32',
});
