import { reference } from '@tenon/backend-reference';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import type { Backend } from '../backend/index.ts';
import * as tn from '../index.ts';

let backends: Backend[] = [];

beforeEach(async () => {
  backends = [reference(), reference()];
  for (const backend of backends) await tn.use(backend);
});

afterEach(() => {
  for (const backend of backends) tn.unregister(backend);
});

const buffers = () => tn.memory()['reference:0'].buffers;

describe('the dtype', () => {
  test('is that of the initial value', () => {
    const float = new tn.Variable([1, 2]);
    const bool = new tn.Variable([true]);
    const int64 = new tn.Variable(1n);
    const uint8 = new tn.Variable(new Uint8Array([1]));
    const int8 = new tn.Variable(tn.constant([1], 'int8'));
    expectTypeOf(float).toEqualTypeOf<tn.Variable<'float32'>>();
    expectTypeOf(bool).toEqualTypeOf<tn.Variable<'bool'>>();
    expectTypeOf(int64).toEqualTypeOf<tn.Variable<'int64'>>();
    expectTypeOf(uint8).toEqualTypeOf<tn.Variable<'uint8'>>();
    expectTypeOf(int8).toEqualTypeOf<tn.Variable<'int8'>>();
    expect([float, bool, int64, uint8, int8].map(({ dtype }) => dtype)).toEqual([
      'float32',
      'bool',
      'int64',
      'uint8',
      'int8',
    ]);
  });

  test('or the one asked for', () => {
    const v = new tn.Variable([4], { dtype: 'float64' });
    expectTypeOf(v).toEqualTypeOf<tn.Variable<'float64'>>();
    expect([v.dtype, v.arraySync()]).toEqual(['float64', [4]]);
  });

  test('is never converted: a tensor of another dtype is refused', () => {
    const integers = tn.constant([1], 'int32');
    expect(() => new tn.Variable(integers, { dtype: 'float32' as never })).toThrow(
      /Variable:0: the initial value is int32, not float32. Use tn.cast/,
    );
  });
});

describe('the initial value', () => {
  test('may be a function, run once', () => {
    let runs = 0;
    const v = new tn.Variable(() => {
      runs++;
      return tn.ones([2], 'float64');
    });
    expectTypeOf(v).toEqualTypeOf<tn.Variable<'float64'>>();
    expect([v.arraySync(), runs]).toEqual([[1, 1], 1]);
    expect(new tn.Variable(() => [3]).arraySync()).toEqual([3]);
  });

  test('that a function makes is freed with all that it makes on the way', () => {
    const before = buffers();
    const v = new tn.Variable(() => tn.ones([2]).mul(3).add(1));
    expect(buffers()).toBe(before + 1);
    v.dispose();
    expect(buffers()).toBe(before);
  });

  test('is copied: neither of the two changes with the other', () => {
    const x = tn.constant([1, 2]);
    const v = new tn.Variable(x);
    v.assignAdd([10, 10]);
    expect([x.arraySync(), v.arraySync()]).toEqual([
      [1, 2],
      [11, 12],
    ]);
    x.dispose();
    expect(v.arraySync()).toEqual([11, 12]);
  });

  test('may be another variable: a copy is independent', () => {
    const original = new tn.Variable([1, 2]);
    const copy = new tn.Variable(original);
    original.assign([3, 4]);
    copy.assignAdd([10, 10]);
    expect([original.arraySync(), copy.arraySync()]).toEqual([
      [3, 4],
      [11, 12],
    ]);
  });

  test('goes to the device of the scope, or of the tensor', () => {
    const there = tn.device('reference:1', () => tn.constant([1]));
    const here = tn.constant([1]);
    expect(new tn.Variable(there).device).toBe('reference:1');
    expect(tn.device('reference:1', () => new tn.Variable(here)).device).toBe('reference:1');
    expect(tn.device('reference:1', () => new tn.Variable([1])).device).toBe('reference:1');
  });

  test('outlives a tidy', () => {
    const v = tn.tidy(() => {
      const inside = new tn.Variable([1]);
      inside.assign(inside.add(1));
      const held = inside.value();
      inside.assign([5]);
      held.dispose();
      return inside;
    });
    expect(v.arraySync()).toEqual([5]);
  });
});

