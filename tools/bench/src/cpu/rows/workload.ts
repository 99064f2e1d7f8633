/**
 * @file What a library is asked to compute, as plain data: it crosses a pipe to the process that measures, which may
 * be Python. Each library has one adapter that knows how to do each kind.
 */

export type Shape = readonly number[];
export type ElementType = 'float32' | 'float64' | 'bfloat16' | 'int32' | 'int64';

/** The kinds of workload, and what each is told. Images are given as [batch, height, width, channels]. */
export interface Workloads {
  /** [rows, inner] · [inner, columns], in batches if the shapes have more axes; `transposeA`: `a` is stored transposed. */
  readonly matmul: {
    readonly a: Shape;
    readonly b: Shape;
    readonly dtype: ElementType;
    readonly transposeA?: boolean;
    readonly transposeB?: boolean;
  };
  /** a + b, broadcast. */
  readonly add: { readonly a: Shape; readonly b: Shape };
  /** One function of every element; gelu is x · Φ(x), by the error function. */
  readonly unary: { readonly op: 'exp' | 'tanh' | 'gelu'; readonly shape: Shape };
  /** The sum over one axis, or over all. */
  readonly sum: { readonly shape: Shape; readonly axis: number | null };
  /** Over the last axis. */
  readonly softmax: { readonly shape: Shape };
  /** Over the last axis, with scale and offset. */
  readonly layerNorm: { readonly shape: Shape };
  /** The transpose of a matrix, written out. */
  readonly transpose: { readonly shape: Shape };
  /** `count` random rows of a table. */
  readonly gather: { readonly table: Shape; readonly count: number };
  readonly cumsum: { readonly length: number };
  /** The k greatest and their positions, in order. */
  readonly topK: { readonly length: number; readonly k: number };
  readonly sort: { readonly length: number };
  readonly argMax: { readonly length: number };
  /** Padding SAME, stride 1; the filter is [height, width, channels, output channels]. */
  readonly conv2d: { readonly image: Shape; readonly filter: Shape };
  /** Padding SAME, stride 1; the filter is [height, width, channels, 1]. */
  readonly depthwiseConv2d: { readonly image: Shape; readonly filter: Shape };
  /** Windows of `window`², as far apart as they are long. */
  readonly maxPool: { readonly image: Shape; readonly window: number };
  /** x = x + y, `count` times over, each op waiting for the one before; timed per op. */
  readonly dependentAdds: { readonly length: number; readonly count: number };
  /** mean((y − x·w)²), its gradient by w, and w −= rate · gradient. */
  readonly linearRegression: { readonly examples: number; readonly features: number };
  /** Dense layers with relu between, softmax cross entropy, all gradients, and the update of every parameter. */
  readonly mlp: { readonly layers: readonly number[]; readonly batch: number };
  /** x += attention(norm(x)); x += mlp(norm(x)), of width 4×, gelu; the mean of squares, and all gradients. */
  readonly transformerBlock: {
    readonly batch: number;
    readonly length: number;
    readonly width: number;
    readonly heads: number;
  };
}

export type WorkloadKind = keyof Workloads;

/** A workload with its kind. */
export type Workload = { readonly [K in WorkloadKind]: { readonly kind: K } & Workloads[K] }[WorkloadKind];

/** Floating-point operations of a matrix product, where a rate says more than a time. */
export function matmulFlops({ a, b, transposeA, transposeB }: Workloads['matmul']): number {
  const inner = (transposeA ? a.at(-2) : a.at(-1)) ?? 1;
  const columns = (transposeB ? b.at(-2) : b.at(-1)) ?? 1;
  const rows = a.reduce((product, length) => product * length, 1) / inner;
  return 2 * rows * inner * columns;
}
