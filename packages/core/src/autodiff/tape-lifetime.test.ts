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
