import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

type Float = tn.Tensor<'float32'>;

describe('grad', () => {
  test('is the gradient by the first argument', () => {
    const f = (x: Float, y: Float) => x.mul(x).mul(y);
    expect(tn.grad(f)(tn.constant(3), 2).item()).toBe(12);
  });

  test('or by those chosen, in their order', () => {
    const f = (x: Float, y: Float) => x.mul(x).mul(y);
    expect(tn.grad(f, { argnums: 1 })(3, 2).item()).toBe(9);
    const [dy, dx] = tn.grad(f, { argnums: [1, 0] })(3, 2);
    expect([dy.item(), dx.item()]).toEqual([9, 12]);
  });

  test('takes structures of tensors and gives gradients in them', () => {
    const loss = (model: { weights: Float; biases: Float[] }, x: Float) =>
      tn.reduceSum(x.mul(model.weights).add(model.biases[0]));
    const gradient = tn.grad(loss)({ weights: tn.constant([1, 2]), biases: [tn.constant(0)] }, [10, 20]);
    expect([gradient.weights.arraySync(), gradient.biases[0].item()]).toEqual([[10, 20], 2]);
  });

  test('takes variables in place of tensors', () => {
    const v = new tn.Variable(3);
    expect(
      tn
        .grad((x) => x.mul(x))(v)
        .item(),
    ).toBe(6);
  });

  test('is zeros for what the function does not depend on', () => {
    expect(
      tn
        .grad((x: Float, _y: Float) => x.mul(x), { argnums: 1 })(3, 2)
        .item(),
    ).toBe(0);
  });

  test('takes its own dtype', () => {
    const gradient = tn.grad((x: tn.Tensor<'float64'>) => x.mul(x))(tn.constant(3, 'float64'));
    expectTypeOf(gradient).toEqualTypeOf<tn.Tensor<'float64'>>();
    expect([gradient.dtype, gradient.item()]).toEqual(['float64', 6]);
  });

  test('nests, without taking one argument for another', () => {
    const cube = (x: Float) => x.mul(x).mul(x);
    expect(
      tn
        .grad(tn.grad(tn.grad(cube)))(2)
        .item(),
    ).toBe(6);
    // d/dx of x · d/dy (x + y) at y = x: the inner argument is not the outer one, though they are equal.
    expect(
      tn
        .grad((x) => x.mul(tn.grad((y) => x.add(y))(x)))(3)
        .item(),
    ).toBe(1);
    expect(
      tn
        .grad((x) => tn.grad((y) => x.mul(y))(x))(3)
        .item(),
    ).toBe(1);
  });

  test('what the function captures is a constant, even if it is the argument', () => {
    const x = tn.constant(3);
    expect(
      tn
        .grad((y) => y.mul(x))(x)
        .item(),
    ).toBe(3);
  });

  test('refuses a result of several elements, integers, and arguments that there are not', () => {
    expect(() => tn.grad((x) => x)([1, 2])).toThrow(
      /grad: .* returned shape \(2,\). Sum it, or use jacobian or vjp/,
    );
    const ofInteger = (n: tn.Tensor<'int32'>) => tn.cast(n, 'float32');
    expect(() => tn.grad(ofInteger)(tn.constant(1, 'int32'))).toThrow(/grad: argument 0 is int32/);
    expect(() => tn.grad((x) => x, { argnums: 2 })(1)).toThrow(/grad: there is no argument 2; 1 were given/);
  });

  test('leaves nothing behind but its result, also when the function throws', () => {
    const x = tn.constant([1, 2]);
    const before = tn.memory()['reference:0'].buffers;
    const gradient = tn.grad((y) => tn.reduceSum(tn.softmax(y.mul(y))))(x);
    expect(tn.memory()['reference:0'].buffers).toBe(before + 1);
    gradient.dispose();
    const failing = tn.grad((y) => {
      y.mul(y);
      throw new Error('forward');
    });
    expect(() => failing(x)).toThrow('forward');
    expect(tn.memory()['reference:0'].buffers).toBe(before);
  });
});

test('valueAndGrad gives both', () => {
  const [value, gradient] = tn.valueAndGrad((x: Float, y: Float) => tn.reduceSum(x.mul(y)), {
    argnums: [0, 1],
  })([1, 2], [3, 4]);
  expect([value.item(), gradient[0].arraySync(), gradient[1].arraySync()]).toEqual([11, [3, 4], [1, 2]]);
});

