import { reference } from '@tenon/backend-reference';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Records `fn` on a new tape that watches `watched`. */
function recorded<T>(
  watched: tn.Tensor | readonly tn.Tensor[],
  fn: () => T,
  options?: tn.GradientTapeOptions,
) {
  const tape = new tn.GradientTape(options);
  const value = tape.record(() => {
    tape.watch(watched);
    return fn();
  });
  return { tape, value };
}

describe('what a gradient is taken of', () => {
  test('with no computation between source and target it is ones', () => {
    const x = tn.constant([1, 2]);
    const { tape } = recorded(x, () => {});
    expect(tape.gradient(x, x)?.arraySync()).toEqual([1, 1]);
  });

  test('a target that is itself a source counts beside what other targets add', () => {
    const x = tn.constant(3);
    const y = tn.constant(5);
    const { tape, value: z } = recorded([x, y], () => y.mul(y));
    const [dx, dy] = tape.gradient([x, y, z], [x, y]);
    expect([dx?.item(), dy?.item()]).toEqual([1, 11]);
  });

  test('identity-like ops make distinct tensors, each with a gradient of its own', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => {
      const plus = x.add(0);
      const times = plus.mul(1);
      const same = tn.identity(times);
      return { plus, times, same, target: same.mul(same) };
    });
    const { plus, times, same, target } = value;
    const gradients = tape.gradient(target, [x, plus, times, same, target]);
    expect(new Set([x, plus, times, same]).size).toBe(4);
    expect(gradients.map((gradient) => gradient?.item())).toEqual([6, 6, 6, 6, 1]);
  });

  test('a source that only an identity-like op follows is not reached through the op before it', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => ({ same: tn.identity(x), target: x.mul(x) }));
    expect(tape.gradient(value.target, value.same)).toBeNull();
  });

  test('several targets sum', () => {
    const x = tn.constant(2);
    const { tape, value } = recorded(x, () => ({ a: x.mul(3), b: [x.mul(x)] }));
    expect(tape.gradient(value, x)?.item()).toBe(7);
  });

  test('the same target given twice counts twice', () => {
    const x = tn.constant(2);
    const { tape, value } = recorded(x, () => x.mul(3));
    expect(tape.gradient([value, value], x)?.item()).toBe(6);
  });

  test('a source may be an intermediate, and what lies before it does not matter', () => {
    const x = tn.constant(2);
    const { tape, value } = recorded(x, () => {
      const middle = x.mul(x);
      return { middle, target: middle.mul(middle) };
    });
    expect(tape.gradient(value.target, value.middle)?.item()).toBe(8);
  });

  test('sources come back in the structure in which they went in', () => {
    const x = tn.constant(2);
    const y = tn.constant(5);
    const { tape, value } = recorded([x, y], () => x.mul(y), { persistent: true });
    const gradients = tape.gradient(value, { pair: [x, y], nested: { deep: [{ y }] }, none: [] });
    expect(gradients.pair.map((gradient) => gradient?.item())).toEqual([5, 2]);
    expect(gradients.nested.deep[0].y?.item()).toBe(2);
    expect(gradients.none).toEqual([]);
    tape.dispose();
  });

  test('the same tensor as two arguments counts for each', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => x.mul(x).add(x));
    expect(tape.gradient(value, x)?.item()).toBe(7);
  });

  test('a repeated source repeats its gradient, and each may be disposed by itself', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => x.mul(x));
    const [first, second] = tape.gradient(value, [x, x]);
    first?.dispose();
    expect(second?.item()).toBe(6);
  });

  test('equal constants are different tensors', () => {
    const a = tn.constant(3);
    const b = tn.constant(3);
    const { tape, value } = recorded(a, () => a.mul(b));
    const [da, db] = tape.gradient(value, [a, b]);
    expect([da?.item(), db]).toEqual([3, null]);
  });

  test('a gradient has the shape and dtype of its source, with broadcasting undone', () => {
    const x = tn.constant([[1], [2]], { dtype: 'float64' });
    const y = tn.constant([1, 2, 3], { dtype: 'float64' });
    const { tape, value } = recorded([x, y], () => x.mul(y));
    const [dx, dy] = tape.gradient(value, [x, y]);
    expect([dx?.dtype, dx?.arraySync()]).toEqual(['float64', [[6], [6]]]);
    expect([dy?.dtype, dy?.arraySync()]).toEqual(['float64', [3, 3, 3]]);
  });
});

