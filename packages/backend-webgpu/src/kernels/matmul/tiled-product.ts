/**
 * @file The shader of `matmul` for large matrices.
 */

import type { KernelSource } from '../../queue/compute-kernel.ts';
import { kernelSource } from '../../wgsl/shader.ts';
import type { KernelContext } from '../kernel-context.ts';
import {
  batchStatements,
  finishFunction,
  type Product,
  productParameters,
  productValues,
  storeStatement,
  variantOf,
} from './product.ts';
import { shareParameters, shareValues } from './split-terms.ts';
import { TILE_WORKGROUP, tileCount, tileDeclarations, tiledProduct, tileStatements } from './tile.ts';

/** @param shares How many workgroups share the terms of a tile; the output is then the first of so many. */
export function dispatchTiledProduct(context: KernelContext, product: Product, shares: number): void {
  const { program, batches, rows, columns, terms, plan } = product;
  const kernel = context.cache.get(program, `${variantOf(product)} tiled`, () => source(product));
  const groups = batches * shares * tileCount(rows, columns);
  const parameters = [...shareValues(shares, terms, batches * rows * columns), ...productValues(product)];
  context.queue.dispatch(kernel, plan.buffers, parameters, groups);
}

function source(product: Product): KernelSource {
  const { operands, plan, type } = product;
  const finish = finishFunction(product);
  return kernelSource({
    label: 'matmul',
    operands,
    binding: plan.binding,
    parameters: [...shareParameters, ...productParameters(product)],
    functions: finish.functions,
    declarations: [...finish.declarations, ...tileDeclarations(type)],
    workgroupSize: TILE_WORKGROUP,
    body: [
      tileStatements,
      ...batchStatements(product, 'batch'),
      tiledProduct({
        type,
        left: {
          isAcross: 'parameters.a_row == 1u',
          line: (row, lane) => `let a_line${lane} = a_at + ${row} * parameters.a_row;`,
          term: (k) => `let a_term = ${k} * parameters.a_column;`,
          element: (lane) => `load_a(a_line${lane} + a_term)`,
        },
        right: {
          isAcross: 'parameters.b_column == 1u',
          line: (column, lane) => `let b_line${lane} = b_at + ${column} * parameters.b_column;`,
          term: (k) => `let b_term = ${k} * parameters.b_row;`,
          element: (lane) => `load_b(b_line${lane} + b_term)`,
        },
        store: (row, column, sum) => storeStatement(product, row, column, sum, 'y_at + share_at'),
      }),
    ].join('\n'),
  });
}
