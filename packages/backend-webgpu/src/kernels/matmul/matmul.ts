/**
 * @file `matmul`: choosing the shader of a product.
 */

import { type Epilogue, sizeOf } from '@tenon/core/backend';
import type { GpuBuffer, GpuView } from '../../memory/gpu-buffer.ts';
import type { KernelContext } from '../kernel-context.ts';
import { withPackedInputs } from '../pack-inputs.ts';
import { dispatchPlainProduct } from './plain-product.ts';
import { type Product, productOf } from './product.ts';
import { dispatchSlicedProduct } from './sliced-product.ts';
import { dispatchTiledProduct } from './tiled-product.ts';

export function matmul(
  context: KernelContext,
  a: GpuView,
  b: GpuView,
  output: GpuView,
  epilogue?: Epilogue<GpuBuffer>,
): void {
  if (sizeOf(output.shape) === 0) return;
  withPackedInputs(context, [a, b, ...(epilogue?.inputs ?? [])], [output], ([left, right, ...inputs]) => {
    const product = productOf(left, right, output, epilogue && { program: epilogue.program, inputs });
    dispatchOf(product)(context, product);
  });
}

/** A side that a tile is filled by to a half; and few outputs, which would leave most of a GPU idle. */
const TILED_SIDE = 32;
const FEW_OUTPUTS = 4096;

function dispatchOf({ batches, rows, columns, terms }: Product) {
  const isThin = rows === 1 || columns === 1;
  if (isThin && terms >= 64) return dispatchSlicedProduct;
  if (terms >= 512 && batches * rows * columns <= FEW_OUTPUTS) return dispatchSlicedProduct;
  if (rows >= TILED_SIDE && columns >= TILED_SIDE && terms >= 8) return dispatchTiledProduct;
  return dispatchPlainProduct;
}
