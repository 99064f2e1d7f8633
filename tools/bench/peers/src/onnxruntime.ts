/**
 * @file ONNX Runtime: onnxruntime-web's WebAssembly provider, or onnxruntime-node's CPU provider. An op is a model of
 * one operator, and a call a run of its session. It has no training.
 */

import type * as OnnxRuntime from 'onnxruntime-common';
import type { OpenAdapter, Preparations, Prepared } from '../../src/cpu/library/adapter.ts';
import { randomFloats } from '../../src/cpu/library/inputs.ts';
import { encodeModel, type Model } from './onnx/model.ts';
import { addition, models } from './onnx/models.ts';

type Runtime = Pick<typeof OnnxRuntime, 'InferenceSession' | 'Tensor' | 'env'>;

const runtimes: Readonly<Record<string, () => Promise<Runtime>>> = {
  web: () => import('onnxruntime-web'),
  node: () => import('onnxruntime-node'),
};

export const open: OpenAdapter = async (threads, variant) => {
  const runtime = await runtimes[variant]();
  if (variant === 'web') runtime.env.wasm.numThreads = threads;
  const session = (model: Model) =>
    runtime.InferenceSession.create(encodeModel(model), {
      executionProviders: [variant === 'web' ? 'wasm' : 'cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  const version = runtime.env.versions[variant === 'web' ? 'web' : 'node'] ?? 'of unknown version';
  return { version, prepare: { ...operators(session), dependentAdds: dependentAdds(runtime, session) } };
};

type MakeSession = (model: Model) => Promise<OnnxRuntime.InferenceSession>;

function operators(session: MakeSession): Preparations {
  const prepared = async (model: Model | undefined): Promise<Prepared | undefined> => {
    if (!model) return undefined;
    const made = await session(model);
    return { run: async () => void (await made.run({})), dispose: () => void made.release() };
  };
  // Every kind that has a model is prepared in the same way; the pairs of kinds and workloads are those of `models`.
  return Object.fromEntries(
    Object.entries(models).map(([kind, model]) => [
      kind,
      (workload: never) => prepared((model as (workload: never) => Model | undefined)(workload)),
    ]),
  );
}

/** A run per sum: what an op of a program that is not a model costs. */
function dependentAdds({ Tensor }: Runtime, session: MakeSession): Preparations['dependentAdds'] {
  return async ({ length, count }) => {
    const made = await session(addition(length));
    const tensor = () => new Tensor('float32', randomFloats([length]), [length]);
    const [start, increment] = [tensor(), tensor()];
    return {
      operations: count,
      async run() {
        let x: OnnxRuntime.Tensor = start;
        for (let i = 0; i < count; i++) x = (await made.run({ a: x, b: increment })).y;
      },
      dispose: () => void made.release(),
    };
  };
}
