/**
 * @file What an op costs beside its kernel: from the call to a backend that does nothing and back, on four elements.
 */

import * as tn from '@tenon/core';
import { type Benchmark, measureAll, type Operation } from './benchmark.ts';
import { noOpBackend } from './no-op-backend.ts';

/** Ops per tape: enough that making the tape does not count, and few enough that it stays in the cache. */
const OPS_PER_TAPE = 1000;

/** Records ops on a tape; what the tape retains is released with it, and that is measured too. */
function recorded(x: tn.Tensor<'float32'>, op: () => tn.Tensor): () => void {
  return () => {
    const tape = new tn.GradientTape();
    tape.record(() => {
      tape.watch(x);
      for (let i = 0; i < OPS_PER_TAPE; i++) op().dispose();
    });
    tape.dispose();
  };
}

/** The gradient of a chain of ops, the recording of the chain included. */
function chainGradient(x: tn.Tensor<'float32'>): () => void {
  return () =>
    tn.tidy(() => {
      const tape = new tn.GradientTape();
      const y = tape.record(() => {
        tape.watch(x);
        let chain = x;
        for (let i = 0; i < OPS_PER_TAPE; i++) chain = tn.multiply(chain, x);
        return chain;
      });
      tape.gradient(y, x);
    });
}

function operations(): readonly Operation[] {
  const x = tn.constant([1, 2, 3, 4]);
  const y = tn.constant([5, 6, 7, 8]);
  const row = tn.constant([[1, 2, 3, 4]]);
  const variable = new tn.Variable([1, 2, 3, 4]);
  return [
    { name: 'exp(x)', limit: 1000, run: () => tn.exp(x).dispose() },
    { name: 'add(x, y)', limit: 1000, run: () => tn.add(x, y).dispose() },
    { name: 'x.add(y)', limit: 1000, run: () => x.add(y).dispose() },
    { name: 'add(x, row), broadcast', run: () => tn.add(x, row).dispose() },
    { name: 'add(x, 1)', run: () => tn.add(x, 1).dispose() },
    { name: 'transpose(row), a view', run: () => tn.transpose(row).dispose() },
    { name: 'reduceSum(x), a kernel', run: () => tn.reduceSum(x).dispose() },
    { name: 'softmax(x), a composite', run: () => tn.softmax(x).dispose() },
    { name: 'variable.assignAdd(x)', run: () => void variable.assignAdd(x) },
    {
      name: 'add(x, y), recorded',
      limit: 2000,
      count: OPS_PER_TAPE,
      run: recorded(x, () => tn.add(x, y)),
    },
    {
      name: 'multiply(x, y), recorded',
      limit: 2000,
      count: OPS_PER_TAPE,
      run: recorded(x, () => tn.multiply(x, y)),
    },
    { name: 'exp(y), unwatched', count: OPS_PER_TAPE, run: recorded(x, () => tn.exp(y)) },
    { name: 'multiply and its gradient', count: OPS_PER_TAPE, run: chainGradient(x) },
  ];
}

export const dispatch: Benchmark = {
  name: 'dispatch',
  description: 'what an op on four elements costs beside its kernel',
  async *run() {
    const backend = noOpBackend();
    await tn.use(backend);
    yield* measureAll(operations());
    tn.unregister(backend);
  },
};