describe('jacobian, batchJacobian and hessian', () => {
  test('jacobian by several arguments', () => {
    const [dx, dy] = tn.jacobian((x: Float, y: Float) => x.mul(y), { argnums: [0, 1] })([1, 2], 5);
    expect([dx.arraySync(), dy.arraySync()]).toEqual([
      [
        [5, 0],
        [0, 5],
      ],
      [1, 2],
    ]);
  });

  test('batchJacobian is that of the tape', () => {
    const jacobian = tn.batchJacobian((x) => x.mul(x))([
      [1, 2],
      [3, 4],
    ]);
    expect(jacobian.arraySync()).toEqual([
      [
        [2, 0],
        [0, 4],
      ],
      [
        [6, 0],
        [0, 8],
      ],
    ]);
  });

  test('hessian is symmetric and agrees with the products', () => {
    const f = (x: Float) => tn.reduceSum(tn.exp(x.mul(0.5)).mul(tn.reduceSum(x)));
    const x = tn.constant([0.5, -1, 2]);
    const hessian = tn.hessian(f)(x).arraySync() as number[][];
    for (let i = 0; i < 3; i++) {
      const direction = [0, 0, 0];
      direction[i] = 1;
      const column = tn.hvp(f, [x], [direction])[0].arraySync() as number[];
      column.forEach((value, row) => {
        expect(hessian[row][i]).toBeCloseTo(value, 5);
        expect(hessian[i][row]).toBeCloseTo(value, 5);
      });
    }
  });

  test('hessian by an argument that is a structure is refused', () => {
    const f = ({ a, b }: { a: Float; b: Float }) => a.mul(b);
    expect(() => tn.hessian(f)({ a: tn.constant(1), b: tn.constant(2) })).toThrow(/by one tensor, not by 2/);
  });
});

describe('products', () => {
  test('vjp takes cotangents back to every argument, any number of times, until it is disposed', () => {
    const before = tn.memory()['reference:0'].buffers;
    tn.tidy(() => {
      const f = (x: Float, y: Float) => ({ product: x.mul(y), sum: [x.add(y)] });
      const [value, pullback] = tn.vjp(f, tn.constant([1, 2]), tn.constant([3, 4]));
      expect(value.sum[0].arraySync()).toEqual([4, 6]);
      const [dx, dy] = pullback({ product: [1, 10], sum: [[100, 100]] });
      expect([dx.arraySync(), dy.arraySync()]).toEqual([
        [103, 140],
        [101, 120],
      ]);
      expect(pullback({ product: [1, 1], sum: [[0, 0]] })[0].arraySync()).toEqual([3, 4]);
      pullback.dispose();
      expect(() => pullback({ product: [1, 1], sum: [[0, 0]] })).toThrow(/has been disposed/);
    });
    expect(tn.memory()['reference:0'].buffers).toBe(before);
  });

  test('jvp and vjp are transposes of one another', () => {
    const f = (a: Float) => tn.softmax(tn.matmul(a, a));
    const a = tn.constant([
      [1, 2],
      [3, 4],
    ]);
    const tangent = tn.constant([
      [0.5, -1],
      [2, 0.25],
    ]);
    const cotangent = tn.constant([
      [1, 3],
      [-2, 0.5],
    ]);
    const [, forward] = tn.jvp(f, [a], [tangent]);
    const [, pullback] = tn.vjp(f, a);
    const [backward] = pullback(cotangent);
    pullback.dispose();
    const inner = (x: Float, y: Float) => tn.reduceSum(x.mul(y)).item();
    expect(inner(forward, cotangent)).toBeCloseTo(inner(tangent, backward), 5);
  });

  test('jvp gives tangents in the structure of the value, zeros for what does not depend', () => {
    const [value, tangent] = tn.jvp(
      (x: Float) => ({ square: x.mul(x), constant: tn.ones([2]) }),
      [tn.constant(3)],
      [2],
    );
    expect([value.square.item(), tangent.square.item(), tangent.constant.arraySync()]).toEqual([
      9,
      12,
      [0, 0],
    ]);
  });

  test('hvp leaves nothing behind but its result', () => {
    const x = tn.constant([1, 2]);
    const before = tn.memory()['reference:0'].buffers;
    const products = tn.hvp((y) => tn.reduceSum(y.mul(y).mul(y)), [x], [[1, 0]]);
    expect([products[0].arraySync(), tn.memory()['reference:0'].buffers]).toEqual([[6, 0], before + 1]);
  });
});