describe('where there is no gradient', () => {
  test('a source that the target does not depend on has null', () => {
    const x = tn.constant(1);
    const other = tn.constant(2);
    const { tape, value } = recorded([x, other], () => x.mul(2));
    expect(tape.gradient(value, other)).toBeNull();
  });

  test('or zeros of its shape, dtype and device, if asked', () => {
    const x = tn.constant(1);
    const other = tn.constant([1, 2], { dtype: 'float16' });
    const { tape, value } = recorded([x, other], () => x.mul(2));
    const zeros = tape.gradient(value, other, { unconnectedGradients: 'zero' });
    expect([zeros.dtype, zeros.device, zeros.arraySync()]).toEqual(['float16', other.device, [0, 0]]);
  });

  test('a choice for it that there is not is refused, and the tape can still be used', () => {
    const x = tn.constant([1]);
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      tape.watch(x);
      return x.square();
    });
    const options = { unconnectedGradients: 'zeros' as 'zero' };
    expect(() => tape.gradient(y, x, options)).toThrow(
      /gradient: unconnectedGradients must be 'none' or 'zero', got 'zeros'/,
    );
    expect(tape.gradient(y, x)?.arraySync()).toEqual([2]);
  });

  test('a source that is not watched has null, though the target depends on it', () => {
    const x = tn.constant(3);
    const weight = tn.constant(2);
    const { tape, value } = recorded(weight, () => x.mul(weight));
    expect(tape.gradient(value, x)).toBeNull();
  });

  test('integer and bool sources have null, zeros or not', () => {
    const x = tn.constant(1);
    const n = tn.constant(2, 'int32');
    const { tape, value } = recorded(x, () => x.mul(tn.cast(n, 'float32')), { persistent: true });
    expect(tape.gradient(value, [n, tn.constant(true)])).toEqual([null, null]);
    expect(tape.gradient(value, n, { unconnectedGradients: 'zero' })).toBeNull();
    tape.dispose();
  });

  test('an integer target gives null', () => {
    const x = tn.constant(1.5);
    const { tape, value } = recorded(x, () => tn.cast(x, 'int32'));
    expect(tape.gradient(value, x)).toBeNull();
  });

  test('it ends at an op that has none', () => {
    const x = tn.constant([3, 1]);
    const { tape, value } = recorded(x, () => tn.cast(tn.argmax(x), 'float32').add(x.at(0)));
    expect(tape.gradient(value, x)?.arraySync()).toEqual([1, 0]);
  });

  test('a source or a target that is no tensor is refused, naming its type', () => {
    const x = tn.constant(1);
    const { tape, value } = recorded(x, () => x.mul(2), { persistent: true });
    expect(() => tape.gradient(value, 'x')).toThrow(/GradientTape.gradient: expected a tensor .* got string/);
    expect(() => tape.gradient(new Map() as never, x)).toThrow(/GradientTape.gradient: expected .* got Map/);
    tape.dispose();
  });
});

