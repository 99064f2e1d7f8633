import { reference } from '@tenon/backend-reference';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

afterEach(() => {
  vi.restoreAllMocks();
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

test('a watched variable has the members of a variable, and can be updated by its gradient', () => {
  const v = new tn.Variable([1, 2]);
  const tape = new tn.GradientTape();
  const y = tape.record(() => v.square());
  const [watched] = tape.watchedVariables();
  const gradient: tn.Tensor<tn.FloatingDType> | null = tape.gradient(y, watched);
  if (gradient) watched.assignSub(gradient.mul(0.5));
  expect(v.arraySync()).toEqual([0, 0]);
});
