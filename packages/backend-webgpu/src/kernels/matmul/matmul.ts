/**
 * @file `matmul`: choosing the shader of a product.
 */

import { type Epilogue, sizeOf } from '@tenon/core/backend';
import type { GpuBuffer, GpuView } from '../../memory/gpu-buffer.ts';
import type { KernelContext } from '../kernel-context.ts';
import { withPackedInputs } from '../pack-inputs.ts';
import { dispatchPlainProduct } from './plain-product.ts';
import { productOf } from './product.ts';
import { dispatchSlicedProduct } from './sliced-product.ts';
import { shareCount, withShares } from './split-terms.ts';
import { tileCount } from './tile.ts';
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
    dispatch(context, left, right, output, epilogue && { program: epilogue.program, inputs });
  });
}

/** A side that a tile is filled by to a half; and few outputs, which would leave most of a GPU idle. */
const TILED_SIDE = 32;
const FEW_OUTPUTS = 4096;

function dispatch(
  context: KernelContext,
  a: GpuView,
  b: GpuView,
  output: GpuView,
  epilogue: Epilogue<GpuBuffer> | undefined,
): void {
  const product = productOf(a, b, output, epilogue);
  const { batches, rows, columns, terms } = product;
  const isThin = rows === 1 || columns === 1;
  const isFew = batches * rows * columns <= FEW_OUTPUTS;
  if ((isThin && terms >= 64) || (isFew && terms >= 512)) dispatchSlicedProduct(context, product);
  else if (rows < TILED_SIDE || columns < TILED_SIDE || terms < 8) dispatchPlainProduct(context, product);
  else {
    // An epilogue reads the sums themselves, which a tensor of a 16-bit float cannot hold.
    const shares = epilogue ? 1 : shareCount(batches * tileCount(rows, columns), terms);
    withShares(context, shares, a.dtype, output, (target) =>
      dispatchTiledProduct(context, target === output ? product : productOf(a, b, target, undefined), shares),
    );
  }
}
