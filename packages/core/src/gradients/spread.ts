/**
 * @file The two directions between a tensor and its reduction, which most rules need: spreading a reduced gradient over
 * the axes that were reduced, and summing a gradient over the axes that were broadcast.
 */

import { broadcastTo, reshape } from '../ops/array/layout.ts';
import { reduceSum } from '../ops/math/reduction.ts';
import {
  type Axes,
  broadcastAxes,
  normalizeAxes,
  reducedShape,
  type Shape,
  sameShape,
} from '../shape/index.ts';
import type { Gradient } from './rule.ts';

/** Repeats what a reduction over `axis` gave along the axes it reduced. */
export function spreadOver(reduced: Gradient, shape: Shape, axis: Axes): Gradient {
  const kept = reducedShape(shape, normalizeAxes(axis, shape.length, 'gradient'), true);
  return broadcastTo(reshape(reduced, kept), shape);
}

/** Undoes broadcasting: sums a gradient over the axes along which a tensor of `shape` was repeated. */
export function sumToShape(gradient: Gradient, shape: Shape): Gradient {
  if (sameShape(gradient.shape, shape)) return gradient;
  const { leading, stretched } = broadcastAxes(shape, gradient.shape);
  return reshape(reduceSum(gradient, [...leading, ...stretched]), shape);
}
