import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

const buffers = () => tn.memory()['reference:0'].buffers;

describe('tidy', () => {
  test('frees what its function makes and does not return', () => {
    const x = tn.constant([1, 2]);
    const before = buffers();
    const y = tn.tidy(() => x.mul(2).add(1).mul(x));
    expect([y.arraySync(), buffers()]).toEqual([[3, 10], before + 1]);
  });

  test('spares what is returned in arrays and objects', () => {
    const before = buffers();
    const { list, one } = tn.tidy(() => {
      tn.zeros([2]);
      return { list: [tn.ones([1]), [tn.zeros([1])]] as const, one: tn.constant(1) };
    });
    expect([list[0].item(), list[1][0].item(), one.item(), buffers()]).toEqual([1, 0, 1, before + 3]);
  });

  test('spares what was made before it, even if it returns that', () => {
    const x = tn.constant([1]);
    expect(tn.tidy(() => x)).toBe(x);
    expect(tn.tidy(() => tn.tidy(() => x)).item()).toBe(1);
  });

  test('frees all if its function throws', () => {
    const before = buffers();
    const failing = () =>
      tn.tidy(() => {
        tn.zeros([2]).add(1);
        throw new Error('inside');
      });
    expect(failing).toThrow('inside');
    expect(buffers()).toBe(before);
  });

  test('nests: what an inner one returns is freed by the outer', () => {
    const before = buffers();
    const seen = tn.tidy(() => {
      const inner = tn.tidy(() => tn.zeros([2]).add(1));
      return inner.arraySync();
    });
    expect([seen, buffers()]).toEqual([[1, 1], before]);
  });

  test('takes what is disposed by hand as disposed', () => {
    const before = buffers();
    tn.tidy(() => {
      const x = tn.zeros([2]);
      x.dispose();
      x.dispose();
    });
    expect(buffers()).toBe(before);
  });

  test('keeps views alive when what they look at is freed', () => {
    const column = tn.tidy(() =>
      tn
        .constant([
          [1, 2],
          [3, 4],
        ])
        .at('...', 1),
    );
    expect(column.arraySync()).toEqual([2, 4]);
  });

  test('refuses an asynchronous function, and frees what it made', () => {
    const before = buffers();
    expect(() => tn.tidy(async () => tn.zeros([2]))).toThrow(/tidy: the function is asynchronous/);
    expect(buffers()).toBe(before);
  });
});

describe('keep', () => {
  test('takes a tensor out of every tidy around', () => {
    const before = buffers();
    let kept: tn.Tensor<'float32'> | undefined;
    tn.tidy(() => {
      const outer = tn.ones([2]);
      tn.tidy(() => {
        kept = tn.keep(outer);
        tn.zeros([2]);
      });
    });
    expect([kept?.arraySync(), buffers()]).toEqual([[1, 1], before + 1]);
    kept?.dispose();
    expect(buffers()).toBe(before);
  });
});

describe('using', () => {
  test('disposes a tensor at the end of its block', () => {
    const before = buffers();
    {
      using x = tn.ones([2]);
      expect([x.isDisposed, buffers()]).toEqual([false, before + 1]);
    }
    expect(buffers()).toBe(before);
  });
});

describe('a disposed tensor', () => {
  test('says so where it is used, by name', () => {
    const x = tn.ones([2]);
    x.dispose();
    expect(() => x.add(1)).toThrow(/add: tensor \d+ \(float32, shape \(2,\)\) has been disposed/);
    expect(() => x.dataSync()).toThrow(/dataSync: tensor \d+ .* has been disposed/);
    expect(String(x)).toContain('values=<disposed>');
  });

  test('does not take its views with it', () => {
    const x = tn.constant([1, 2]);
    const view = x.reshape([2, 1]);
    x.dispose();
    expect(view.arraySync()).toEqual([[1], [2]]);
  });
});

describe('ops', () => {
  test('free their temporaries, also outside of any tidy', () => {
    const x = tn.constant([
      [1, 2],
      [3, 4],
    ]);
    const before = buffers();
    const results = [tn.softmax(x), x.add(1), tn.reduceMean(x, 0), tn.reduceLogsumexp(x)];
    expect(buffers()).toBe(before + results.length);
  });

  test('leave nothing behind when they fail, in a kernel, a shape or a dtype', () => {
    const x = tn.constant([1, 2], 'int32');
    const before = buffers();
    expect(() => tn.floordiv(x, 0)).toThrow();
    expect(() => x.add([1, 2, 3])).toThrow(/do not broadcast/);
    expect(() => tn.matmul(tn.zeros([2, 3]), tn.zeros([2, 3]))).toThrow();
    expect(() => x.add(0.5)).toThrow(/0.5 cannot be int32/);
    // The two matrices of zeros are the caller's.
    expect(buffers()).toBe(before + 2);
  });
});
