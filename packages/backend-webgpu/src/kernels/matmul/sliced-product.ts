/**
 * @file The shader of `matmul` for few outputs of many terms, as a matrix times a vector is: the invocations of a workgroup
 * share the terms of an element.
 *
 * How many share them depends on the layout, so that neighbouring invocations read neighbouring words: terms that are
 * neighbours in memory are shared by many, else neighbouring elements lie in one workgroup.
 */

import type { KernelSource } from '../../queue/compute-kernel.ts';
import { kernelSource } from '../../wgsl/shader.ts';
import type { KernelContext } from '../kernel-context.ts';
import { blockedSum } from './blocked-sum.ts';
import {
  batchStatements,
  finishFunction,
  type Product,
  productParameters,
  productValues,
  storeStatement,
  variantOf,
} from './product.ts';

const WORKGROUP = 256;

export function dispatchSlicedProduct(context: KernelContext, product: Product): void {
  const { program, batches, rows, columns, matrices, plan } = product;
  const [a, b] = matrices;
  // The longer operand decides.
  const isAlongTerms = Math.abs(rows >= columns ? a.column : b.row) === 1;
  const slices = isAlongTerms ? 64 : 8;
  const kernel = context.cache.get(program, `${variantOf(product)} sliced ${slices}`, () =>
    source(product, slices, isAlongTerms),
  );
  const groups = Math.ceil((batches * rows * columns) / (WORKGROUP / slices));
  context.queue.dispatch(kernel, plan.buffers, productValues(product), groups);
}

/** @param isAlongTerms Whether neighbouring invocations have neighbouring terms, or neighbouring elements. */
function source(product: Product, slices: number, isAlongTerms: boolean): KernelSource {
  const { operands, plan, type } = product;
  const finish = finishFunction(product);
  const elements = WORKGROUP / slices;
  return kernelSource({
    label: 'matmul of many terms',
    operands,
    binding: plan.binding,
    parameters: productParameters(product),
    functions: finish.functions,
    declarations: [...finish.declarations, `var<workgroup> sums: array<${type}, ${WORKGROUP}>;`],
    workgroupSize: WORKGROUP,
    body: [
      ...(isAlongTerms
        ? [`let slice = local % ${slices}u;`, `let place = local / ${slices}u;`]
        : [`let slice = local / ${elements}u;`, `let place = local % ${elements}u;`]),
      `let element = group * ${elements}u + place;`,
      'let column = element % parameters.columns;',
      'let row = element / parameters.columns % parameters.rows;',
      'let batch = element / parameters.columns / parameters.rows;',
      // Surplus elements are summed, since all must meet at the barriers, but not stored.
      ...batchStatements(product, 'min(batch, parameters.batches - 1u)'),
      'let a_row_at = a_at + row * parameters.a_row;',
      'let b_column_at = b_at + column * parameters.b_column;',
      blockedSum(
        type,
        'slice',
        slices,
        'load_a(a_row_at + k * parameters.a_column) * load_b(b_column_at + k * parameters.b_row)',
      ),
      `let own = slice * ${elements}u + place;
sums[own] = sum;
workgroupBarrier();
for (var half = ${slices / 2}u; half > 0u; half /= 2u) {
  if (slice < half) { sums[own] += sums[own + half * ${elements}u]; }
  workgroupBarrier();
}
if (slice == 0u && batch < parameters.batches) {
  let total = sums[place];
  ${storeStatement(product, 'row', 'column', 'total')}
}`,
    ].join('\n'),
  });
}
