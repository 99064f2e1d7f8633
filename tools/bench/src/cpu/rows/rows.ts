/**
 * @file The rows of the CPU benchmark, in the order in which they are shown.
 */

import {
  atMost,
  gigaflops,
  microseconds,
  ofStreaming,
  type Requirements,
  timesRow,
  torch,
  wasmPeers,
} from './requirement.ts';
import type { ElementType, Shape, Workload } from './workload.ts';

/** What a row's number is: the time of a call, of a fresh process up to its first result, or a process's peak memory. */
export type Quantity = 'time' | 'start' | 'memory';

export interface Row {
  /** As it is asked for on the command line and named in JSON. */
  readonly name: string;
  /** As it is shown. */
  readonly title: string;
  readonly quantity: Quantity;
  readonly workload: Workload;
  /** Whether the row is measured on several threads beside one. */
  readonly threaded: boolean;
  readonly required: Requirements;
}

const required = (wasm: Requirements['wasm'], native: Requirements['native']): Requirements => ({
  wasm,
  native,
});

const row = (name: string, title: string, workload: Workload, requirements: Requirements): Row => ({
  name,
  title,
  quantity: 'time',
  workload,
  threaded: false,
  required: requirements,
});

/** A row that must also be faster on two threads. */
const threadedRow = (...args: Parameters<typeof row>): Row => ({ ...row(...args), threaded: true });

const square = (
  n: number,
  dtype: ElementType = 'float32',
  transposed: { transposeA?: true; transposeB?: true } = {},
): Workload => ({ kind: 'matmul', a: [n, n], b: [n, n], dtype, ...transposed });

const million = 2 ** 20;
const large: Shape = [4096, 4096];
const image: Shape = [1, 56, 56, 64];
const mlp: Workload = { kind: 'mlp', layers: [784, 256, 128, 10], batch: 128 };

/** Threads cannot help where a product is over before they wake. */
const matmulRows: readonly Row[] = [
  row('matmul-64', 'matmul 64', square(64), required([wasmPeers(1.4)], [torch(0.95)])),
  threadedRow(
    'matmul-256',
    'matmul 256',
    square(256),
    required([wasmPeers(1.4), gigaflops(24)], [torch(0.95)]),
  ),
  threadedRow(
    'matmul-1024',
    'matmul 1024',
    square(1024),
    required([wasmPeers(1.4), gigaflops(24)], [torch(0.95)]),
  ),
  ...[256, 1024].flatMap((n) => {
    const asPlain = required([timesRow(`matmul-${n}`, 1.1)], [timesRow(`matmul-${n}`, 1.1)]);
    return [
      row(`matmul-${n}-ta`, `matmul ${n}, aᵀ·b`, square(n, 'float32', { transposeA: true }), asPlain),
      row(`matmul-${n}-tb`, `matmul ${n}, a·bᵀ`, square(n, 'float32', { transposeB: true }), asPlain),
    ];
  }),
  threadedRow(
    'matmul-1024-f64',
    'matmul 1024 float64',
    square(1024, 'float64'),
    required([wasmPeers(2)], [torch(0.95)]),
  ),
  threadedRow(
    'matmul-1024-bf16',
    'matmul 1024 bfloat16',
    square(1024, 'bfloat16'),
    required([], [torch(0.7)]),
  ),
  threadedRow(
    'matmul-batched',
    'matmul [32,128,64]×[32,64,128]',
    { kind: 'matmul', a: [32, 128, 64], b: [32, 64, 128], dtype: 'float32' },
    required([wasmPeers(1.5)], [torch(1)]),
  ),
  row('matmul-512-i32', 'matmul 512 int32', square(512, 'int32'), required([wasmPeers(1.5)], [torch(2)])),
  row('matmul-512-i64', 'matmul 512 int64', square(512, 'int64'), required([wasmPeers(1.5)], [torch(2)])),
];

const elementwiseRows: readonly Row[] = [
  threadedRow(
    'add-1m',
    'add 1M',
    { kind: 'add', a: [million], b: [million] },
    required([wasmPeers(1.1)], [torch(1)]),
  ),
  threadedRow(
    'add-16m',
    'add 16M',
    { kind: 'add', a: large, b: large },
    required([wasmPeers(1.1)], [torch(1), ofStreaming(0.85)]),
  ),
  threadedRow(
    'add-broadcast',
    'add [1024,1024]+[1024]',
    { kind: 'add', a: [1024, 1024], b: [1024] },
    required([wasmPeers(1.1)], [torch(1)]),
  ),
  threadedRow(
    'exp-1m',
    'exp 1M',
    { kind: 'unary', op: 'exp', shape: [million] },
    required([wasmPeers(4)], [torch(1)]),
  ),
  threadedRow(
    'tanh-1m',
    'tanh 1M',
    { kind: 'unary', op: 'tanh', shape: [million] },
    required([wasmPeers(3)], [torch(1)]),
  ),
  threadedRow(
    'gelu-1m',
    'gelu 1M',
    { kind: 'unary', op: 'gelu', shape: [million] },
    required([wasmPeers(4)], [torch(4)]),
  ),
];

