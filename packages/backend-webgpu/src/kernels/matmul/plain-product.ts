/**
 * @file The shader of `matmul` for any shape: one invocation for each element of the output.
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

const WORKGROUP = 64;

export function dispatchPlainProduct(context: KernelContext, product: Product): void {
  const { program, batches, rows, columns, plan } = product;
  const kernel = context.cache.get(program, `${variantOf(product)} plain`, () => source(product));
  const groups = Math.ceil((batches * rows * columns) / WORKGROUP);
  context.queue.dispatch(kernel, plan.buffers, productValues(product), groups);
}

function source(product: Product): KernelSource {
  const { operands, plan, type } = product;
  return kernelSource({
    label: 'matmul of few elements',
    operands,
    binding: plan.binding,
    parameters: productParameters(product),
    ...finishFunction(product),
    workgroupSize: WORKGROUP,
    body: [
      `let element = group * ${WORKGROUP}u + local;`,
      'let column = element % parameters.columns;',
      'let row = element / parameters.columns % parameters.rows;',
      'let batch = element / parameters.columns / parameters.rows;',
      'if (batch >= parameters.batches) { return; }',
      ...batchStatements(product, 'batch'),
      'let a_row_at = a_at + row * parameters.a_row;',
      'let b_column_at = b_at + column * parameters.b_column;',
      blockedSum(
        type,
        '0u',
        1,
        'load_a(a_row_at + k * parameters.a_column) * load_b(b_column_at + k * parameters.b_row)',
      ),
      storeStatement(product, 'row', 'column', 'sum'),
    ].join('\n'),
  });
}
