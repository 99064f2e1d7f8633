import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as tn from '../index.ts';
import { countingBackend } from './testdata/counting-backend.ts';

const { backend, during } = countingBackend('reference');

beforeAll(async () => {
  await tn.use(backend);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const matrix = () =>
  tn.constant([
    [1, 2],
    [3, 4],
  ]);
const direction = () =>
  tn.constant([
    [1, 0],
    [2, -1],
  ]);

/** The products of what `fn` computes from a matrix, in one direction. */
function products<T extends tn.Tensor>(fn: (a: tn.Tensor<'float32'>) => T): unknown {
  const a = matrix();
  const accumulator = new tn.ForwardAccumulator(a, direction());
  return accumulator.jvp(accumulator.record(() => fn(a)) as tn.Tensor)?.arraySync();
}

describe('products', () => {
  test('of a primal are its tangent', () => {
    const x = tn.constant([1, 2]);
    const accumulator = new tn.ForwardAccumulator(x, [3, 4]);
    expect(accumulator.jvp(x)?.arraySync()).toEqual([3, 4]);
  });

  // The expected values are TensorFlow's.
  test('through elementwise ops, with several inputs that change', () => {
    expect(products((a) => tn.where(a.greater(2), a.mul(a), a.mul(0)))).toEqual([
      [0, 0],
      [12, -8],
    ]);
  });

  test('have the shape of their tensor where its inputs broadcast', () => {
    const x = tn.constant([1, 2]);
    const accumulator = new tn.ForwardAccumulator(x, [3, 4]);
    const y = accumulator.record(() => x.add(tn.zeros([2, 2])));
    expect(accumulator.jvp(y)?.arraySync()).toEqual([
      [3, 4],
      [3, 4],
    ]);
  });

  test('through views', () => {
    expect(products((a) => a.transpose().reshape([4]).at('1:3'))).toEqual([2, 0]);
  });

  test('through kernels and composites with rules', () => {
    expect(products((a) => tn.reduceSum(tn.square(tn.matmul(a, a))))).toBe(208);
    expect(products((a) => tn.gather(a, [1, 0, 1], { axis: 1 }))).toEqual([
      [0, 1, 0],
      [-1, 2, -1],
    ]);
    expect(products((a) => tn.cumsum(a, 1))).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(products((a) => tn.reduceMax(a, 1))).toEqual([0, -1]);
    expect(products((a) => tn.concat([a, a.mul(2)], 0))).toEqual([
      [1, 0],
      [2, -1],
      [2, 0],
      [4, -2],
    ]);
  });

  test('through a lowering that frees its temporaries', () => {
    const softmax = products((a) => tn.softmax(a)) as number[][];
    expect(softmax[0][0]).toBeCloseTo(0.1966119, 6);
    expect(softmax[1][1]).toBeCloseTo(-0.5898358, 6);
  });

  test('come in the structure that was asked for', () => {
    const x = tn.constant(2);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const y = accumulator.record(() => ({ a: x.mul(3), b: [x.mul(x)] }));
    const found = accumulator.jvp(y);
    expect([found.a?.item(), found.b[0]?.item()]).toEqual([3, 4]);
  });

  test('by several primals sum', () => {
    const x = tn.constant(2);
    const y = tn.constant(5);
    const accumulator = new tn.ForwardAccumulator({ x, rest: [y] }, { x: 1, rest: [10] });
    const product = accumulator.record(() => x.mul(y));
    expect(accumulator.jvp(product)?.item()).toBe(25);
  });

  test('are float64 where the primal is', () => {
    const x = tn.constant(2, 'float64');
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const y: tn.Tensor<'float64'> | null = accumulator.jvp(accumulator.record(() => x.mul(x)));
    expect([y?.dtype, y?.item()]).toEqual(['float64', 4]);
  });

  test('stop at ops without gradients and at stopGradient', () => {
    const x = tn.constant([1.5, 2]);
    const accumulator = new tn.ForwardAccumulator(x, [1, 1]);
    const ends = accumulator.record(() => [tn.stopGradient(x), tn.floor(x), tn.cast(x, 'int32')]);
    expect(accumulator.jvp(ends)).toEqual([null, null, null]);
  });
});

describe('asking', () => {
  test('does no work, however often', () => {
    const x = tn.constant(2);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const y = accumulator.record(() => x.mul(x));
    const answers: (tn.Tensor | null)[] = [];
    expect(during(() => answers.push(accumulator.jvp(y), accumulator.jvp(y)))).toBe(0);
    answers[0]?.dispose();
    expect([answers[1]?.item(), accumulator.jvp(y)?.item()]).toEqual([4, 4]);
  });

  test('for what does not depend on a primal gives null, or zeros', () => {
    const x = tn.constant(2);
    const other = tn.constant([1, 2]);
    const v = new tn.Variable([[1]]);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const unaffected = accumulator.record(() => other.mul(2));
    expect(accumulator.jvp([unaffected, other, v])).toEqual([null, null, null]);
    const zeros = accumulator.jvp([unaffected, v], { unconnectedGradients: 'zero' });
    expect(zeros.map((zero) => zero.arraySync())).toEqual([[0, 0], [[0]]]);
  });

  test('for what was computed before or after the recording gives null', () => {
    const x = tn.constant(2);
    const before = x.mul(x);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    accumulator.record(() => x.mul(3));
    expect(accumulator.jvp([before, x.mul(x)])).toEqual([null, null]);
  });

  test('is possible while it records, and after', () => {
    const x = tn.constant(2);
    const accumulator = tn.ForwardAccumulator.start(x, 1);
    const y = x.mul(x);
    expect(accumulator.jvp(y)?.item()).toBe(4);
    accumulator.dispose();
    expect(() => accumulator.jvp(y)).toThrow(/ForwardAccumulator.jvp: the accumulator has been disposed/);
  });
});

describe('primals', () => {
  test('given twice throw', () => {
    const x = tn.constant(2);
    const v = new tn.Variable(1, { name: 'v' });
    expect(() => new tn.ForwardAccumulator([x, x], [1, 1])).toThrow(
      /tensor \d+ was given as a primal more than once/,
    );
    expect(() => new tn.ForwardAccumulator([v, v], [1, 1])).toThrow(
      /variable v:0 was given as a primal more than/,
    );
    const accumulator = new tn.ForwardAccumulator(x, 1);
    expect(() => accumulator.watch(x, 1)).toThrow(/more than once/);
  });

  test('may be added', () => {
    const x = tn.constant(2);
    const y = tn.constant(5);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const product = accumulator.record(() => {
      accumulator.watch(y, 10);
      return x.mul(y);
    });
    expect(accumulator.jvp(product)?.item()).toBe(25);
  });

  test('need tangents of their shape, dtype and structure', () => {
    const x = tn.constant([1, 2]);
    expect(() => new tn.ForwardAccumulator(x, 1)).toThrow(
      /a tangent is float32 \(\), but must be float32 \(2,\)/,
    );
    expect(() => new tn.ForwardAccumulator(x, tn.zeros([2], 'float64'))).toThrow(/is float64 \(2,\)/);
    expect(() => new tn.ForwardAccumulator([x], [])).toThrow(/tangents must have the structure/);
  });

  test('that are integers are warned of and have no product', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const n = tn.constant(2, 'int32');
    const accumulator = new tn.ForwardAccumulator(n, 1);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/a primal is int32/));
    expect(accumulator.jvp(accumulator.record(() => n.mul(n)))).toBeNull();
  });

  test('that are variables keep their tangent when another value is assigned', () => {
    const v = new tn.Variable(1);
    const accumulator = new tn.ForwardAccumulator(v, -2);
    const [a, b] = accumulator.record(() => {
      const before = v.mul(3);
      v.assign(5);
      return [before, v.mul(v)];
    });
    expect(accumulator.jvp([a, b, v]).map((product) => product?.item())).toEqual([-6, -20, -2]);
  });
});

