/**
 * @file Tensors over a backend's memory: every dtype's elements bit for bit, shared storages, copies between devices.
 */

import {
  constant,
  type DType,
  device,
  FailedPreconditionError,
  identity,
  isFloating,
  reshape,
  type Tensor,
  transpose,
  UnimplementedError,
} from '@tenon/core';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import { storageBytes } from '../kernels/device-view.ts';
import { compareValues } from '../numerics/compare.ts';
import { specialValues } from '../op-info/special-values.ts';
import { fromTensor, tensorValues, toTensor } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';

/** Elements of a dtype come back as they went in; a dtype that the backend has not is refused by core. */
export async function checkDType(dtype: DType, bench: Workbench, findings: Findings): Promise<void> {
  const special = specialValues(dtype);
  const values = tensorValues(dtype, [special.length], special);
  if (!bench.supports.dtypes.includes(dtype)) {
    await expectRefusedDType(dtype, bench, findings);
    return findings.skip(`no ${dtype}`);
  }
  const tensor = toTensor(values, bench.device);
  try {
    const read = await fromTensor(tensor);
    const { ulp } = compareValues(read, values, 0);
    findings.expect(ulp === 0, 'special values', 'came back changed');
    const bytes = await bench.backend.read(tensor.storage.buffer, 0, tensor.storage.buffer.byteLength);
    // A NaN may have any of its bit patterns.
    const isExact = isFloating(dtype) || bytes.join() === storageBytes(dtype, values.data).join();
    findings.expect(isExact, 'special values', 'the bytes read are not in storage form');
  } finally {
    tensor.dispose();
  }
}

async function expectRefusedDType(dtype: DType, bench: Workbench, findings: Findings): Promise<void> {
  try {
    toTensor(tensorValues(dtype, [1], [1]), bench.device).dispose();
    findings.fail({ sample: dtype, problem: 'is not declared, but tensors of it can be made' });
  } catch (error) {
    if (!(error instanceof UnimplementedError))
      findings.fail({ sample: dtype, problem: `threw ${describeError(error)}` });
  }
}

/** Tensors that share a storage hold it together, and the last to let go frees it. */
export async function references(bench: Workbench, findings: Findings): Promise<void> {
  const before = bench.memory();
  const held = () => bench.memory().buffers - before.buffers;
  const x = device(bench.device, () =>
    constant([1, 2, 3, 4, 5, 6], { dtype: someFloat(bench), shape: [2, 3] }),
  );
  findings.expect(held() === 1, 'one tensor', `holds ${held()} buffers`);
  const views = [transpose(x), reshape(x, [6]), reshape(x, [3, 2])];
  findings.expect(held() === 1, 'a tensor and three views', `hold ${held()} buffers`);
  x.dispose();
  x.dispose();
  findings.expect(held() === 1, 'views of a disposed tensor', `hold ${held()} buffers`);
  const elements = Array.from((await views[0].data()) as Float32Array);
  findings.expect(
    elements.join() === '1,4,2,5,3,6',
    'a view of a disposed tensor',
    `reads ${elements.join(', ')}`,
  );
  for (const view of views) view.dispose();
  findings.expect(held() === 0, 'after all were disposed', `${held()} buffers are held`);
  findings.expect(bench.memory().bytes === before.bytes, 'after all were disposed', 'bytes are held');
}

/** A disposed tensor is refused by name. */
export async function useAfterDispose(bench: Workbench, findings: Findings): Promise<void> {
  const x = device(bench.device, () => constant([1, 2], someFloat(bench)));
  x.dispose();
  const uses: readonly (readonly [string, () => unknown])[] = [
    ['data', () => x.data()],
    ['an op', () => transpose(x)],
  ];
  for (const [name, use] of uses) {
    try {
      await use();
      findings.fail({ sample: name, problem: 'a disposed tensor was used' });
    } catch (error) {
      findings.expect(error instanceof FailedPreconditionError, name, `threw ${describeError(error)}`);
    }
  }
}

/** Tensors of every rank up to the declared one, and none beyond. */
export async function ranks(bench: Workbench, findings: Findings): Promise<void> {
  const { maxRank } = bench.supports;
  const dtype = someFloat(bench);
  for (const rank of [0, 1, 4, maxRank]) {
    const shape = Array.from({ length: rank }, (_, axis) => (axis === 0 ? 2 : 1));
    const elements = rank === 0 ? [3] : [3, 4];
    const tensor = device(bench.device, () => constant(elements, { dtype, shape }));
    const read = Array.from((await tensor.data()) as Float32Array);
    findings.expect(read.join() === elements.join(), `rank ${rank}`, `reads ${read.join(', ')}`);
    tensor.dispose();
  }
  const shape = new Array<number>(maxRank + 1).fill(1);
  let tensor: Tensor | undefined;
  try {
    tensor = device(bench.device, () => constant([1], { dtype, shape }));
    findings.fail({ sample: `rank ${maxRank + 1}`, problem: `was accepted, though maxRank is ${maxRank}` });
  } catch (error) {
    findings.expect(
      error instanceof UnimplementedError,
      `rank ${maxRank + 1}`,
      `threw ${describeError(error)}`,
    );
  } finally {
    tensor?.dispose();
  }
}

/** Elements go to another device and back as they are. */
export async function deviceCopies(bench: Workbench, findings: Findings): Promise<void> {
  if (!bench.supports.syncRead) return findings.skip('syncRead is false');
  const dtype = someFloat(bench);
  const special = specialValues(dtype);
  const values = tensorValues(dtype, [special.length], special);
  const there = toTensor(values, bench.oracle);
  const here = device(bench.device, () => identity(there));
  const back = device(bench.oracle, () => identity(here));
  try {
    findings.expect(here.device === bench.device, 'there to here', `is on ${here.device}`);
    findings.expect(back.device === bench.oracle, 'here to there', `is on ${back.device}`);
    const { ulp } = compareValues(await fromTensor(back), values, 0);
    findings.expect(ulp === 0, 'there and back', 'elements changed');
  } finally {
    for (const tensor of [there, here, back]) tensor.dispose();
  }
}

/** A floating dtype that the device has, for checks in which the dtype does not matter. */
function someFloat({ supports }: Workbench): 'float32' | 'float64' | 'float16' | 'bfloat16' {
  return supports.dtypes.find(isFloating) ?? 'float32';
}