describe('assigning', () => {
  test('assign, assignAdd and assignSub return the variable', () => {
    const v = new tn.Variable([1, 2]);
    expect(v.assign([3, 4])).toBe(v);
    expect(v.assignAdd(tn.constant([10, 10]))).toBe(v);
    expect(v.assignSub([1, 2])).toBe(v);
    expect(v.arraySync()).toEqual([12, 12]);
  });

  test('takes the variable itself, and other variables', () => {
    const v = new tn.Variable([1, 2]);
    const w = new tn.Variable([10, 20]);
    v.assignAdd(v);
    v.assign(v);
    v.assignSub(w);
    expect([v.arraySync(), w.arraySync()]).toEqual([
      [-8, -16],
      [10, 20],
    ]);
  });

  test('does not broadcast and does not convert', () => {
    const v = new tn.Variable([1, 2], { name: 'w' });
    expect(() => v.assign(1)).toThrow(
      'assign of w:0: the variable is float32 (2,), the value float32 (). Neither shape nor dtype of a variable can change.',
    );
    expect(() => v.assignAdd([[1, 2]])).toThrow(/assignAdd of w:0: .* the value float32 \(1, 2\)/);
    expect(() => v.assignSub(tn.constant([1, 2], 'int32') as never)).toThrow(/the value int32 \(2,\)/);
  });

  test('what fails leaves the variable as it was, and nothing behind', () => {
    const v = new tn.Variable([1, 2]);
    const before = tn.memory();
    expect(() => v.assign([1, 2, 3])).toThrow();
    expect(() => v.assignAdd([1, Number('x'), 'y' as never])).toThrow();
    expect(() => v.scatterUpdate({ indices: [9], values: [1] })).toThrow(/is not in \[0, 2\)/);
    expect([v.arraySync(), tn.memory()]).toEqual([[1, 2], before]);
  });

  test('a kernel that fails leaves the variable as it was', () => {
    const failing = reference();
    const backend: Backend = {
      ...failing,
      name: 'failing',
      kernels: {
        ...failing.kernels,
        map: (...args) => {
          if (armed) throw new tn.FailedPreconditionError('the kernel failed');
          failing.kernels.map(...(args as Parameters<typeof failing.kernels.map>));
        },
      },
    };
    let armed = false;
    backends.push(backend);
    return tn.use(backend).then((name) => {
      const v = tn.device(name, () => new tn.Variable([1, 2]));
      const held = v.value();
      const before = tn.memory();
      armed = true;
      expect(() => v.assignAdd([1, 1])).toThrow('the kernel failed');
      armed = false;
      expect([v.arraySync(), tn.memory()]).toEqual([[1, 2], before]);
      held.dispose();
    });
  });

  test('what was read before stays what it was', () => {
    const v = new tn.Variable([1, 2]);
    const before = v.value();
    const view = v.reshape([2, 1]);
    v.assignAdd([10, 10]);
    expect([before.arraySync(), view.arraySync(), v.readValue().arraySync()]).toEqual([
      [1, 2],
      [[1], [2]],
      [11, 12],
    ]);
  });

  test('reads that are under way get the value that they asked for', async () => {
    const v = new tn.Variable([1, 2]);
    const reading = v.data();
    v.assign([3, 4]);
    expect([...(await reading)]).toEqual([1, 2]);
  });

  test('allocates nothing where nobody holds the old value', () => {
    const v = new tn.Variable([1, 2]);
    const delta = tn.constant([1, 1]);
    const before = tn.memory();
    for (let i = 0; i < 10; i++) v.assignAdd(delta);
    expect([v.arraySync(), tn.memory()]).toEqual([[11, 12], before]);
  });

  test('values go to the device of the variable; tensors of another device are refused, scalars follow', () => {
    const v = tn.device('reference:1', () => new tn.Variable([1, 2]));
    const scalar = tn.device('reference:1', () => new tn.Variable(1));
    v.assign([3, 4]);
    scalar.assign(tn.constant(5));
    expect([v.device, v.arraySync(), scalar.item()]).toEqual(['reference:1', [3, 4], 5]);
    expect(() => v.assign(tn.constant([5, 6]))).toThrow(
      "assign of Variable:0: the variable is on reference:1, the value on reference:0. Move the value first, with x.to('reference:1').",
    );
  });

  test('is not recorded by a tape, which watches what is read for it', () => {
    const v = new tn.Variable(2);
    const w = new tn.Variable(3);
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      v.assign(w);
      return v.mul(2);
    });
    expect([tape.watchedVariables(), tape.gradient(y, w)]).toEqual([[w, v], null]);
  });

  test('a disposed variable says so', () => {
    const v = new tn.Variable([1], { name: 'w' });
    v.dispose();
    v.dispose();
    expect(() => v.assign([2])).toThrow('assign of w:0: the variable has been disposed.');
    expect(() => v.add(1)).toThrow('read of w:0: the variable has been disposed.');
    expect(v.isDisposed).toBe(true);
  });
});

