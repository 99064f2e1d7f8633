import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import * as tn from '../index.ts';
import { countingBackend } from './testdata/counting-backend.ts';

beforeAll(async () => {
  await tn.use(reference());
});

type Matrix = tn.Tensor<'float32'>;

const weights = tn.constant;
const x = () =>
  tn.constant([
    [0.5, -1, 2],
    [3, 0.25, -0.75],
  ]);

/** What backward passes are made of: what is done to a whole batch, and what example by example. */
const functions: Record<string, (a: Matrix) => Matrix> = {
  'an elementwise op': (a) => tn.exp(a.mul(a)),
  'operands that broadcast, the smaller one varied': (a) => tn.tanh(a.at(0).add(tn.ones([2, 3]).mul(2))),
  'a scalar that is varied': (a) => tn.reduceSum(a).mul(a),
  'matrix products with a constant': (a) => tn.matmul(a, tn.ones([3, 4])),
  'matrix products of the varied': (a) => tn.matmul(a, a.transpose()),
  'products of vectors by a batch of matrices': (a) =>
    tn.matmul(tn.expandDims(a, 1), tn.ones([2, 3, 2]).mul(tn.reduceSum(a))),
  'transposed operands': (a) => tn.matmul(a, tn.ones([4, 3]), { transposeB: true }),
  views: (a) => a.transpose().reshape([3, 2, 1]).squeeze().expandDims(-1).reverse([0]).at(':2').mul(3),
  'sums over some axes': (a) => tn.reduceSum(tn.square(a), -1).add(tn.reduceSum(a, 0, true).at(0, 0)),
  'means and extrema': (a) => tn.reduceMean(a, 1).mul(tn.reduceMax(a, 1)),
  'a composite with a rule': (a) => tn.softmax(a),
  'a running sum and product': (a) => tn.cumsum(a, 1).mul(tn.cumprod(a, 0)),
  'gathering, joining and padding': (a) =>
    tn.concat(
      [
        tn.gather(a, [1, 0, 1], { axis: 1 }),
        tn.pad(a, [
          [0, 0],
          [1, 2],
        ]),
      ],
      1,
    ),
  'a choice': (a) => tn.where(a.greater(0), a.mul(a), a.mul(-2)),
  sorting: (a) => tn.sort(a, { axis: -1 }),
  'a custom gradient': tn.customGradient((a) => ({ value: a.mul(a), gradient: (dy) => dy.mul(a).mul(20) })),
  'the argument itself': (a) => a,
};

describe('all rows at once agree with one at a time', () => {
  test.each(Object.entries(functions))('through %s', (_, f) => {
    const looped = tn.jacobian(f)(x());
    const vectorized = tn.jacobian(f, { vectorized: true })(x());
    expect(vectorized.shape).toEqual(looped.shape);
    const difference = tn.reduceMax(tn.abs(vectorized.sub(looped)));
    expect(difference.item()).toBeLessThanOrEqual(1e-5);
    expect(tn.reduceMax(tn.abs(looped)).item()).toBeGreaterThan(0);
  });

  test('in a batch', () => {
    const f = (a: Matrix) => tn.softmax(tn.matmul(a, tn.ones([3, 3]).add(tn.eye(3))));
    const looped = tn.batchJacobian(f)(x());
    const vectorized = tn.batchJacobian(f, { vectorized: true })(x());
    expect(vectorized.shape).toEqual([2, 3, 3]);
    expect(tn.reduceMax(tn.abs(vectorized.sub(looped))).item()).toBeLessThanOrEqual(1e-6);
  });

  test('in a Hessian', () => {
    const f = (a: Matrix) => tn.reduceSum(tn.exp(tn.matmul(a, weights([[1], [0.5], [-1]]))));
    const looped = tn.hessian(f)(x());
    const vectorized = tn.hessian(f, { vectorized: true })(x());
    expect(tn.reduceMax(tn.abs(vectorized.sub(looped))).item()).toBeLessThanOrEqual(1e-4);
  });

  test('differentiated in turn', () => {
    const total = (vectorized: boolean) => (a: Matrix) =>
      tn.reduceSum(tn.square(tn.jacobian((b: Matrix) => tn.softmax(b), { vectorized })(a)));
    const looped = tn.grad(total(false))(x());
    const vectorized = tn.grad(total(true))(x());
    expect(tn.reduceMax(tn.abs(vectorized.sub(looped))).item()).toBeLessThanOrEqual(1e-6);
  });

  test('with several sources, one of them unconnected', () => {
    const [a, b, c] = [tn.constant([1, 2]), tn.constant([[3], [4]]), tn.constant([5])];
    const jacobians = (vectorized: boolean) => {
      const tape = new tn.GradientTape();
      const y = tape.record(() => {
        tape.watch([a, b, c]);
        return a.mul(b);
      });
      return tape.jacobian(y, [a, b, c], { vectorized }).map((part) => part?.arraySync() ?? null);
    };
    expect(jacobians(true)).toEqual(jacobians(false));
    expect(jacobians(true)[2]).toBeNull();
  });
});

test('nothing stays behind', () => {
  const a = x();
  const before = tn.memory()['reference:0'].buffers;
  const jacobian = tn.jacobian((b: Matrix) => tn.softmax(tn.matmul(b, tn.ones([3, 3]))), {
    vectorized: true,
  })(a);
  expect(tn.memory()['reference:0'].buffers).toBe(before + 1);
  jacobian.dispose();
  expect(() => tn.jacobian((b: Matrix) => tn.preventGradient(b), { vectorized: true })(a)).toThrow(
    /preventGradient/,
  );
  expect(tn.memory()['reference:0'].buffers).toBe(before);
});

test('a batch of rows through elementwise ops and products costs as many kernels as one row', async () => {
  const { backend, during } = countingBackend('counting');
  const name = await tn.use(backend);
  const kernelsOf = (rows: number) =>
    tn.device(name, () => {
      const input = tn.ones([rows, 2]);
      const product = tn.ones([2, 2]);
      const f = (a: Matrix) => tn.exp(tn.matmul(a, product));
      return during(() => tn.jacobian(f, { vectorized: true })(input));
    });
  expect(kernelsOf(1)).toBeGreaterThan(0);
  expect(kernelsOf(8)).toBe(kernelsOf(1));
});