describe('upstream gradients', () => {
  test('are honoured, in the structure of the targets', () => {
    const x = tn.constant([1, 2]);
    const { tape, value } = recorded(x, () => ({ a: x.mul(2), b: [x.mul(x)] }));
    const outputGradients = { a: [1, 10], b: [tn.constant([100, 1000])] };
    expect(tape.gradient(value, x, { outputGradients })?.arraySync()).toEqual([202, 4020]);
  });

  test('null among them means ones', () => {
    const x = tn.constant([1, 2]);
    const { tape, value } = recorded(x, () => [x.mul(2), x.mul(3)]);
    expect(tape.gradient(value, x, { outputGradients: [null, [10, 10]] })?.arraySync()).toEqual([32, 32]);
  });

  test('of another shape, dtype or structure are refused', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => [x.mul(x)], { persistent: true });
    const gradientFor = (outputGradients: tn.OutputGradients) => () =>
      tape.gradient(value, x, { outputGradients });
    expect(gradientFor([[1, 2]])).toThrow(/an output gradient is float32 \(2,\), but must be float32 \(\)/);
    expect(gradientFor([tn.constant(1, 'float64')])).toThrow(/is float64 \(\), but must be float32 \(\)/);
    expect(gradientFor([1, 2])).toThrow(
      /outputGradients must have the structure .* 1 parts \(0\); they have 2/,
    );
    expect(gradientFor({ a: 1 })).toThrow(/they have 1 \(a\)/);
    tape.dispose();
  });
});

describe('ops', () => {
  test('with several outputs, one of them unused, count it as zero', () => {
    const x = tn.constant([1, 2, 3, 4]);
    const { tape, value } = recorded(x, () => tn.split(x, 2)[0].mul(10));
    expect(tape.gradient(value, x)?.arraySync()).toEqual([10, 10, 0, 0]);
  });

  test('differentiable in only some inputs pass gradients to those', () => {
    const condition = tn.constant([true, false]);
    const x = tn.constant([1, 2]);
    const y = tn.constant([3, 4]);
    const { tape, value } = recorded([x, y], () => tn.where(condition, x, y));
    const [dCondition, dx, dy] = tape.gradient(value, [condition, x, y]);
    expect([dCondition, dx?.arraySync(), dy?.arraySync()]).toEqual([null, [1, 0], [0, 1]]);
  });

  test('are followed through the control flow of the language', () => {
    const x = tn.constant(2);
    const power = (n: number) =>
      recorded(x, () => {
        let product: tn.Tensor<'float32'> = x;
        for (let i = 1; i < n; i++) product = i % 2 === 0 ? tn.multiply(x, product) : product.mul(x);
        return product;
      });
    const gradients = [1, 2, 3, 5].map((n) => {
      const { tape, value } = power(n);
      return tape.gradient(value, x)?.item();
    });
    expect(gradients).toEqual([1, 4, 12, 80]);
  });

  test('on values that are not watched, and JavaScript numbers, are constants', () => {
    const x = tn.constant(2);
    const scale = tn.constant(5);
    const { tape, value } = recorded(x, () => tn.subtract(1, x.mul(scale)).mul(3));
    expect(tape.gradient(value, x)?.item()).toBe(-15);
  });

  test('may free what they were given before the gradient is asked for', () => {
    const x = tn.constant([1, 2]);
    const { tape, value } = recorded(x, () => {
      const squared = x.mul(x);
      const result = squared.mul(squared);
      squared.dispose();
      return result;
    });
    value.dispose();
    expect(tape.gradient(value, x)?.arraySync()).toEqual([4, 32]);
  });

  test('through a composite op that frees its temporaries give the gradient of its lowering', () => {
    const x = tn.constant([1, 2, 3]);
    const { tape, value } = recorded(x, () => tn.reduceMean(tn.square(x)));
    const gradient = tape.gradient(value, x)?.arraySync() as number[];
    expect(gradient.map((part) => Math.round(part * 1e6) / 1e6)).toEqual([0.666667, 1.333333, 2]);
  });
});

