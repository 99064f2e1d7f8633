import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
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
