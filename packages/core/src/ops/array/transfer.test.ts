import { reference } from '@tenon/backend-reference';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Backend } from '../../backend/index.ts';
import * as tn from '../../index.ts';

let backends: Backend[] = [];

/** reference:0 and reference:1, and a backend that says it is a GPU and cannot be read at once. */
beforeEach(async () => {
  const card = reference();
  const supports = { ...card.supports, syncRead: false };
  backends = [
    reference(),
    reference(),
    { ...card, name: 'card', deviceKind: 'gpu', preference: -1, supports, readSync: undefined },
  ];
  for (const backend of backends) await tn.use(backend);
});

afterEach(() => {
  for (const backend of backends) tn.unregister(backend);
});

const cpu = <T>(fn: () => T) => tn.device('reference:0', fn);
const other = <T>(fn: () => T) => tn.device('reference:1', fn);

describe('where tensors are', () => {
  test('new ones go to the scope, the innermost of them; results stay with their inputs', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const [y, z] = other(() => [tn.constant([3]), x.mul(x)]);
    const nested = other(() => cpu(() => tn.zeros([2])));
    expect([x, y, z, nested].map(({ device }) => device)).toEqual([
      'reference:0',
      'reference:1',
      'reference:0',
      'reference:0',
    ]);
  });

  test('a scope ends when its function throws', () => {
    const failing = () =>
      other(() => {
        throw new Error('inside');
      });
    expect(failing).toThrow('inside');
    expect(cpu(() => tn.zeros([1])).device).toBe('reference:0');
  });

  test('without a scope a GPU is preferred', () => {
    expect(tn.zeros([1]).device).toBe('card:0');
  });

  test('TensorFlow’s spellings name the best device of a kind', () => {
    const names = ['/cpu:0', '/CPU:0', 'CPU:1', '/device:CPU:0', '/gpu:0', 'GPU:0', '/device:GPU:0'];
    expect(names.map((name) => tn.device(name, () => tn.zeros([1]).device))).toEqual([
      'reference:0',
      'reference:0',
      'reference:1',
      'reference:0',
      'card:0',
      'card:0',
      'card:0',
    ]);
    expect(() => tn.device('/gpu:1', () => {})).toThrow(
      "Unknown device '/gpu:1'. Registered devices: reference:0, reference:1, card:0.",
    );
  });

  test('devices lists them, by kind if asked', () => {
    expect(tn.devices().map(({ name, kind, syncRead }) => [name, kind, syncRead])).toEqual([
      ['reference:0', 'cpu', true],
      ['reference:1', 'cpu', true],
      ['card:0', 'gpu', false],
    ]);
    expect(tn.devices('gpu').map(({ name }) => name)).toEqual(['card:0']);
    expect(tn.devices('cpu')[0].dtypes).toContain('float32');
  });

  test('a device that was taken away says so where its tensors are used', () => {
    const x = other(() => tn.constant([1, 2]));
    tn.unregister(backends[1]);
    expect(() => x.mul(x)).toThrow(/lived on reference:1, which is no longer registered/);
    expect(tn.devices().map(({ name }) => name)).toEqual(['reference:0', 'card:0']);
    x.dispose();
  });
});

describe('transfer', () => {
  test('copies to the named device', () => {
    const x = cpu(() =>
      tn.constant([
        [1, 2],
        [3, 4],
      ]),
    );
    const y = x.transpose().to('reference:1');
    expect([y.device, y.arraySync()]).toEqual([
      'reference:1',
      [
        [1, 3],
        [2, 4],
      ],
    ]);
    x.dispose();
    expect(y.arraySync()).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test('to the device where it is gives a distinct tensor, and copies nothing', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const before = tn.memory()['reference:0'];
    const y = x.to('/cpu:0');
    expect([y === x, y.id === x.id, tn.memory()['reference:0']]).toEqual([false, false, before]);
  });

  test('from a device that cannot be read at once says what to do', () => {
    const x = tn.zeros([2, 2]);
    expect(() => x.to('reference:0')).toThrow(
      /transfer.*: card:0 cannot be read synchronously, so float32 \(2, 2\) cannot move to reference:0/,
    );
  });

  test('to a device that there is not lists those that there are', () => {
    const x = cpu(() => tn.zeros([1]));
    expect(() => x.to('cuda:0')).toThrow(/Unknown device 'cuda:0'. Registered devices: reference:0/);
  });
});

describe('identity', () => {
  test('is a distinct tensor of the same elements', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const y = tn.identity(x);
    expect([y === x, y.device, y.arraySync()]).toEqual([false, 'reference:0', [1, 2]]);
  });

  test('copies to the device of the scope', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const y = other(() => tn.identity(x));
    expect([y.device, y.arraySync()]).toEqual(['reference:1', [1, 2]]);
  });
});