describe('failure', () => {
  test('an exception in the forward leaves no tape behind', () => {
    const x = tn.constant(3);
    const outer = new tn.GradientTape();
    const inner = new tn.GradientTape();
    expect(() =>
      outer.record(() =>
        inner.record(() => {
          throw new Error('forward');
        }),
      ),
    ).toThrow('forward');
    expect([outer.isRecording, inner.isRecording]).toEqual([false, false]);
    const { tape, value } = recorded(x, () => x.mul(x));
    expect(tape.gradient(value, x)?.item()).toBe(6);
  });

  test('an exception in a rule propagates, and uses the tape up', () => {
    const faulty = tn.customGradient((x) => ({
      value: x.mul(2),
      gradient: () => {
        throw new RangeError('rule');
      },
    }));
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => faulty(x));
    expect(() => tape.gradient(value, x)).toThrow(new RangeError('rule'));
    expect(() => tape.gradient(value, x)).toThrow(/can only be called once/);
  });

  test('a rule that gives a list of the wrong length is an error naming the op', () => {
    const glued = tn.composite('glued', {
      inputs: ['...values'],
      dtypes: { values: tn.floating },
      call: tn.signature<(values: readonly tn.Tensor<'float32'>[]) => tn.Tensor<'float32'>>(),
      gradient: 'rule',
      lower: ({ values }) => tn.addN([...values]),
    });
    tn.registerGradient(tn.gradientOf(glued, { rule: (_inputs, _attrs, dy) => ({ values: () => [dy] }) }));
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => glued([x, x]));
    expect(() => tape.gradient(value, x)).toThrow(/glued: .* gave 1 gradients for the 2 tensors of 'values'/);
  });

  test('a rule that gives a gradient of another shape or dtype is an error naming the op', () => {
    const shrunk = tn.composite('shrunk', {
      inputs: ['x'],
      dtypes: tn.floating,
      call: tn.signature<(x: tn.Tensor<'float32'>) => tn.Tensor<'float32'>>(),
      gradient: 'rule',
      lower: ({ x }) => tn.identity(x),
    });
    tn.registerGradient(tn.gradientOf(shrunk, { rule: () => ({ x: () => tn.constant(1) }) }));
    const x = tn.constant([1, 2]);
    const { tape, value } = recorded(x, () => shrunk(x));
    expect(() => tape.gradient(value, x)).toThrow(/shrunk: .* input 0 is float32 \(\), .* is float32 \(2,\)/);
  });

  test('an op without its rule runs and is recorded, and is an error where its gradient is asked for', () => {
    const orphan = tn.composite('orphan', {
      inputs: ['x'],
      dtypes: tn.floating,
      call: tn.signature<(x: tn.Tensor<'float32'>) => tn.Tensor<'float32'>>(),
      gradient: 'rule',
      lower: ({ x }) => tn.identity(x),
    });
    const x = tn.constant(1);
    const { tape, value } = recorded(x, () => orphan(x));
    expect(value.item()).toBe(1);
    expect(() => tape.gradient(value, x)).toThrow(/orphan declares a gradient rule, but none is registered/);
  });
});