describe('recording', () => {
  test('cannot be entered twice', () => {
    const accumulator = new tn.ForwardAccumulator(tn.constant(1), 1);
    accumulator.record(() => {
      expect(() => accumulator.record(() => {})).toThrow(/is recording already/);
    });
  });

  test('continues where it was', () => {
    const x = tn.constant(2);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const y = accumulator.record(() => x.mul(x));
    const z = accumulator.record(() => y.mul(y));
    expect(accumulator.jvp(z)?.item()).toBe(32);
  });

  test('ends when its function throws', () => {
    const x = tn.constant(2);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const failing = () => {
      throw new Error('forward');
    };
    expect(() => accumulator.record(failing)).toThrow('forward');
    expect(accumulator.jvp(x.mul(x))).toBeNull();
  });

  test('an error while a product is computed fails the op, which leaves nothing behind', () => {
    const faulty = tn.customGradient((x) => ({
      value: x.mul(2),
      gradient: () => {
        throw new RangeError('rule');
      },
    }));
    const x = tn.constant(2);
    const accumulator = new tn.ForwardAccumulator(x, 1);
    const before = tn.memory();
    expect(() => accumulator.record(() => faulty(x))).toThrow(new RangeError('rule'));
    accumulator.dispose();
    // The tangent of x is gone too.
    expect(tn.memory()['reference:0'].buffers).toBe(before['reference:0'].buffers - 1);
  });
});

