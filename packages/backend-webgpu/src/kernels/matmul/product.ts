/**
 * @file A batched matrix product with its layouts merged, and its epilogue: what every shader of `matmul` starts from.
 */

import {
  collapseLayouts,
  type DType,
  type Epilogue,
  printProgram,
  type ScalarProgram,
  sizeOf,
} from '@tenon/core/backend';
import type { GpuBuffer, GpuView } from '../../memory/gpu-buffer.ts';
import { calledFunctions, wgsl } from '../../program/dialect.ts';
import { coordinateLayouts, programReads } from '../../program/source.ts';
import { type BindingPlan, type Operand, planBindings } from '../../wgsl/operands.ts';
import { type WgslType, wgslType, wrapped } from '../../wgsl/types.ts';
import { walkParameters, walkStatements, walkValues } from '../../wgsl/walk.ts';

/** Where the matrices of an operand lie, batch by batch. */
interface Matrices {
  /** Its element number `at` of its buffer is `name_at` in a shader. */
  readonly name: string;
  readonly offset: number;
  /** From batch to batch, by batch axis. */
  readonly strides: readonly number[];
  /** From row to row, and from column to column. */
  readonly row: number;
  readonly column: number;
}

/** `y[m, n] = epilogue(Σ_k a[m, k] · b[k, n])`, for each batch. */
export interface Product {
  readonly batchShape: readonly number[];
  readonly batches: number;
  readonly rows: number;
  readonly columns: number;
  /** What is summed for an element. */
  readonly terms: number;
  /** `a`, `b` and `y`; then what the epilogue reads: inputs `x1` …, and coordinates `axis0` … */
  readonly matrices: readonly Matrices[];
  readonly operands: readonly Operand[];
  readonly plan: BindingPlan;
  /** Of `a` and `b`. */
  readonly dtype: DType;
  /** What is summed in. */
  readonly type: WgslType;
  readonly program: ScalarProgram | null;
}

export function productOf(
  a: GpuView,
  b: GpuView,
  output: GpuView,
  epilogue: Epilogue<GpuBuffer> | undefined,
): Product {
  const rank = output.shape.length;
  const program = epilogue?.program ?? null;
  const reads = program ? programReads(program) : { inputs: [], axes: [] };
  const inputs = reads.inputs.filter((input) => input > 0);
  const views = epilogue ? inputs.map((input) => epilogue.inputs[input - 1]) : [];
  const coordinates = program ? coordinateLayouts(program, rank) : [];
  const names = [
    'a',
    'b',
    'y',
    ...inputs.map((input) => `x${input}`),
    ...reads.axes.map((axis) => `axis${axis}`),
  ];
  const layouts = [a, b, output, ...views, ...coordinates];
  const collapsed = collapseLayouts(
    output.shape.slice(0, -2),
    layouts.map(({ strides }) => strides.slice(0, -2)),
  );
  const product: Product = {
    batchShape: collapsed.shape,
    batches: sizeOf(collapsed.shape),
    rows: output.shape[rank - 2],
    columns: output.shape[rank - 1],
    terms: a.shape[rank - 1],
    matrices: layouts.map(({ offset, strides }, i) => ({
      name: names[i],
      offset,
      strides: collapsed.strides[i],
      row: strides[rank - 2],
      column: strides[rank - 1],
    })),
    operands: [
      { name: 'a', dtype: a.dtype, access: 'read' },
      { name: 'b', dtype: b.dtype, access: 'read' },
      { name: 'y', dtype: output.dtype, access: 'write' },
      ...inputs.map((input, i): Operand => ({ name: `x${input}`, dtype: views[i].dtype, access: 'read' })),
    ],
    plan: planBindings([a, b, output, ...views].map(({ buffer }) => buffer)),
    dtype: a.dtype,
    type: wgslType(a.dtype),
    program,
  };
  return withBatchAsRows(product);
}

/** One matrix `b` for all batches makes them one tall product, if the others go from batch to batch as from row to row. */
function withBatchAsRows(product: Product): Product {
  const { batchShape, matrices, rows } = product;
  if (batchShape.length === 0 || matrices[1].strides.some((stride) => stride !== 0)) return product;
  const others = matrices.filter(({ name }) => name !== 'b');
  const collapsed = collapseLayouts(
    [...batchShape, rows],
    others.map(({ strides, row }) => [...strides, row]),
  );
  if (collapsed.shape.length > 1) return product;
  const merged = others.map((each, i) => ({ ...each, strides: [], row: collapsed.strides[i][0] ?? 0 }));
  return {
    ...product,
    batchShape: [],
    batches: 1,
    rows: product.batches * rows,
    matrices: [merged[0], { ...matrices[1], strides: [] }, ...merged.slice(1)],
  };
}

/** What a shader's text depends on, beside its program. */
export function variantOf({ batchShape, dtype, operands, plan }: Product): string {
  return `matmul ${dtype} ${operands[2].dtype} ${batchShape.length} ${plan.binding}`;
}

export function productParameters({ batchShape, matrices }: Product): readonly string[] {
  const names = matrices.map(({ name }) => name);
  const strides = names.flatMap((name) => [`${name}_row`, `${name}_column`]);
  const sizes = ['batches', 'rows', 'columns', 'terms'];
  return [...sizes, ...strides, ...walkParameters(batchShape.length, names, 'batch')];
}

export function productValues(product: Product): readonly number[] {
  const { batchShape, batches, rows, columns, terms, matrices } = product;
  const strides = matrices.flatMap(({ row, column }) => [row, column]);
  return [batches, rows, columns, terms, ...strides, ...walkValues(batchShape, matrices)];
}

/** Statements that declare where the matrices of a batch begin: `a_at` … */
export function batchStatements({ batchShape, matrices }: Product, batch: string): readonly string[] {
  return walkStatements(
    batchShape.length,
    matrices.map(({ name }) => name),
    batch,
    'batch',
  );
}

/** The epilogue as a function `finish` of the sum and of where its operands lie; none if there is no epilogue. */
export function finishFunction({ program, matrices, type, operands }: Product): {
  readonly declarations: readonly string[];
  readonly functions: Iterable<string>;
} {
  if (!program) return { declarations: [], functions: [] };
  const { statements, outputs } = printProgram(program, wgsl, {
    input: (input) => (input === 0 ? 'sum' : `load_x${input}(x${input}_at)`),
    index: (axis) => `i32(axis${axis}_at)`,
  });
  const places = matrices.slice(3).map(({ name }) => `${name}_at: u32`);
  const header = `fn finish(${[`sum: ${type}`, ...places].join(', ')}) -> ${wgslType(operands[2].dtype)}`;
  return {
    declarations: [`${header} {\n  ${statements.join('\n  ')}\n  return ${outputs[0]};\n}`],
    functions: calledFunctions(statements),
  };
}

/** Stores an element; after {@link batchStatements}. @param start Where the matrix of the output begins. */
export function storeStatement(
  { program, matrices, dtype }: Product,
  row: string,
  column: string,
  sum: string,
  start = 'y_at',
): string {
  const at = ({ name }: Matrices, from = `${name}_at`) =>
    `${from} + ${row} * parameters.${name}_row + ${column} * parameters.${name}_column`;
  const [, , y, ...read] = matrices;
  // Small integers are summed in 32 bits, and wrap where they are stored.
  const value = program
    ? `finish(${[wrapped(dtype, sum), ...read.map((each) => at(each))].join(', ')})`
    : sum;
  return `store_y(${at(y, start)}, ${value});`;
}
