import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { reference } from '@tenon/backend-reference';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Backend } from '../backend/index.ts';
import * as tn from '../index.ts';

let backend: Backend;

async function useReference(memoryLimit?: number): Promise<void> {
  backend = reference({ memoryLimit });
  await tn.use(backend);
}

beforeEach(() => useReference());

afterEach(() => {
  tn.unregister(backend);
});

const held = () => tn.memory()['reference:0'];

describe('memory', () => {
  test('counts storages and their bytes; views share one', () => {
    expect(held()).toEqual({ buffers: 0, bytes: 0 });
    const x = tn.zeros([2, 3]);
    const view = x.transpose();
    expect(held()).toEqual({ buffers: 1, bytes: 24 });
    x.dispose();
    expect(held()).toEqual({ buffers: 1, bytes: 24 });
    view.dispose();
    expect(held()).toEqual({ buffers: 0, bytes: 0 });
  });

  test('includes what tapes retain', () => {
    const tape = new tn.GradientTape();
    tn.tidy(() =>
      tape.record(() => {
        const x = tn.ones([2]);
        tape.watch(x);
        tn.exp(x).add(3);
      }),
    );
    // The output of exp, which its gradient reads.
    expect(held()).toEqual({ buffers: 1, bytes: 8 });
    tape.dispose();
    expect(held()).toEqual({ buffers: 0, bytes: 0 });
  });
});

/** A small model with several kinds of ops in it: kernels, views, composites, a custom gradient, a variable. */
function model(v: tn.Variable) {
  const scaled = tn.customGradient((x) => {
    const e = tn.exp(x);
    return { value: tn.log(e.add(1)), gradient: (dy) => dy.mul(e).div(e.add(1)) };
  });
  const block = tn.recomputeGrad((x: tn.Tensor<'float32'>) => tn.tanh(tn.matmul(x, v)));
  return (x: tn.Tensor<'float32'>) =>
    tn.reduceSum(scaled(tn.softmax(block(x).transpose())).mul(tn.concat([x, x], 0).at(':2')));
}

describe('nothing stays behind', () => {
  /** Runs `fn` twice in a tidy of its own, so that what is made once is made, and counts. */
  function expectNoGrowth(fn: (x: tn.Tensor<'float32'>, v: tn.Variable) => void): void {
    using x = tn.constant([
      [1, 2],
      [3, 4],
    ]);
    using v = new tn.Variable([
      [0.1, 0.2],
      [0.3, 0.4],
    ]);
    const before = held();
    for (let run = 0; run < 2; run++) {
      tn.tidy(() => fn(x, v));
      expect(held()).toEqual(before);
    }
  }

  test('of a gradient', () => {
    expectNoGrowth((x, v) => {
      const tape = new tn.GradientTape();
      const y = tape.record(() => {
        tape.watch(x);
        return model(v)(x);
      });
      expect(tape.gradient(y, [x, v]).every((gradient) => gradient)).toBe(true);
    });
  });

  test('of a tape that was never asked', () => {
    expectNoGrowth((x, v) => {
      using tape = tn.GradientTape.start();
      tape.watch(x);
      model(v)(x);
    });
  });

  test('of a persistent tape, asked several times, inside and outside of its recording', () => {
    expectNoGrowth((x, v) => {
      const tape = new tn.GradientTape({ persistent: true });
      const y = tape.record(() => {
        tape.watch(x);
        const value = model(v)(x);
        tape.gradient(value, v);
        return value;
      });
      tape.gradient(y, x);
      tape.jacobian(y, [x, v]);
      tape.dispose();
    });
  });

  test('of nested tapes and accumulators, to the second order', () => {
    expectNoGrowth((x, v) => {
      tn.hessian(model(v))(x);
      tn.hvp(model(v), [x], [tn.ones([2, 2])]);
      const accumulator = new tn.ForwardAccumulator([x, v], [tn.ones([2, 2]), tn.ones([2, 2])]);
      const tape = new tn.GradientTape();
      const products = tape.record(() => {
        const y = accumulator.record(() => model(v)(x));
        return accumulator.jvp(y) as tn.Tensor;
      });
      tape.gradient(products, v);
      accumulator.dispose();
    });
  });

  test('of an exception in the forward', () => {
    expectNoGrowth((x, v) => {
      const tape = new tn.GradientTape();
      const failing = () =>
        tape.record(() => {
          model(v)(x).mul([1, 2, 3]).add([1, 2]);
        });
      expect(failing).toThrow(/do not broadcast/);
      tape.dispose();
    });
  });

  test('of an exception in a rule, in either mode', () => {
    const faulty = tn.customGradient((x) => {
      const captured = x.mul(2);
      return {
        value: captured.mul(captured),
        gradient: (dy) => {
          dy.mul(captured);
          throw new Error('rule');
        },
      };
    });
    expectNoGrowth((x, v) => {
      const run = () => model(v)(faulty(x.mul(v)));
      const tape = new tn.GradientTape();
      const y = tape.record(run);
      expect(() => tape.gradient(y, v)).toThrow('rule');
      const accumulator = new tn.ForwardAccumulator(v, tn.ones([2, 2]));
      expect(() => accumulator.record(run)).toThrow('rule');
      accumulator.dispose();
    });
  });

  test('of calls that failed before they ran', () => {
    expectNoGrowth((x) => {
      expect(() => x.add([[1, 2, 3]])).toThrow();
      expect(() => tn.concat([x, tn.ones([1])], 0)).toThrow();
      expect(() => tn.softmax(x.at(0), 3)).toThrow();
      expect(() => new tn.Variable(x, { dtype: 'float64' as never })).toThrow();
      expect(() => new tn.ForwardAccumulator([x, x], [x, x])).toThrow();
    });
  });
});

