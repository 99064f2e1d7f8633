import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import * as tn from '../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

type Scalar = tn.Tensor<'float32'>;
type Outputs = { sum: Scalar; products: Scalar[] };

/** The gradient of the variables, and of the tensors, that `fn` depends on. */
function gradients<S>(fn: () => tn.Tensor, sources: S) {
  const tape = new tn.GradientTape();
  const value = tape.record(() => {
    tape.watch(sources as never);
    return fn();
  });
  return tape.gradient(value, sources);
}

/** x² with a gradient of its own, so that it can be told from the derived one. */
const squareTimesTen = tn.customGradient((x) => ({
  value: x.mul(x),
  gradient: (dy) => dy.mul(x).mul(20),
}));

describe('customGradient', () => {
  test('computes the value, and uses the rule in place of the gradient of its ops', () => {
    const x = tn.constant(3);
    expect([squareTimesTen(x).item(), gradients(() => squareTimesTen(x), x)?.item()]).toEqual([9, 60]);
  });

  test('takes operands: numbers, and variables that are inputs like tensors', () => {
    const v = new tn.Variable(3);
    expect([squareTimesTen(4).item(), gradients(() => squareTimesTen(v), v)?.item()]).toEqual([16, 60]);
  });

  test('the rule may use what the function computed, and is stable where the derived gradient is not', () => {
    const log1pExp = tn.customGradient((x) => {
      const e = tn.exp(x);
      return {
        value: tn.log(e.add(1)),
        gradient: (dy) => dy.mul(tn.subtract(1, tn.divide(1, e.add(1)))),
      };
    });
    const x = tn.constant(100);
    expect(gradients(() => log1pExp(x), x)?.item()).toBe(1);
  });

  test('several inputs have one gradient each, null for none', () => {
    const f = tn.customGradient((x, y) => ({
      value: x.mul(y),
      gradient: (dy) => [dy.mul(100), null],
    }));
    const x = tn.constant(2);
    const y = tn.constant(3);
    const [dx, dy] = gradients(() => f(x, y), [x, y]);
    expect([dx?.item(), dy]).toEqual([100, null]);
  });

  test('several outputs come in their structure, and their upstream gradients too', () => {
    const f = tn.customGradient((x) => ({
      value: { sum: x.add(1), products: [x.mul(2), x.mul(3)] },
      gradient: ({ sum, products: [double, triple] }: Outputs) =>
        sum.add(double.mul(10)).add(triple.mul(100)),
    }));
    const x = tn.constant(2);
    const { sum, products } = f(x);
    expect([sum.item(), products[0].item(), products[1].item()]).toEqual([3, 4, 6]);
    // The second product is not used, so its upstream gradient is zero.
    const use = () => {
      const outputs = f(x);
      return outputs.sum.add(outputs.products[0]);
    };
    expect(gradients(use, x)?.item()).toBe(11);
  });

  test('may return an input, and the upstream gradient itself', () => {
    const f = tn.customGradient((x) => ({ value: x, gradient: (dy) => dy }));
    const x = tn.constant(2);
    expect([f(x).item(), f(x) === x, gradients(() => f(x).mul(f(x)), x)?.item()]).toEqual([2, false, 4]);
  });

  test('may return one tensor for two inputs', () => {
    const f = tn.customGradient((x, y) => ({
      value: x.add(y),
      gradient: (dy) => {
        const both = dy.mul(7);
        return [both, both];
      },
    }));
    const x = tn.constant(2);
    const y = tn.constant(3);
    expect(gradients(() => f(x, y).add(x), [x, y]).map((part) => part?.item())).toEqual([8, 7]);
  });

  test('other dtypes are annotated', () => {
    const f = tn.customGradient((x: tn.Tensor<'float64'>, n: tn.Tensor<'int32'>) => ({
      value: x.mul(tn.cast(n, 'float64')),
      gradient: (dy: tn.Tensor<'float64'>) => [dy.mul(tn.cast(n, 'float64')), null],
    }));
    const x = tn.constant(2, 'float64');
    expect(gradients(() => f(x, tn.constant(3, 'int32')), x)?.item()).toBe(3);
  });

  test('the second order goes through the rule, and through what the rule captured', () => {
    const f = tn.customGradient((x) => {
      const cube = x.mul(x).mul(x);
      return { value: x.mul(x), gradient: (dy) => dy.mul(cube) };
    });
    const x = tn.constant(2);
    expect(gradients(() => f(x), x)?.item()).toBe(8);
    // The derivative of the rule's x³, and not of x².
    expect(tn.grad(tn.grad(f))(x).item()).toBe(12);
    expect(
      tn
        .grad(tn.grad(tn.grad(f)))(x)
        .item(),
    ).toBe(12);
  });

  test('a rule with a custom gradient of its own uses it for the second order', () => {
    const inner = tn.customGradient((x) => ({ value: x, gradient: (dy) => dy.mul(1000) }));
    const f = tn.customGradient((x) => ({ value: x, gradient: (dy) => dy.mul(inner(x)) }));
    expect([tn.grad(f)(3).item(), tn.grad(tn.grad(f))(3).item()]).toEqual([3, 1000]);
  });

  test('nests: an inner one is hidden by the outer’s rule, and stacks: two in a row multiply', () => {
    const nested = tn.customGradient((x) => ({ value: squareTimesTen(x), gradient: (dy) => dy.mul(5) }));
    const x = tn.constant(3);
    expect(gradients(() => nested(x), x)?.item()).toBe(5);
    // 20·81 · 20·3 for f(f(3)) with f(x) = x² whose gradient is 20x; f(3) is 9.
    expect(gradients(() => squareTimesTen(squareTimesTen(x)), x)?.item()).toBe(20 * 9 * 20 * 3);
  });

  test('inside of a composite op whose temporaries are freed, the rule finds what it captured', () => {
    const f = tn.customGradient((x) => {
      const e = tn.exp(x);
      return { value: tn.log(e), gradient: (dy) => dy.mul(e) };
    });
    const op = tn.composite('withCapture', {
      inputs: ['x'],
      dtypes: { x: tn.floating },
      call: tn.signature<(x: Scalar) => Scalar>(),
      lower: ({ x }) => f(tn.multiply(x as Scalar, 0)).mul(2),
    });
    const x = tn.constant(5);
    const y = tn.constant(1);
    expect(gradients(() => op(y.mul(x)), x)?.item()).toBe(0);
    expect(gradients(() => tn.tidy(() => f(x.mul(0).add(1))), x)?.item()).toBe(0);
    const z = tn.constant(0);
    expect(gradients(() => tn.tidy(() => f(z.mul(1))), z)?.item()).toBe(1);
  });

  test('counts once for each call', () => {
    const x = tn.constant(3);
    expect(gradients(() => squareTimesTen(x).add(squareTimesTen(x)), x)?.item()).toBe(120);
  });
});