describe('lifetime', () => {
  test('a second gradient on a tape that is not persistent throws', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => x.mul(x));
    tape.gradient(value, x);
    expect(() => tape.gradient(value, x)).toThrow(
      'GradientTape.gradient can only be called once on non-persistent tapes',
    );
    expect(() => tape.jacobian(value, x)).toThrow('can only be called once on non-persistent tapes');
  });

  test('a persistent tape answers any number of times, until it is disposed', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => x.mul(x), { persistent: true });
    expect([tape.gradient(value, x)?.item(), tape.gradient(value, x)?.item()]).toEqual([6, 6]);
    tape.dispose();
    tape.dispose();
    expect(() => tape.gradient(value, x)).toThrow('GradientTape.gradient: the tape has been disposed');
    expect(() => tape.record(() => {})).toThrow('GradientTape.record: the tape has been disposed');
  });

  test('a gradient may be asked for inside of the recording', () => {
    const x = tn.constant(3);
    const tape = new tn.GradientTape({ persistent: true });
    const gradient = tape.record(() => {
      tape.watch(x);
      return tape.gradient(x.mul(x), x);
    });
    expect(gradient?.item()).toBe(6);
    tape.dispose();
  });

  test('on a tape that is not persistent that ends the recording', () => {
    const x = tn.constant(3);
    const tape = new tn.GradientTape();
    tape.record(() => {
      tape.watch(x);
      expect(tape.gradient(x.mul(x), x)?.item()).toBe(6);
      expect(tape.isRecording).toBe(false);
    });
  });

  test('an active tape cannot be entered again, paused or not', () => {
    const tape = new tn.GradientTape();
    tape.record(() => {
      expect(() => tape.record(() => {})).toThrow(/cannot be entered while it is active/);
      expect(() => tape.stopRecording(() => tape.record(() => {}))).toThrow(/cannot be entered/);
    });
    expect(tape.isRecording).toBe(false);
  });

  test('a tape that was exited continues where it was', () => {
    const x = tn.constant(3);
    const { tape, value: y } = recorded(x, () => x.mul(2));
    const unseen = y.mul(100);
    const z = tape.record(() => y.mul(2));
    expect(tape.gradient([z, unseen], x)?.item()).toBe(4);
  });

  test('a tape that gave its gradient begins anew', () => {
    const x = tn.constant(3);
    const { tape, value } = recorded(x, () => x.mul(x));
    tape.gradient(value, x);
    const again = tape.record(() => {
      tape.watch(x);
      return x.mul(5);
    });
    expect(tape.gradient(again, x)?.item()).toBe(5);
  });

  test('a started tape records until it is disposed', () => {
    const x = tn.constant(3);
    const tape = tn.GradientTape.start({ persistent: true });
    tape.watch(x);
    const y = x.mul(x);
    expect([tape.isRecording, tape.gradient(y, x)?.item()]).toEqual([true, 6]);
    tape.dispose();
    expect(tape.isRecording).toBe(false);
  });

  test('`using` disposes it', () => {
    const inside = () => {
      using tape = tn.GradientTape.start();
      return tape;
    };
    expect(inside().isRecording).toBe(false);
  });

  test('stopRecording pauses the tape, and it alone', () => {
    const x = tn.constant(3);
    const outer = new tn.GradientTape();
    const [y, inner] = outer.record(() => {
      outer.watch(x);
      return recordedInside();
    });
    function recordedInside() {
      const tape = new tn.GradientTape();
      const value = tape.record(() => {
        tape.watch(x);
        return tape.stopRecording(() => x.mul(x));
      });
      return [value, tape] as const;
    }
    expect([outer.gradient(y, x)?.item(), inner.gradient(y, x)]).toEqual([6, null]);
  });

  test('a tape that ends inside of another tape’s pause stays ended after it', () => {
    const x = tn.constant(3);
    const paused = tn.GradientTape.start();
    const ending = tn.GradientTape.start();
    paused.stopRecording(() => ending.dispose());
    expect([paused.isRecording, ending.isRecording]).toEqual([true, false]);
    const before = tn.memory();
    x.mul(x).dispose();
    expect(tn.memory()).toEqual(before);
    paused.dispose();
  });

  test('a tape that starts inside of another tape’s pause records after it', () => {
    const x = tn.constant(3);
    const paused = tn.GradientTape.start();
    const started = paused.stopRecording(() => tn.GradientTape.start());
    started.watch(x);
    const y = x.mul(x);
    expect(started.gradient(y, x)?.item()).toBe(6);
    started.dispose();
    paused.dispose();
  });

  test('reset forgets the ops and all that is watched', () => {
    const x = tn.constant(3);
    const v = new tn.Variable(2);
    const { tape, value } = recorded(x, () => x.mul(v));
    tape.reset();
    expect(tape.watchedVariables()).toEqual([]);
    expect(tape.gradient(value, [x, v])).toEqual([null, null]);
  });

  test('after a reset a tape in the middle of its recording goes on from nothing', () => {
    const x = tn.constant(3);
    const tape = new tn.GradientTape();
    const [before, after] = tape.record(() => {
      tape.watch(x);
      const y = x.mul(x);
      tape.reset();
      tape.watch(x);
      return [y, x.mul(4)];
    });
    expect(tape.gradient([before, after], x)?.item()).toBe(4);
  });

  test('an asynchronous recording is refused', () => {
    const tape = new tn.GradientTape();
    expect(() => tape.record(async () => {})).toThrow(/the function is asynchronous/);
    expect(tape.isRecording).toBe(false);
  });
});