describe('running out of memory', () => {
  beforeEach(async () => {
    tn.unregister(backend);
    await useReference(1000);
  });

  test('says what was asked, what is held, and by how many tensors', () => {
    const x = tn.zeros([100]);
    const y = x.add(1);
    expect(() => x.mul(y)).toThrow(tn.ResourceExhaustedError);
    expect(() => x.mul(y)).toThrow(
      'multiply: no room for float32 (100,) (400 bytes) on reference:0, where 2 tensors hold 800 bytes.',
    );
    expect(() => tn.constant(new Float32Array(100))).toThrow(
      /constant: no room for float32 \(100,\) \(400 bytes\)/,
    );
  });

  test('leaves everything usable', () => {
    const x = tn.ones([100]);
    const y = x.add(1);
    const before = held();
    expect(() => tn.softmax(x)).toThrow(tn.ResourceExhaustedError);
    expect([held(), x.arraySync(), (y.arraySync() as number[])[99]]).toEqual([
      before,
      new Array(100).fill(1),
      2,
    ]);
    y.dispose();
    expect((x.add(2).arraySync() as number[])[5]).toBe(3);
  });

  test('in the middle of a gradient leaves nothing behind', () => {
    const x = tn.ones([60]);
    const before = held();
    const tape = new tn.GradientTape();
    tn.tidy(() => {
      const y = tape.record(() => {
        tape.watch(x);
        return tn.exp(tn.exp(x));
      });
      const ballast = tn.zeros([60]);
      expect(() => tape.gradient(y, x)).toThrow(tn.ResourceExhaustedError);
      ballast.dispose();
    });
    expect(held()).toEqual(before);
  });

  test('in an assignment leaves the variable as it was', () => {
    const v = new tn.Variable(tn.ones([100]));
    const holding = v.value();
    expect(() => v.assign(new Float32Array(100))).toThrow(tn.ResourceExhaustedError);
    expect(v.at(0).item()).toBe(1);
    holding.dispose();
  });
});

describe('what is merely dropped', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');

  /** Collects until the finalizers have brought the count down, or gives up. */
  async function settle(buffers: number): Promise<number> {
    for (let attempt = 0; attempt < 50 && held().buffers > buffers; attempt++) {
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return held().buffers;
  }

  test('is freed when the garbage collector finds it: tensors, tapes, variables and accumulators', async () => {
    const kept = tn.ones([2]);
    (() => {
      for (let i = 0; i < 100; i++) kept.add(i);
      const tape = new tn.GradientTape({ persistent: true });
      tape.record(() => {
        tape.watch(kept);
        return tn.exp(kept.mul(kept));
      });
      new tn.Variable([1, 2]).assignAdd([1, 1]);
      new tn.ForwardAccumulator(kept, [1, 1]).record(() => kept.mul(kept));
      tn.customGradient((x) => ({ value: x.mul(2), gradient: (dy) => dy.mul(x) }))(kept);
    })();
    expect(held().buffers).toBeGreaterThan(100);
    expect(await settle(1)).toBe(1);
    expect(kept.arraySync()).toEqual([1, 1]);
  });

  test('is freed once: what was disposed before is not freed again', async () => {
    (() => {
      for (let i = 0; i < 100; i++) tn.ones([2]).dispose();
    })();
    const kept = tn.ones([2]);
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(held()).toEqual({ buffers: 1, bytes: 8 });
    kept.dispose();
  });
});