describe('nesting', () => {
  const cube = (x: tn.Tensor<'float32'>) => x.mul(x).mul(x);

  test('in itself gives higher orders, to the third', () => {
    const x = tn.constant(2);
    const third = new tn.ForwardAccumulator(x, 1);
    const second = new tn.ForwardAccumulator(x, 1);
    const first = new tn.ForwardAccumulator(x, 1);
    const y = third.record(() => second.record(() => first.record(() => cube(x))));
    const d1 = first.jvp(y) as tn.Tensor;
    const d2 = second.jvp(d1) as tn.Tensor;
    expect([y, d1, d2, third.jvp(d2)].map((tensor) => tensor?.item())).toEqual([8, 12, 12, 6]);
  });

  test('the inner one does not see the products of the outer', () => {
    const x = tn.constant(2);
    const outer = new tn.ForwardAccumulator(x, 1);
    const inner = new tn.ForwardAccumulator(x, 1);
    const y = outer.record(() => inner.record(() => cube(x)));
    expect(inner.jvp(outer.jvp(y) as tn.Tensor)).toBeNull();
  });

  test('Hessian-vector products agree: over a tape, under a tape, in itself, tape over tape', () => {
    const f = (a: tn.Tensor<'float32'>) => tn.reduceSum(tn.square(tn.matmul(a, a)));
    const a = matrix();

    const over = new tn.ForwardAccumulator(a, direction());
    const overTape = over.record(() => {
      const tape = new tn.GradientTape();
      const y = tape.record(() => {
        tape.watch(a);
        return f(a);
      });
      return tape.gradient(y, a) as tn.Tensor;
    });

    const tape = new tn.GradientTape();
    const underTape = tape.record(() => {
      tape.watch(a);
      const under = new tn.ForwardAccumulator(a, direction());
      return under.jvp(under.record(() => f(a))) as tn.Tensor;
    });

    const outer = new tn.GradientTape();
    const twice = outer.record(() => {
      outer.watch(a);
      const inner = new tn.GradientTape();
      const y = inner.record(() => {
        inner.watch(a);
        return f(a);
      });
      return tn.reduceSum((inner.gradient(y, a) as tn.Tensor<'float32'>).mul(direction()));
    });

    // The value is TensorFlow's.
    const expected = [
      [172, 128],
      [108, -32],
    ];
    expect(over.jvp(overTape)?.arraySync()).toEqual(expected);
    expect(tape.gradient(underTape, a)?.arraySync()).toEqual(expected);
    expect(outer.gradient(twice, a)?.arraySync()).toEqual(expected);
    expect(tn.hvp(f, [a], [direction()])[0].arraySync()).toEqual(expected);
  });

  test('a tape inside does not retain the products', () => {
    const x = tn.constant([1, 2]);
    const accumulator = new tn.ForwardAccumulator(x, [1, 1]);
    const tape = new tn.GradientTape();
    accumulator.record(() =>
      tape.record(() => {
        tape.watch(x);
        return x.mul(x);
      }),
    );
    const before = tn.memory()['reference:0'].buffers;
    tape.dispose();
    // The tape retained x alone, which lives on.
    expect(tn.memory()['reference:0'].buffers).toBe(before);
  });

  test('through custom gradients, to the second order', () => {
    const doubled = tn.customGradient((x) => ({
      value: x.mul(x),
      gradient: (dy) => dy.mul(x).mul(20),
    }));
    const x = tn.constant(3);
    const outer = new tn.ForwardAccumulator(x, 1);
    const inner = new tn.ForwardAccumulator(x, 1);
    const y = outer.record(() => inner.record(() => doubled(x)));
    const first = inner.jvp(y) as tn.Tensor;
    expect([first.item(), outer.jvp(first)?.item()]).toEqual([60, 20]);
  });

  test('an op with several outputs and several varied inputs', () => {
    const x = tn.constant([1, 2, 3, 4]);
    const accumulator = new tn.ForwardAccumulator(x, [1, 10, 100, 1000]);
    const parts = accumulator.record(() => tn.split(x, 2));
    expect(accumulator.jvp(parts).map((part) => part?.arraySync())).toEqual([
      [1, 10],
      [100, 1000],
    ]);
  });
});

describe('memory', () => {
  test('a disposed accumulator leaves nothing behind', () => {
    const x = tn.constant([1, 2]);
    const before = tn.memory();
    tn.tidy(() => {
      const accumulator = new tn.ForwardAccumulator(x, [1, 1]);
      accumulator.record(() => tn.softmax(x.mul(x)).add(tn.matmul(x.reshape([1, 2]), tn.ones([2, 2]))));
      accumulator.dispose();
    });
    expect(tn.memory()).toEqual(before);
  });

  test('tangents of what was freed are let go of while it records', () => {
    const x = tn.constant([1, 2]);
    const accumulator = new tn.ForwardAccumulator(x, [1, 1]);
    const before = tn.memory()['reference:0'].buffers;
    accumulator.record(() => {
      for (let i = 0; i < 1000; i++) x.mul(i).dispose();
    });
    expect(tn.memory()['reference:0'].buffers - before).toBeLessThan(64);
    accumulator.dispose();
  });
});