describe('higher orders', () => {
  test('nested tapes give the second and third derivative', () => {
    const x = tn.constant(2);
    const third = new tn.GradientTape();
    const second = new tn.GradientTape();
    const first = new tn.GradientTape();
    const fourthPower = () => x.mul(x).mul(x).mul(x);
    const d2 = third.record(() => {
      third.watch(x);
      const d1 = second.record(() => {
        second.watch(x);
        const value = first.record(() => {
          first.watch(x);
          return fourthPower();
        });
        return first.gradient(value, x) as tn.Tensor;
      });
      return second.gradient(d1, x) as tn.Tensor;
    });
    expect([d2.item(), third.gradient(d2, x)?.item()]).toEqual([48, 48]);
  });

  test('a persistent tape differentiates its own gradients', () => {
    const x = tn.constant(3);
    const tape = new tn.GradientTape({ persistent: true });
    const [y, dy] = tape.record(() => {
      tape.watch(x);
      const value = x.mul(x).mul(x);
      return [value, tape.gradient(value, x) as tn.Tensor];
    });
    expect([tape.gradient(y, x)?.item(), tape.gradient(dy, x)?.item()]).toEqual([27, 18]);
    tape.dispose();
  });

  test('through ops with rules of their own', () => {
    const a = tn.constant([
      [1, 2],
      [3, 4],
    ]);
    const outer = new tn.GradientTape();
    const inner = new tn.GradientTape();
    // The values are TensorFlow's.
    const da = outer.record(() => {
      outer.watch(a);
      const value = inner.record(() => {
        inner.watch(a);
        return tn.reduceSum(tn.square(tn.matmul(a, a)));
      });
      return tn.reduceSum(inner.gradient(value, a) as tn.Tensor<'float32'>);
    });
    expect([da.item(), outer.gradient(da, a)?.arraySync()]).toEqual([
      1180,
      [
        [208, 308],
        [308, 448],
      ],
    ]);
  });

  test('of a source that an op reads twice, once through a temporary that is gone', () => {
    const x = tn.constant([1, 2]);
    const outer = new tn.GradientTape();
    const dx = outer.record(() => {
      outer.watch(x);
      const { tape, value } = recorded(x, () => tn.tidy(() => x.mul(x).mul(x.mul(x))));
      return tape.gradient(value, x) as tn.Tensor;
    });
    expect([dx.arraySync(), outer.gradient(dx, x)?.arraySync()]).toEqual([
      [4, 32],
      [12, 48],
    ]);
  });
});

