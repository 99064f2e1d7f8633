import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hasChromium, softwareVulkan } from '@tenon/chromium';
import { describe, expect, test } from 'vitest';

/** Runs the walkthrough as `npm start` does, once the kernels are compiled. */
function run(environment: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, ['--conditions=@tenon/source', `${import.meta.dirname}/main.ts`], {
    encoding: 'utf8',
    env: { ...process.env, TENON_BACKEND: '', ...environment },
  });
}

/** A tensor as it prints. */
const tensor = (shape: string, dtype: string, values: string) =>
  `<tn.Tensor: id=…, shape=${shape}, dtype=${dtype}, values=${values}>`;

const binary = path.resolve(
  import.meta.dirname,
  `../../../packages/backend-node-native/platforms/${process.platform}-${process.arch}/tenon.node`,
);
const backends = [
  'cpu-wasm',
  'reference',
  ...(existsSync(binary) ? ['node-native'] : []),
  // Where there may be no GPU, on a driver that needs none.
  ...(hasChromium ? ['webgpu'] : []),
];
const vulkan = hasChromium ? await softwareVulkan() : {};

describe.each(backends)('on %s', (backend) => {
  /** What it prints, with the ids of the tensors, which no reader counts, left out. */
  const { stdout, stderr, status } = run({ TENON_BACKEND: backend, ...(backend === 'webgpu' ? vulkan : {}) });
  const printed = stdout.replaceAll(/id=\d+/g, 'id=…');

  /** The text between one heading and the next. */
  function section(number: number): string {
    const from = printed.indexOf(`\n${number}. `);
    const to = printed.indexOf(`\n${number + 1}. `);
    return printed.slice(from, to === -1 ? undefined : to);
  }

  test('it ends well, and prints its sections in order', () => {
    expect([stderr, status]).toEqual(['', 0]);
    expect(printed.match(/^\d\. .*$/gm)).toEqual([
      '1. Tensors',
      '2. Operations',
      '3. Variables',
      '4. Automatic differentiation',
      '5. Linear regression',
    ]);
  });

  test('tensors print their shape, dtype and values', () => {
    expect(section(1)).toContain(
      [
        tensor('()', 'int8', '1'),
        tensor('(3,)', 'float32', '[1., 2., 3.]'),
        tensor('(2, 2)', 'float32', '\n[[1., 2.],\n [3., 4.]]'),
        '[ 2, 2 ]',
        tensor('(2,)', 'int32', '[2, 2]'),
        tensor('(2, 2)', 'int8', '\n[[1, 2],\n [3, 4]]'),
        tensor('(2, 2)', 'float32', '\n[[0., 0.],\n [0., 0.]]'),
        tensor(
          '(3, 2)',
          'float32',
          '\n[[0.6645621 , 0.44100678],\n [0.3528825 , 0.46448255],\n [0.03366041, 0.68467236]]',
        ),
        tensor('(2, 2)', 'float32', '\n[[1., 1.],\n [1., 1.]]'),
        'Float32Array 6',
        '[ [ 1, 2 ], [ 3, 4 ] ]',
        backend === 'webgpu'
          ? "/cpu:0: Unknown device '/cpu:0'. Registered devices: webgpu:0.\n/gpu:0: webgpu:0"
          : `/cpu:0: ${backend}:0`,
      ].join('\n'),
    );
  });

  test('operations are the same as functions and as methods, and indexing is Python’s', () => {
    expect(section(2)).toContain(
      [
        tensor('()', 'bool', 'True'),
        tensor('()', 'bool', 'True'),
        tensor('()', 'bool', 'True'),
        tensor('()', 'int8', '2'),
        tensor('(2,)', 'int8', '[3, 4]'),
        tensor('(1, 2)', 'int8', '\n[[3, 4]]'),
      ].join('\n'),
    );
  });

  test('variables are assigned', () => {
    const squares = '\n[[0.4416428 , 0.19448698],\n [0.12452606, 0.21574403],\n [0.00113302, 0.46877623]]';
    const reduced =
      '\n[[-0.55835724, -0.805513  ],\n [-0.8754739 , -0.784256  ],\n [-0.998867  , -0.5312238 ]]';
    const variable = (values: string) =>
      `<tn.Variable 'Variable:0' shape=(3, 2) dtype=float32, values=${values}>`;
    expect(section(3)).toContain(
      [tensor('(3, 2)', 'float32', squares), variable(squares), variable(reduced)].join('\n'),
    );
  });

  test('gradients are those of a² + 3b, and a used tape says so', () => {
    expect(section(4)).toContain(
      [
        tensor('(1,)', 'float32', '[8.]'),
        tensor('(1,)', 'float32', '[3.]'),
        tensor('()', 'float32', '5.0'),
        tensor('(1,)', 'float32', '[8.]'),
        'FailedPreconditionError: GradientTape.gradient can only be called once on non-persistent tapes',
      ].join('\n'),
    );
    expect(section(4)).toMatch(
      new RegExp(
        `${tensor('\\(1,\\)', 'float32', '\\[8\\.\\]')}\n${tensor('\\(1,\\)', 'float32', '\\[3\\.\\]')}\\s*$`,
      ),
    );
  });

  describe('the regression', () => {
    test('prints TensorFlow’s losses', () => {
      expect(section(5).match(/^mean .*$/gm)).toEqual([
        'mean squared loss at iteration    0 is 15.1603',
        'mean squared loss at iteration  100 is 0.2243',
        'mean squared loss at iteration  200 is 0.0586',
        'mean squared loss at iteration  300 is 0.0161',
        'mean squared loss at iteration  400 is 0.0046',
        'mean squared loss at iteration  500 is 0.0013',
        'mean squared loss at iteration  600 is 0.0004',
        'mean squared loss at iteration  700 is 0.0001',
        'mean squared loss at iteration  800 is 0.0000',
        'mean squared loss at iteration  900 is 0.0000',
        'mean squared loss at iteration 1000 is 0.0000',
      ]);
    });

    test('finds TensorFlow’s weights', () => {
      const [, values] = section(5).match(/values=\n\[([^>]*)\]>/) ?? [];
      const weights = values.match(/[\d.e+-]+/g)?.map(Number);
      // Sums of 32 products in another order differ in the last bits, 1001 times over.
      const expected = [3.1751457e-3, 1.0003914, 2.002207, 2.999285, 3.9944589];
      expect(weights).toEqual(expected.map((weight) => expect.closeTo(weight, 5)));
    });
  });
});

test('without a choice it runs on cpu-wasm', () => {
  expect(run().stdout).toMatch(/^Tenon [\d.]+ on cpu-wasm:0\n/);
});

test('a backend that does not exist is refused with the list of those that do', () => {
  const refused = run({ TENON_BACKEND: 'abacus' });
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(
    /^There is no backend 'abacus'. TENON_BACKEND may be:\n {2}reference {4}@tenon\/backend-reference\n/,
  );
  expect(refused.stderr).toContain('@tenon/backend-cuda');
});