describe('variables that the function captures', () => {
  const v = () => new tn.Variable(2, { name: 'weight' });

  test('have one gradient each, in the order of access', () => {
    const a = v();
    const b = v();
    const f = tn.customGradient((x) => ({
      value: x.mul(b).mul(a),
      gradient: (dy, variables) => {
        expect(variables).toEqual([b, a]);
        return { inputs: dy, variables: [dy.mul(10), dy.mul(100)] };
      },
    }));
    const x = tn.constant(1);
    const [dx, da, db] = gradients(() => f(x), [x, a, b]);
    expect([dx?.item(), da?.item(), db?.item()]).toEqual([1, 100, 10]);
  });

  test('need a rule that takes them, else the call is an error that names them', () => {
    const weight = v();
    const f = tn.customGradient((x) => ({ value: x.mul(weight), gradient: (dy) => dy }));
    expect(() => f(1)).toThrow(/the function reads variables \(weight:0\), so its gradient must take them/);
  });

  test('need exactly one gradient each', () => {
    const weight = v();
    const f = tn.customGradient(function scaled(x) {
      return {
        value: x.mul(weight),
        gradient: (dy, _variables) => ({ inputs: dy, variables: [dy, dy] }),
      };
    });
    expect(() => gradients(() => f(tn.constant(1)), weight)).toThrow(
      /customGradient\(scaled\): .* returned 2 gradients for 1 captured variables/,
    );
    const forgetful = tn.customGradient((x) => ({
      value: x.mul(weight),
      gradient: (dy, _variables) => dy,
    }));
    expect(() => gradients(() => forgetful(1), weight)).toThrow(
      /returned 0 gradients for 1 captured variables/,
    );
  });

  test('are not those that are inputs, nor those that are not trainable', () => {
    const input = v();
    const constant = new tn.Variable(5, { trainable: false });
    const f = tn.customGradient((x) => ({ value: x.mul(constant), gradient: (dy) => dy }));
    expect(gradients(() => f(input), input)?.item()).toBe(1);
  });

  test('are watched by the tape', () => {
    const weight = v();
    const f = tn.customGradient((x) => ({
      value: x.mul(weight),
      gradient: (dy, _variables) => ({ inputs: dy, variables: [dy] }),
    }));
    const tape = new tn.GradientTape();
    const y = tape.record(() => f(3));
    expect([tape.watchedVariables(), tape.gradient(y, weight)?.item()]).toEqual([[weight], 1]);
  });
});

describe('a rule that is wrong', () => {
  test('with too few or too many gradients is an error naming the function', () => {
    const f = tn.customGradient(function product(x, y) {
      return { value: x.mul(y), gradient: (dy) => dy };
    });
    const x = tn.constant(1);
    expect(() => gradients(() => f(x, 2), x)).toThrow(
      'customGradient(product): the gradient returned 1 gradients for 2 inputs; return one for each.',
    );
  });

  test('with a gradient that is no tensor is an error naming its type', () => {
    const f = tn.customGradient((x) => ({ value: x.mul(2), gradient: () => 3 as never }));
    const x = tn.constant(1);
    expect(() => gradients(() => f(x), x)).toThrow(/a gradient must be a tensor or null, got number/);
  });

  test('or a value that is no tensor, is refused', () => {
    const f = tn.customGradient((_x) => ({ value: 3 as never, gradient: () => null }));
    expect(() => f(1)).toThrow(/the value is a tensor, .* got number/);
  });
});

