/**
 * @file `matmul`: batched matrix products.
 *
 * Blocking, packing and threads are the library's. An epilogue is a map over the finished product, in place where the
 * product has the output's dtype: it costs one more pass over the output, while the product costs one for every few
 * hundred terms, and it keeps the library's inner loops free of programs.
 */

import { byteWidth, contiguousLayout, type DType, type Epilogue, sizeOf } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import type { Programs } from '../program/compile.ts';
import { map, runMap } from './map.ts';

export function matmul(
  driver: Driver,
  programs: Programs,
  a: CpuView,
  b: CpuView,
  output: CpuView,
  epilogue?: Epilogue<CpuBuffer>,
): void {
  if (!epilogue) {
    multiply(driver, a, b, output);
    return;
  }
  const precision = precisionInPrograms(a.dtype);
  if (precision === output.dtype) {
    multiply(driver, a, b, output);
    map(driver, programs, epilogue.program, [output, ...epilogue.inputs], [output]);
    return;
  }
  const buffer = driver.memory.allocate(sizeOf(output.shape) * byteWidth(precision));
  try {
    const product: CpuView = { buffer, dtype: precision, ...contiguousLayout(output.shape) };
    multiply(driver, a, b, product);
    runMap(driver, programs.ofWidened(epilogue.program), [product, ...epilogue.inputs], [output]);
  } finally {
    driver.memory.free(buffer);
  }
}

function multiply(driver: Driver, a: CpuView, b: CpuView, output: CpuView): void {
  driver.begin(commandNumber.matmul);
  driver.putView(a);
  driver.putView(b);
  driver.putView(output);
  driver.run();
}

/** 16-bit floats have float32 precision until a program stores them: the library writes such products unrounded. */
function precisionInPrograms(dtype: DType): DType {
  return dtype === 'float16' || dtype === 'bfloat16' ? 'float32' : dtype;
}