describe('mixing devices', () => {
  test('is an error that names both, and says what to do', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const y = other(() => tn.constant([3, 4]));
    expect(() => x.add(y)).toThrow(
      'add: inputs are on reference:0 (float32 (2,)) and on reference:1 (float32 (2,)). ' +
        "Move one of them first, with x.to('reference:0').",
    );
    expect(() => x.add(y)).toThrow(tn.DeviceError);
  });

  test('is no error for scalars that the host holds: they follow the others', () => {
    const x = other(() => tn.constant([1, 2]));
    const scale = cpu(() => tn.constant(10));
    const results = [x.mul(scale), tn.multiply(scale, x), tn.softmax(x.mul(scale).sub(scale))];
    expect(results.map(({ device }) => device)).toEqual(['reference:1', 'reference:1', 'reference:1']);
    expect(results[0].arraySync()).toEqual([10, 20]);
    const onCard = tn.zeros([2]).add(scale);
    expect(onCard.device).toBe('card:0');
  });

  test('leaves no copies of them behind, also when the op fails', () => {
    const x = other(() => tn.constant([1, 2]));
    const scale = cpu(() => tn.constant(10));
    const before = tn.memory();
    x.mul(scale).dispose();
    expect(() => tn.matmul(x, scale)).toThrow();
    expect(tn.memory()).toEqual(before);
  });

  test('JavaScript numbers go where the tensor beside them is', () => {
    const x = other(() => tn.constant([1, 2]));
    expect(x.add(1).device).toBe('reference:1');
  });
});

describe('gradients', () => {
  test('cross from one device to another and back', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      tape.watch(x);
      const there = x.mul(x).to('reference:1');
      const squared = there.mul(there);
      return squared.to('reference:0').add(x);
    });
    const gradient = tape.gradient(y, x);
    expect([y.device, gradient?.device, gradient?.arraySync()]).toEqual([
      'reference:0',
      'reference:0',
      [5, 33],
    ]);
  });

  test('come back to the device of each source', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const y = other(() => tn.constant([3, 4]));
    const tape = new tn.GradientTape();
    const target = tape.record(() => {
      tape.watch([x, y]);
      return x.to('reference:1').mul(y);
    });
    const gradients = tape.gradient(target, [x, y]);
    expect(gradients.map((gradient) => [gradient?.device, gradient?.arraySync()])).toEqual([
      ['reference:0', [3, 4]],
      ['reference:1', [1, 2]],
    ]);
  });

  test('of a host scalar come back to the host', () => {
    const x = other(() => tn.constant([1, 2]));
    const scale = cpu(() => tn.constant(10));
    const tape = new tn.GradientTape({ persistent: true });
    const y = tape.record(() => {
      tape.watch([x, scale]);
      return x.mul(scale.mul(scale));
    });
    const [dx, dScale] = tape.gradient(y, [x, scale]);
    expect([dx?.device, dScale?.device]).toEqual(['reference:1', 'reference:0']);
    expect([dx?.arraySync(), dScale?.item()]).toEqual([[100, 100], 60]);
    tape.dispose();
  });

  test('of gradients cross devices too, and tangents do', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const f = (a: tn.Tensor<'float32'>) => {
      const there = a.to('reference:1');
      return tn.reduceSum(there.mul(there).mul(there));
    };
    expect(tn.hessian(f)(x).arraySync()).toEqual([
      [6, 0],
      [0, 12],
    ]);
    const [value, tangent] = tn.jvp(f, [x], [cpu(() => tn.constant([1, 10]))]);
    expect([value.device, tangent.device, tangent.item()]).toEqual(['reference:1', 'reference:1', 123]);
    expect(tn.hvp(f, [x], [cpu(() => tn.constant([1, 0]))])[0].arraySync()).toEqual([6, 0]);
  });

  test('zeros of unconnected sources are on the device of the source', () => {
    const x = cpu(() => tn.constant([1, 2]));
    const y = other(() => tn.constant([3, 4]));
    const tape = new tn.GradientTape();
    const target = tape.record(() => {
      tape.watch([x, y]);
      return x.mul(2);
    });
    expect(tape.gradient(target, y, { unconnectedGradients: 'zero' }).device).toBe('reference:1');
  });
});
