/**
 * @file Resampling an axis as a matrix: row i says how much each source counts for element i of the result.
 *
 * Every method of TensorFlow's `tf.image.resize` is such a matrix, and so its gradient needs nothing of its own.
 * Elements are cells of length 1 whose centres are compared («half-pixel centres»). Positions are computed in float32,
 * as TensorFlow does: at a boundary between two sources the last bit decides.
 */

import { type ResamplingKernel, resamplingKernels } from './kernels.ts';

const { fround } = Math;

/** How an image is resized. */
export type ResizeMethod =
  | 'bilinear'
  | 'nearest'
  | 'bicubic'
  | 'area'
  | 'lanczos3'
  | 'lanczos5'
  | 'gaussian'
  | 'mitchellcubic';

/** The methods that weigh several sources. */
export type InterpolationMethod = Exclude<ResizeMethod, 'nearest'>;

/** One source of an element, and its weight. */
type Contribution = readonly [source: number, weight: number];

/** For each element of the result the source nearest to its centre. */
export function nearestSources(sources: number, results: number): readonly number[] {
  const scale = fround(sources / results);
  return Array.from({ length: results }, (_, i) =>
    Math.min(Math.floor(fround(fround(i + 0.5) * scale)), sources - 1),
  );
}

/** The matrix [results, sources] of a method, row by row. */
export function resamplingMatrix(
  method: InterpolationMethod,
  antialias: boolean,
  sources: number,
  results: number,
): readonly number[] {
  const contributionsTo = contributions(method, antialias, sources, results);
  const matrix = new Array<number>(results * sources).fill(0);
  for (let i = 0; i < results; i++) {
    for (const [source, weight] of contributionsTo(i)) matrix[i * sources + source] += weight;
  }
  return matrix;
}

function contributions(
  method: InterpolationMethod,
  antialias: boolean,
  sources: number,
  results: number,
): (element: number) => readonly Contribution[] {
  switch (method) {
    case 'bilinear':
      return antialias
        ? filtered(resamplingKernels.triangle, true, sources, results)
        : linear(sources, results);
    case 'bicubic':
      return antialias
        ? filtered(resamplingKernels.keyscubic, true, sources, results)
        : cubic(sources, results);
    case 'area':
      return area(sources, results);
    default:
      return filtered(resamplingKernels[method], antialias, sources, results);
  }
}

/** The position among the centres of the sources of the centre of an element. */
function centreOf(element: number, sources: number, results: number): number {
  return fround(fround(fround(element + 0.5) * fround(sources / results)) - 0.5);
}

/** The two sources around the centre; beyond the edge there is only the last. */
function linear(sources: number, results: number) {
  return (element: number): readonly Contribution[] => {
    const centre = centreOf(element, sources, results);
    const before = Math.floor(centre);
    const part = fround(centre - before);
    return [
      [Math.max(before, 0), 1 - part],
      [Math.min(Math.ceil(centre), sources - 1), part],
    ];
  };
}

/** The nearest integer; halves to the even one, as C's `lrint`. */
export function roundToEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

/** The kernel's table in TensorFlow has this many entries between two sources. */
const CUBIC_STEPS = 1024;

/** The four sources around the centre by Keys' kernel, without those beyond the edge. */
function cubic(sources: number, results: number) {
  const { weight } = resamplingKernels.keyscubic;
  return (element: number): readonly Contribution[] => {
    const centre = centreOf(element, sources, results);
    const before = Math.floor(centre);
    const part = roundToEven((centre - before) * CUBIC_STEPS) / CUBIC_STEPS;
    const around = [-1, 0, 1, 2].map((i): Contribution => [before + i, weight(Math.abs(i - part))]);
    return normalized(around.filter(([source]) => source >= 0 && source < sources));
  };
}

/** The cells that an element covers, by the length it covers of each. */
function area(sources: number, results: number) {
  const scale = fround(sources / results);
  return (element: number): readonly Contribution[] => {
    const [start, end] = [fround(element * scale), fround((element + 1) * scale)];
    const cells: Contribution[] = [];
    for (let source = Math.floor(start); source < Math.ceil(end); source++) {
      const covered = Math.min(source + 1, end) - Math.max(source, start);
      cells.push([Math.min(source, sources - 1), covered / scale]);
    }
    return cells;
  };
}

/** The sources within a kernel, which when downsampling grows to cover them all, so as not to alias. */
function filtered(kernel: ResamplingKernel, antialias: boolean, sources: number, results: number) {
  const step = fround(sources / results);
  const scale = antialias ? Math.max(step, 1) : 1;
  return (element: number): readonly Contribution[] => {
    const centre = fround(fround(element + 0.5) * step);
    const first = Math.max(0, Math.ceil(fround(centre - kernel.radius * scale - 0.5)));
    const last = Math.min(sources - 1, Math.floor(fround(centre + kernel.radius * scale - 0.5)));
    const within: Contribution[] = [];
    for (let source = first; source <= last; source++) {
      within.push([source, kernel.weight(Math.abs((source + 0.5 - centre) / scale))]);
    }
    return normalized(within);
  };
}

/** Weights that sum to 1: at the edge the sources inside count for those that are missing. */
function normalized(contributions: readonly Contribution[]): readonly Contribution[] {
  const sum = contributions.reduce((total, [, weight]) => total + weight, 0);
  return contributions.map(([source, weight]) => [source, weight / sum]);
}
