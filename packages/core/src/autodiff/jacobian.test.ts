import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

function recorded<T>(watched: readonly tn.Tensor[], fn: () => T, options?: tn.GradientTapeOptions) {
  const tape = new tn.GradientTape(options);
  const value = tape.record(() => {
    tape.watch(watched);
    return fn();
  });
  return { tape, value };
}

describe('jacobian', () => {
  test('has the shape of the target, then the source’s', () => {
    const x = tn.constant([1, 2, 3]);
    const { tape, value } = recorded([x], () => tn.stack([x.mul(x), x.mul(2)]));
    const jacobian = tape.jacobian(value, x);
    expect([jacobian?.shape, jacobian?.arraySync()]).toEqual([
      [2, 3, 3],
      [
        [
          [2, 0, 0],
          [0, 4, 0],
          [0, 0, 6],
        ],
        [
          [2, 0, 0],
          [0, 2, 0],
          [0, 0, 2],
        ],
      ],
    ]);
  });

  test('of a scalar target is the gradient', () => {
    const x = tn.constant([1, 2]);
    const { tape, value } = recorded([x], () => tn.reduceSum(x.mul(x)));
    expect(tape.jacobian(value, x)?.arraySync()).toEqual([2, 4]);
  });

  test('of a target that is the source is the identity', () => {
    const x = tn.constant([1, 2]);
    const { tape } = recorded([x], () => {});
    expect(tape.jacobian(x, x)?.arraySync()).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test('takes sources in a structure, of different shapes', () => {
    const a = tn.constant([1, 2]);
    const b = tn.constant([[3], [4]]);
    const { tape, value } = recorded([a, b], () => a.mul(b));
    const jacobians = tape.jacobian(value, { a, list: [b] });
    expect([jacobians.a?.shape, jacobians.list[0]?.shape]).toEqual([
      [2, 2, 2],
      [2, 2, 2, 1],
    ]);
    expect(jacobians.list[0]?.at('...', 0).arraySync()).toEqual([
      [
        [1, 0],
        [2, 0],
      ],
      [
        [0, 1],
        [0, 2],
      ],
    ]);
  });

  test('of a matrix product agrees with finite differences in every entry', () => {
    const a = tn.constant(
      [
        [1, 2],
        [3, 4],
      ],
      'float64',
    );
    const f = (x: tn.Tensor<'float64'>) => tn.tanh(tn.matmul(x, x).mul(0.1));
    const analytic = tn.jacobian(f)(a).arraySync() as number[][][][];
    const step = 1e-6;
    for (let row = 0; row < 2; row++) {
      for (let column = 0; column < 2; column++) {
        const delta = tn.scatterNd([[row, column]], tn.constant([step], 'float64'), [2, 2]);
        const numeric = f(a.add(delta))
          .sub(f(a.sub(delta)))
          .div(2 * step)
          .arraySync() as number[][];
        numeric.flat().forEach((value, i) => {
          expect(analytic[i >> 1][i & 1][row][column]).toBeCloseTo(value, 8);
        });
      }
    }
  });

  test('without dependence is null, or zeros if asked', () => {
    const x = tn.constant([1, 2]);
    const other = tn.constant([1, 2, 3]);
    const { tape, value } = recorded([x, other], () => x.mul(x), { persistent: true });
    expect(tape.jacobian(value, other)).toBeNull();
    expect(tape.jacobian(value, other, { unconnectedGradients: 'zero' }).arraySync()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    tape.dispose();
  });

  test('with empty dimensions is empty', () => {
    const x = tn.constant([1, 2]);
    const empty = tn.zeros([0, 2]);
    const { tape, value } = recorded([x, empty], () => [x.mul(empty), empty.add(1)], { persistent: true });
    expect(tape.jacobian(value[0], [x, empty]).map((jacobian) => jacobian?.shape)).toEqual([
      [0, 2, 2],
      [0, 2, 0, 2],
    ]);
    const loss = tape.record(() => tn.reduceSum(value[1]));
    expect(tape.jacobian(loss, empty)?.shape).toEqual([0, 2]);
    expect(tape.jacobian(value[1], x)).toBeNull();
    tape.dispose();
  });

  test('is differentiable in turn', () => {
    const x = tn.constant([1, 2]);
    const outer = new tn.GradientTape();
    const total = outer.record(() => {
      outer.watch(x);
      const { tape, value } = recorded([x], () => x.mul(x).mul(x));
      return tn.reduceSum(tape.jacobian(value, x) as tn.Tensor<'float32'>);
    });
    expect(outer.gradient(total, x)?.arraySync()).toEqual([6, 12]);
  });

  test('by a variable that was assigned in between counts both values', () => {
    const v = new tn.Variable([1, 2]);
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      const before = v.mul(v);
      v.assign([10, 20]);
      return before.add(v.mul(v));
    });
    expect(tape.jacobian(y, v)?.arraySync()).toEqual([
      [22, 0],
      [0, 44],
    ]);
  });

  test('leaves nothing behind but itself', () => {
    const x = tn.constant([1, 2, 3]);
    const before = tn.memory()['reference:0'].buffers;
    const jacobian = tn.tidy(() => {
      const { tape, value } = recorded([x], () => tn.softmax(x));
      return tape.jacobian(value, x) as tn.Tensor;
    });
    expect(tn.memory()['reference:0'].buffers).toBe(before + 1);
    jacobian.dispose();
    expect(tn.memory()['reference:0'].buffers).toBe(before);
  });
});

describe('batchJacobian', () => {
  const x = () =>
    tn.constant([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);

  test('agrees with the diagonal of the full Jacobian', () => {
    const source = x();
    const f = (a: tn.Tensor<'float32'>) =>
      tn.softmax(
        tn.matmul(a, [
          [1, 2, 0],
          [0, 1, -1],
        ]),
      );
    const { tape, value } = recorded([source], () => f(source), { persistent: true });
    const batch = tape.batchJacobian(value, source);
    const full = tape.jacobian(value, source) as tn.Tensor<'float32'>;
    expect(batch.shape).toEqual([3, 3, 2]);
    for (let i = 0; i < 3; i++) {
      expect(batch.at(i).arraySync()).toEqual(full.at(i, ':', i).arraySync());
    }
    tape.dispose();
  });

  test('has the shape of the target, then of one example of the source', () => {
    const source = tn.ones([2, 3, 2]);
    const { tape, value } = recorded([source], () => tn.reduceSum(source, 2, true).mul(tn.ones([2, 3, 4])));
    expect(tape.batchJacobian(value, source).shape).toEqual([2, 3, 4, 3, 2]);
  });

  test('with first dimensions that differ, or a rank below two, throws', () => {
    const source = x();
    const { tape, value } = recorded([source], () => [source.transpose(), tn.reduceSum(source, 1)], {
      persistent: true,
    });
    expect(() => tape.batchJacobian(value[0], source)).toThrow(
      /Need first dimension of target shape \(2, 3\) and source shape \(3, 2\) to match/,
    );
    expect(() => tape.batchJacobian(value[1], source)).toThrow(
      /Need first dimension .* ranks of at least two/,
    );
    expect(() => tape.batchJacobian(source, tn.constant([1, 2, 3]))).toThrow(/Need first dimension/);
    tape.dispose();
  });

  test('without dependence is zeros', () => {
    const source = x();
    const other = tn.ones([3, 1]);
    const { tape, value } = recorded([source, other], () => source.mul(2));
    expect(tape.batchJacobian(value, other).arraySync()).toEqual(tn.zeros([3, 2, 1]).arraySync());
  });

  test('with empty dimensions is empty', () => {
    const source = tn.zeros([0, 2]);
    const { tape, value } = recorded([source], () => source.mul(2));
    expect(tape.batchJacobian(value, source).shape).toEqual([0, 2, 2]);
  });
});