describe('watching', () => {
  test('trainable variables are watched on access, in order, once', () => {
    const a = new tn.Variable(1, { name: 'a' });
    const b = new tn.Variable(2, { name: 'b' });
    const c = new tn.Variable(3, { name: 'c' });
    const tape = new tn.GradientTape();
    const y = tape.record(() => b.mul(a).mul(b));
    expect(tape.watchedVariables()).toEqual([b, a]);
    expect(tape.gradient(y, [a, b, c]).map((gradient) => gradient?.item() ?? null)).toEqual([4, 4, null]);
  });

  test('variables that are not trainable are not', () => {
    const v = new tn.Variable(3, { trainable: false });
    const tape = new tn.GradientTape();
    const y = tape.record(() => v.mul(v));
    expect([tape.watchedVariables(), tape.gradient(y, v)]).toEqual([[], null]);
  });

  test('none is with `watchAccessedVariables: false`, but for those watched by hand', () => {
    const a = new tn.Variable(2);
    const b = new tn.Variable(3);
    const tape = new tn.GradientTape({ watchAccessedVariables: false });
    const y = tape.record(() => {
      tape.watch(b);
      return a.mul(b);
    });
    expect(tape.watchedVariables()).toEqual([b]);
    expect(tape.gradient(y, [a, b]).map((gradient) => gradient?.item() ?? null)).toEqual([null, 2]);
  });

  test('a variable that is not trainable can be watched by hand', () => {
    const v = new tn.Variable(3, { trainable: false });
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      tape.watch(v);
      return v.mul(v);
    });
    expect(tape.gradient(y, v)?.item()).toBe(6);
  });

  test('integer variables are not, without a warning', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const v = new tn.Variable(3, { dtype: 'int32' });
    const tape = new tn.GradientTape();
    tape.record(() => v.mul(v));
    expect([tape.watchedVariables(), warn.mock.calls]).toEqual([[], []]);
  });

  test('is per tape', () => {
    const a = new tn.Variable(2);
    const b = new tn.Variable(3);
    const outer = new tn.GradientTape();
    const inner = new tn.GradientTape();
    outer.record(() => {
      a.mul(2);
      inner.record(() => b.mul(2));
    });
    expect([outer.watchedVariables(), inner.watchedVariables()]).toEqual([[a, b], [b]]);
  });

  test('takes tensors and variables in any structure', () => {
    const x = tn.constant(2);
    const v = new tn.Variable(3, { trainable: false });
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      tape.watch({ x, more: [v] });
      return x.mul(v);
    });
    expect(tape.gradient(y, [x, v]).map((gradient) => gradient?.item())).toEqual([3, 2]);
  });

  test('warns for integers', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const tape = new tn.GradientTape();
    tape.watch(tn.constant(1, 'int32'));
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/int32; only floating dtypes have gradients/),
    );
  });

  test('throws for what is no tensor, naming its type', () => {
    const tape = new tn.GradientTape();
    expect(() => tape.watch('x' as never)).toThrow(/GradientTape.watch: expected a tensor .* got string/);
    expect(() => tape.watch([1] as never)).toThrow(/got number/);
    expect(() => tape.watch(new Date() as never)).toThrow(/got Date/);
    expect(() => tape.watch(null as never)).toThrow(/got null/);
  });

  test('counts from when it begins: what was computed before is not followed', () => {
    const x = tn.constant(2);
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      const before = x.mul(x);
      tape.watch(x);
      return before.mul(x);
    });
    expect(tape.gradient(y, x)?.item()).toBe(4);
  });

  test('a variable read before and after an assignment counts with the value it had', () => {
    const v = new tn.Variable(1);
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      const before = v.mul(2);
      v.assign(v.mul(7));
      return before.add(v.mul(v));
    });
    // 2, and twice the 7 that was read after the assignment.
    expect([tape.gradient(y, v)?.item(), v.item()]).toEqual([16, 7]);
  });

  test('a variable updated after the recording does not change the gradient', () => {
    const v = new tn.Variable([1, 2]);
    const tape = new tn.GradientTape();
    const y = tape.record(() => v.mul(v));
    v.assignAdd([10, 10]);
    expect(tape.gradient(y, v)?.arraySync()).toEqual([2, 4]);
  });

  test('a variable may be the target', () => {
    const v = new tn.Variable(2);
    const tape = new tn.GradientTape();
    tape.record(() => v.mul(2));
    expect(tape.gradient(v, v)?.item()).toBe(1);
  });
});

test('the types of gradients are those of their sources', () => {
  const x = tn.constant(2, 'float64');
  const { tape, value } = recorded(x, () => x.mul(x), { persistent: true });
  const gradient: tn.Tensor<'float64'> | null = tape.gradient(value, x);
  const zero: tn.Tensor<'float64'> = tape.gradient(value, x, { unconnectedGradients: 'zero' });
  // @ts-expect-error: without zeros it may be null.
  const unchecked: tn.Tensor<'float64'> = tape.gradient(value, x);
  const both: { a: tn.Tensor<'float64'> | null; b: (tn.Tensor<'float64'> | null)[] } = tape.gradient(value, {
    a: x,
    b: [x],
  });
  expect([gradient, zero, unchecked, both.a, both.b[0]].map((part) => part?.item())).toEqual([4, 4, 4, 4, 4]);
  tape.dispose();
});

test('a watched variable has the members of a variable, and can be updated by its gradient', () => {
  const v = new tn.Variable([1, 2]);
  const tape = new tn.GradientTape();
  const y = tape.record(() => v.square());
  const [watched] = tape.watchedVariables();
  const gradient: tn.Tensor<tn.FloatingDType> | null = tape.gradient(y, watched);
  if (gradient) watched.assignSub(gradient.mul(0.5));
  expect(v.arraySync()).toEqual([0, 0]);
});