const reductionRows: readonly Row[] = [
  threadedRow(
    'sum-16m',
    'sum 16M',
    { kind: 'sum', shape: large, axis: null },
    required([wasmPeers(1.5)], [torch(1)]),
  ),
  threadedRow(
    'sum-axis-0',
    'sum [4096,4096] axis 0',
    { kind: 'sum', shape: large, axis: 0 },
    required([wasmPeers(1.5)], [torch(1)]),
  ),
  threadedRow(
    'sum-axis-1',
    'sum [4096,4096] axis 1',
    { kind: 'sum', shape: large, axis: 1 },
    required([wasmPeers(1.5)], [torch(1)]),
  ),
  threadedRow(
    'argmax-1m',
    'argMax 1M',
    { kind: 'argMax', length: million },
    required([wasmPeers(1.3)], [torch(2)]),
  ),
  row(
    'softmax',
    'softmax [1024,1024]',
    { kind: 'softmax', shape: [1024, 1024] },
    required([wasmPeers(1.3)], [torch(1)]),
  ),
  row(
    'layer-norm',
    'layerNorm [1024,1024]',
    { kind: 'layerNorm', shape: [1024, 1024] },
    required([wasmPeers(5)], [torch(1)]),
  ),
];

const movementRows: readonly Row[] = [
  row(
    'transpose',
    'transpose [4096,4096]',
    { kind: 'transpose', shape: large },
    required([atMost(50)], [atMost(30)]),
  ),
  row(
    'gather',
    'gather 100k × 64',
    { kind: 'gather', table: [100_000, 64], count: 100_000 },
    required([wasmPeers(1.2)], [torch(1)]),
  ),
  row('cumsum-1m', 'cumsum 1M', { kind: 'cumsum', length: million }, required([wasmPeers(1.2)], [torch(1)])),
  row(
    'top-k',
    'topK 10 of 1M',
    { kind: 'topK', length: million, k: 10 },
    required([wasmPeers(1.2)], [torch(1)]),
  ),
  row('sort-1m', 'sort 1M', { kind: 'sort', length: million }, required([atMost(60)], [atMost(15)])),
];

const imageRows: readonly Row[] = [
  row(
    'conv2d',
    'conv2d 56²×64, 3×3',
    { kind: 'conv2d', image, filter: [3, 3, 64, 64] },
    required([wasmPeers(1.5)], [torch(0.9)]),
  ),
  row(
    'depthwise',
    'depthwise 56²×64, 3×3',
    { kind: 'depthwiseConv2d', image, filter: [3, 3, 64, 1] },
    required([wasmPeers(1.2)], [torch(1)]),
  ),
  row(
    'max-pool',
    'maxPool 56²×64, 2×2',
    { kind: 'maxPool', image, window: 2 },
    required([wasmPeers(1.2)], [torch(1)]),
  ),
];

/** One step and one process: what a user waits for. */
const programRows: readonly Row[] = [
  row(
    'dependent-add',
    'dependent add, 4 elements',
    { kind: 'dependentAdds', length: 4, count: 1000 },
    required([microseconds(1.5)], [microseconds(1.2)]),
  ),
  row(
    'linear-regression',
    'linear regression step',
    { kind: 'linearRegression', examples: 32, features: 5 },
    required([microseconds(60)], [microseconds(50)]),
  ),
  row('mlp-step', 'MLP step', mlp, required([atMost(8)], [atMost(2.6)])),
  row(
    'transformer-step',
    'transformer block step',
    { kind: 'transformerBlock', batch: 4, length: 128, width: 256, heads: 4 },
    required([atMost(180)], [atMost(45)]),
  ),
  {
    ...row(
      'process-start',
      'process start to first matmul',
      square(64),
      required([atMost(90)], [atMost(80)]),
    ),
    quantity: 'start',
  },
  {
    ...row('peak-memory', 'peak memory of MLP training', mlp, required([atMost(110)], [atMost(110)])),
    quantity: 'memory',
  },
];

export const rows: readonly Row[] = [
  ...matmulRows,
  ...elementwiseRows,
  ...reductionRows,
  ...movementRows,
  ...imageRows,
  ...programRows,
];
