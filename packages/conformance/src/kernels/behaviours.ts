/**
 * @file What kernels promise beside their results: writing in place, the order of duplicates, and what they do with an
 * index out of range or a division by zero. What a backend may choose it declares in `supports`.
 */

import { InvalidArgumentError, isFloating } from '@tenon/core';
import { buildProgram, type DType, type View } from '@tenon/core/backend';
import type { Check } from '../checks/check.ts';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import { type TensorValues, tensorValues } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';
import { inputView, outputView } from './device-view.ts';

type Behaviour = (bench: Workbench, findings: Findings) => Promise<void>;

const behaviours: readonly (readonly [name: string, run: Behaviour])[] = [
  ['map in place', mapInPlace],
  ['order of duplicates', orderOfDuplicates],
  ['index out of range', indexOutOfRange],
  ['integer fault', integerFault],
];

/** The checks of level 1 that are of no dtype. */
export const behaviourChecks: readonly Check[] = behaviours.map(
  ([subject, run]): Check => ({ level: 1, subject, dtype: null, run }),
);

/** A floating dtype of the backend, or whichever it has. */
function anyDTypeOf({ supports }: Workbench): DType {
  return supports.dtypes.find(isFloating) ?? supports.dtypes[0];
}

/** Calls `run` with views of the inputs and an output, and gives what was written; frees everything. */
async function computed(
  { backend }: Workbench,
  inputs: readonly TensorValues[],
  shape: readonly number[],
  run: (views: readonly View[], output: View) => void,
): Promise<readonly number[]> {
  const views = inputs.map((values) => inputView(backend, values));
  const output = outputView(backend, inputs[0].dtype, shape, false);
  try {
    run(views, output.view);
    const { values } = await output.read();
    return Array.from(values.data as Float64Array, Number);
  } finally {
    for (const { buffer } of [...views, output.view]) backend.free(buffer);
  }
}

/** `map` may be given an output that is one of its inputs, element for element. */
async function mapInPlace(bench: Workbench, findings: Findings): Promise<void> {
  const dtype = anyDTypeOf(bench);
  const program = buildProgram([dtype, dtype], (s, [x, y]) => s.sub(x, y));
  const x = inputView(bench.backend, tensorValues(dtype, [3], [5, 6, 7]));
  const y = inputView(bench.backend, tensorValues(dtype, [3], [1, 2, 4]));
  try {
    bench.backend.kernels.map(program, [x, y], [x]);
    const again = await computed(bench, [tensorValues(dtype, [3], [0, 0, 0])], [3], (_views, output) =>
      bench.backend.kernels.map(program, [x, y], [output]),
    );
    findings.expect(again.join() === '3,2,-1', 'x − y into x, then once more', `gives ${again.join(', ')}`);
  } finally {
    for (const { buffer } of [x, y]) bench.backend.free(buffer);
  }
}

/** A deterministic backend lets the last update win, in row-major order. */
async function orderOfDuplicates(bench: Workbench, findings: Findings): Promise<void> {
  if (!bench.supports.deterministicScatter) return findings.skip('deterministicScatter is false');
  const dtype = anyDTypeOf(bench);
  const inputs = [
    tensorValues(dtype, [3], [0, 0, 0]),
    tensorValues('int32', [4, 1], [1, 2, 1, 1]),
    tensorValues(dtype, [4], [5, 6, 7, 8]),
  ];
  const result = await computed(bench, inputs, [3], ([operand, indices, updates], output) =>
    bench.backend.kernels.scatter('update', operand, indices, updates, output),
  );
  findings.expect(
    result.join() === '0,8,6',
    'update at 1, 2, 1, 1',
    `gives ${result.join(', ')}, not 0, 8, 6`,
  );
}

/** An index out of range throws, or is read as 0 and not written; negative ones are out of range. */
async function indexOutOfRange(bench: Workbench, findings: Findings): Promise<void> {
  const dtype = anyDTypeOf(bench);
  const operand = tensorValues(dtype, [3], [1, 2, 3]);
  for (const index of [3, -1]) {
    const indices = tensorValues('int32', [2, 1], [1, index]);
    await expectFault(
      bench,
      findings,
      `gather at ${index}`,
      bench.supports.outOfRangeIndex,
      () =>
        computed(bench, [operand, indices], [2], ([x, i], output) =>
          bench.backend.kernels.gather(x, i, 0, output),
        ),
      '2,0',
    );
    const updates = tensorValues(dtype, [2], [7, 8]);
    await expectFault(
      bench,
      findings,
      `scatter at ${index}`,
      bench.supports.outOfRangeIndex,
      () =>
        computed(bench, [operand, indices, updates], [3], ([x, i, u], output) =>
          bench.backend.kernels.scatter('add', x, i, u, output),
        ),
      '1,9,3',
    );
  }
}

/** Dividing an integer by 0, or raising it to a negative power, throws; or the result is any, but nothing breaks. */
async function integerFault(bench: Workbench, findings: Findings): Promise<void> {
  if (!bench.supports.dtypes.includes('int32')) return findings.skip('no int32');
  const program = buildProgram(['int32', 'int32'], (s, [x, y]) => s.floorDiv(x, y));
  const inputs = [tensorValues('int32', [2], [7, 7]), tensorValues('int32', [2], [2, 0])];
  await expectFault(
    bench,
    findings,
    '7 ÷ 0',
    bench.supports.integerFault,
    () =>
      computed(bench, inputs, [2], ([x, y], output) => bench.backend.kernels.map(program, [x, y], [output])),
    undefined,
  );
}

/**
 * Holds a call to what the backend declares of it.
 * @param harmless The result where it does not throw; undefined if any will do.
 */
async function expectFault(
  bench: Workbench,
  findings: Findings,
  sample: string,
  declared: 'throws' | 'ignored' | 'undefined',
  call: () => Promise<readonly number[]>,
  harmless: string | undefined,
): Promise<void> {
  let result: readonly number[];
  try {
    result = await call();
    await bench.backend.synchronize();
  } catch (error) {
    const expected = declared === 'throws' && error instanceof InvalidArgumentError;
    findings.expect(expected, sample, `threw ${describeError(error)}`);
    return;
  }
  if (declared === 'throws')
    findings.fail({ sample, problem: 'did not throw, though supports says that it does' });
  else
    findings.expect(
      harmless === undefined || result.join() === harmless,
      sample,
      `gives ${result.join(', ')}`,
    );
}