describe('scatter updates', () => {
  const rows = () =>
    new tn.Variable([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);

  // The expected values are TensorFlow's.
  test('of slices along the first axis', () => {
    const slices = { indices: [2, 0], values: [[10, 20], tn.ones([2]).arraySync() as number[]] };
    const results = (['Update', 'Add', 'Sub', 'Mul', 'Div', 'Min', 'Max'] as const).map((kind) =>
      rows()[`scatter${kind}`](slices).arraySync(),
    );
    expect(results.map((result) => [(result as number[][])[0], (result as number[][])[2]])).toEqual([
      [
        [1, 1],
        [10, 20],
      ],
      [
        [2, 3],
        [15, 26],
      ],
      [
        [0, 1],
        [-5, -14],
      ],
      [
        [1, 2],
        [50, 120],
      ],
      [
        [1, 2],
        [0.5, 0.30000001192092896],
      ],
      [
        [1, 1],
        [5, 6],
      ],
      [
        [1, 2],
        [10, 20],
      ],
    ]);
  });

  test('fold those of one place, and take one value for all', () => {
    const v = rows();
    expect(v.scatterAdd({ indices: [0, 0], values: 1 }).arraySync()).toEqual([
      [3, 4],
      [3, 4],
      [5, 6],
    ]);
    const n = new tn.Variable([-7, 100], { dtype: 'int32' });
    expect(n.scatterDiv({ indices: [0, 1, 1], values: [2, 3, 5] }).arraySync()).toEqual([-3, 6]);
  });

  test('of slices that rows of indices address', () => {
    const v = rows();
    expect(v.scatterNdUpdate([[0, 1]], [20])).toBe(v);
    v.scatterNdAdd(
      [[1], [1]],
      [
        [10, 10],
        [100, 100],
      ],
    );
    v.scatterNdSub([[2, 0]], [5]);
    v.scatterNdMin([[2, 1]], [-1]);
    v.scatterNdMax([[0, 0]], [9]);
    expect(v.arraySync()).toEqual([
      [9, 20],
      [113, 114],
      [0, -1],
    ]);
  });

  test('leave nothing behind', () => {
    const v = rows();
    const before = tn.memory();
    v.scatterDiv({ indices: [0], values: [[2, 2]] }).scatterNdAdd([[0]], [[1, 1]]);
    expect(tn.memory()).toEqual(before);
  });

  test('leave what was read before as it was', () => {
    const v = rows();
    const before = v.value();
    v.scatterAdd({ indices: [0], values: 1 });
    expect(before.at(0).arraySync()).toEqual([1, 2]);
  });
});

describe('the properties', () => {
  test('name, trainable, constraint, shape', () => {
    const constraint = (value: tn.Tensor<'float32'>) => tn.relu(value);
    const v = new tn.Variable([[-1, 2]], { name: 'weights', trainable: false, constraint });
    expect([v.name, v.trainable, v.shape, v.rank, v.size]).toEqual(['weights:0', false, [1, 2], 2, 2]);
    // As in TensorFlow it is for an optimizer to apply.
    expect(v.assign([[-3, 4]]).arraySync()).toEqual([[-3, 4]]);
    expect(v.constraint?.(v.value()).arraySync()).toEqual([[0, 4]]);
  });

  test('names may repeat', () => {
    const a = new tn.Variable(1, { name: 'w' });
    const b = new tn.Variable(2, { name: 'w' });
    expect([a.name, b.name, a.item(), b.item()]).toEqual(['w:0', 'w:0', 1, 2]);
  });

  test('a variable prints its name and its value', () => {
    expect(
      String(
        new tn.Variable([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      ),
    ).toBe(
      "<tn.Variable 'Variable:0' shape=(3, 2) dtype=float32, values=\n[[1., 2.],\n [3., 4.],\n [5., 6.]]>",
    );
    expect(String(new tn.Variable(3, { name: 'n', dtype: 'int32' }))).toBe(
      "<tn.Variable 'n:0' shape=() dtype=int32, values=3>",
    );
  });

  test('a variable stands where a tensor does, with its methods', () => {
    const v = new tn.Variable([1, 4]);
    expect([tn.sqrt(v).arraySync(), v.mul(2).arraySync(), v instanceof tn.Variable]).toEqual([
      [1, 2],
      [2, 8],
      true,
    ]);
  });

  test('an update of the wrong dtype does not compile', () => {
    const v = new tn.Variable([1]);
    // @ts-expect-error: the variable is float32.
    expect(() => v.assign(tn.constant([1], 'int32'))).toThrow(/int32/);
  });
});
