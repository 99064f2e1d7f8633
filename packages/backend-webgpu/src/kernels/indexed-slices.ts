/**
 * @file The indices of gather and scatter in a shader: rows of `depth` coordinates, each the address of a slice.
 */

import type { GpuView } from '../memory/gpu-buffer.ts';

/** Parameters for a view's axes that indices address: their lengths and strides, and the stride along a row. */
export function addressParameters(depth: number): readonly string[] {
  const axes = Array.from({ length: depth }, (_, axis) => [`extent_${axis}`, `step_${axis}`]);
  return ['along_row', ...axes.flat()];
}

/** Their values. @param firstAxis The first of the axes of `sliced` that are addressed. */
export function addressValues(indices: GpuView, sliced: GpuView, firstAxis: number): readonly number[] {
  const last = indices.shape.length - 1;
  const axes = Array.from({ length: indices.shape[last] }, (_, i) => [
    sliced.shape[firstAxis + i],
    sliced.strides[firstAxis + i],
  ]);
  return [indices.strides[last], ...axes.flat()];
}

/**
 * Statements that declare `slice_at`, how far the slice is from where the axes begin, and `is_inside`: whether all
 * coordinates of the row at `indices_at` are. A negative coordinate, as a `u32`, is a large one.
 */
export function addressStatements(depth: number): readonly string[] {
  const statements = ['var slice_at = 0u;', 'var is_inside = true;'];
  for (let axis = 0; axis < depth; axis++) {
    statements.push(
      `let index_${axis} = u32(load_indices(indices_at + ${axis}u * parameters.along_row));`,
      `is_inside = is_inside && index_${axis} < parameters.extent_${axis};`,
      `slice_at += index_${axis} * parameters.step_${axis};`,
    );
  }
  return statements;
}