describe('stopGradient and preventGradient', () => {
  test('stopGradient is a constant to gradients of every order', () => {
    const x = tn.constant(3);
    expect(gradients(() => x.mul(tn.stopGradient(x)), x)?.item()).toBe(3);
    expect(gradients(() => tn.stopGradient(x.mul(x)), x)).toBeNull();
    expect(
      tn
        .grad(tn.grad((y) => y.mul(tn.stopGradient(y.mul(y)))))(x)
        .item(),
    ).toBe(0);
  });

  test('stopGradient hides the variables behind it', () => {
    const v = new tn.Variable(3);
    expect(gradients(() => tn.stopGradient(v).mul(2), v)).toBeNull();
  });

  test('preventGradient throws where a gradient is asked for, and only there', () => {
    const x = tn.constant(3);
    const y = tn.constant(1);
    const f = () => tn.preventGradient(x, 'Use the log form.').mul(y);
    expect(gradients(f, y)?.item()).toBe(3);
    expect(() => gradients(f, x)).toThrow(/preventGradient: .* Use the log form\./);
  });
});

describe('recomputeGrad', () => {
  test('gives the value and gradients of the function, to the second order', () => {
    const cube = (x: Scalar) => x.mul(x).mul(x);
    const recomputed = tn.recomputeGrad(cube);
    const x = tn.constant(2);
    expect([recomputed(x).item(), gradients(() => recomputed(x), x)?.item()]).toEqual([8, 12]);
    expect(tn.grad(tn.grad(recomputed))(x).item()).toBe(12);
  });

  test('computes the function again for the gradient', () => {
    let runs = 0;
    const f = tn.recomputeGrad((x: Scalar) => {
      runs++;
      return tn.exp(x);
    });
    const x = tn.constant(0);
    const tape = new tn.GradientTape();
    const y = tape.record(() => {
      tape.watch(x);
      return f(x);
    });
    expect(runs).toBe(1);
    expect([tape.gradient(y, x)?.item(), runs]).toEqual([1, 2]);
  });

  test('retains the inputs, and not what is computed on the way', () => {
    const deep = (x: Scalar) => {
      let y: Scalar = x;
      for (let i = 0; i < 10; i++) y = tn.exp(y.mul(0.1));
      return y;
    };
    const x = tn.constant([1, 2]);
    const retainedBy = (f: (x: Scalar) => Scalar) => {
      const before = tn.memory()['reference:0'].buffers;
      const tape = new tn.GradientTape();
      tn.tidy(() =>
        tape.record(() => {
          tape.watch(x);
          f(x);
        }),
      );
      const retained = tn.memory()['reference:0'].buffers - before;
      tape.dispose();
      expect(tn.memory()['reference:0'].buffers).toBe(before);
      return retained;
    };
    expect([retainedBy(tn.recomputeGrad(deep)), retainedBy(deep)]).toEqual([0, 20]);
  });

  test('gives the variables that the function reads their gradients', () => {
    const v = new tn.Variable(3);
    const f = tn.recomputeGrad((x: Scalar) => x.mul(v).mul(v));
    const x = tn.constant(2);
    expect(gradients(() => f(x), [x, v]).map((part) => part?.item())).toEqual([9, 12]);
  });

  test('takes integer inputs beside the others, and functions of several outputs', () => {
    const f = tn.recomputeGrad((x: Scalar, n: tn.Tensor<'int32'>) => {
      const factor = tn.cast(n, 'float32');
      return { once: x.mul(factor), twice: x.mul(factor).mul(2) };
    });
    const x = tn.constant(2);
    const total = () => {
      const { once, twice } = f(x, tn.constant(5, 'int32'));
      return once.add(twice);
    };
    expect(gradients(total, x)?.item()).toBe(15);
  });

  test('nests', () => {
    const inner = tn.recomputeGrad((x: Scalar) => x.mul(x));
    const outer = tn.recomputeGrad((x: Scalar) => inner(inner(x)));
    const x = tn.constant(2);
    expect(gradients(() => outer(x), x)?.item()).toBe(32);
  });

  test('works under an accumulator', () => {
    const f = tn.recomputeGrad((x: Scalar) => x.mul(x).mul(x));
    expect(tn.jvp(f, [2], [10]).map((part) => part.item())).toEqual([8, 120]);
  });
});

describe('gradPassThrough', () => {
  test('computes the function and passes gradients by it', () => {
    const rounded = tn.gradPassThrough((x: Scalar) => tn.round(x.mul(10)));
    const x = tn.constant(1.23);
    expect([rounded(x).item(), gradients(() => rounded(x).mul(3), x)?.item()]).toEqual([12, 3]);
  });

  test('gives the variables that the function reads no gradient', () => {
    const v = new tn.Variable(3);
    const f = tn.gradPassThrough((x: Scalar) => x.mul(v));
    const x = tn.constant(2);
    expect(gradients(() => f(x), [x, v]).map((part) => part?.item() ?? null)).toEqual([1, null]);
  });
});
