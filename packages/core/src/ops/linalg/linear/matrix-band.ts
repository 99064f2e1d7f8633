/**
 * @file Bands of matrices: several diagonals next to each other, and how they are packed, one to a row.
 *
 * Diagonals differ in length. Packed, the shorter ones are padded to the longest, at a side that `align` names: first
 * for the diagonals above the main one, then for those below (the main one is the longest in any band it is in).
 */

import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape, sameShape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { slice } from '../../array/indexing.ts';
import { stack } from '../../array/joining.ts';
import { squeeze } from '../../array/layout.ts';
import { pad } from '../../array/padding.ts';
import { diagonal, diagonalLength, placeDiagonal } from './diagonal.ts';

/** A diagonal by its offset (positive: above the main one), or the lowest and the highest of a band. */
export type DiagonalOffset = number | readonly [low: number, high: number];

/** To which side the diagonals above the main one, and those below, are packed. */
export type DiagonalAlign = 'RIGHT_LEFT' | 'LEFT_RIGHT' | 'LEFT_LEFT' | 'RIGHT_RIGHT';

/** What pads short diagonals, and fills matrices beside them. */
export type DiagonalPadding = number | bigint | boolean;

/** A band of the matrices of a shape, resolved. */
interface Band {
  readonly op: string;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly columns: number;
  /** The length of the longest diagonal. */
  readonly longest: number;
  /** Where in its packed row a diagonal begins. */
  readonly begin: (offset: number) => number;
}

/**
 * The lowest and the highest diagonal of a band.
 * @throws InvalidArgumentError if they are no integers or the wrong way round.
 */
export function bandLimits(k: DiagonalOffset, op: string): readonly [low: number, high: number] {
  const [low, high] = typeof k === 'number' ? [k, k] : k;
  if (Number.isInteger(low) && Number.isInteger(high) && low <= high) return [low, high];
  throw new InvalidArgumentError(
    `${op}: k must be an integer or a pair [low, high], got ${JSON.stringify(k)}.`,
  );
}

function resolveBand(shape: Shape, k: DiagonalOffset, align: DiagonalAlign, op: string): Band {
  if (shape.length < 2) {
    throw new InvalidArgumentError(
      `${op}: takes matrices or batches of them, got shape ${formatShape(shape)}.`,
    );
  }
  if (!['RIGHT_LEFT', 'LEFT_RIGHT', 'LEFT_LEFT', 'RIGHT_RIGHT'].includes(align)) {
    throw new InvalidArgumentError(`${op}: align must be two of 'LEFT' and 'RIGHT', got '${align}'.`);
  }
  const [low, high] = bandLimits(k, op);
  const [rows, columns] = shape.slice(-2);
  // The main diagonal is there even in an empty matrix.
  const isInside = (offset: number) => offset === 0 || (offset > -rows && offset < columns);
  if (!isInside(low) || !isInside(high)) {
    throw new InvalidArgumentError(
      `${op}: a matrix of ${rows} × ${columns} has diagonals ${1 - rows} to ${columns - 1}, got k = ${JSON.stringify(k)}.`,
    );
  }
  const longest = Math.min(rows + Math.min(high, 0), columns - Math.max(low, 0));
  const [above, below] = align.split('_');
  const begin = (offset: number) => {
    const isRight = (offset >= 0 && above === 'RIGHT') || (offset <= 0 && below === 'RIGHT');
    return isRight ? longest - diagonalLength(rows, columns, offset) : 0;
  };
  return { op, low, high, rows, columns, longest, begin };
}

/** The offsets of a band, highest first: the order of the packed rows. */
const offsetsOf = ({ low, high }: Band) => Array.from({ length: high - low + 1 }, (_, row) => high - row);

const matrixAxes = (rank: number) => [rank - 2, rank - 1] as const;

/** The diagonals of a band: […, longest], or […, diagonals, longest] if there are more than one. */
export function bandDiagonals(
  matrices: Tensor,
  k: DiagonalOffset,
  padding: DiagonalPadding,
  align: DiagonalAlign,
  op: string,
): Tensor {
  const band = resolveBand(matrices.shape, k, align, op);
  const axes = matrixAxes(matrices.rank);
  if (band.low === band.high) return diagonal(matrices, { axes, offset: band.low });
  const batchPadding = matrices.shape.slice(0, -2).map(() => [0, 0] as const);
  const packed = offsetsOf(band).map((offset) => {
    const one = diagonal(matrices, { axes, offset });
    const before = band.begin(offset);
    const after = band.longest - before - (one.shape.at(-1) as number);
    return pad(one, [...batchPadding, [before, after]], { constantValues: padding });
  });
  return stack(packed, -2);
}

/**
 * `background` broadcast to matrices of a shape, with the diagonals of a band overwritten.
 * @throws InvalidArgumentError if what is written has not the shape of the band's diagonals.
 */
export function withBand<T extends Tensor>(
  background: T,
  packed: T,
  shape: Shape,
  k: DiagonalOffset,
  align: DiagonalAlign,
  op: string,
): Tensor {
  const band = resolveBand(shape, k, align, op);
  const axes = matrixAxes(shape.length);
  const offsets = offsetsOf(band);
  const batch = shape.slice(0, -2);
  const expected = offsets.length === 1 ? [...batch, band.longest] : [...batch, offsets.length, band.longest];
  if (!sameShape(packed.shape, expected)) {
    throw new InvalidArgumentError(
      `${op}: the diagonals k = ${JSON.stringify(k)} of shape ${formatShape(shape)} have shape ` +
        `${formatShape(expected)}, got ${formatShape(packed.shape)}.`,
    );
  }
  if (offsets.length === 1) return placeDiagonal(packed, background, { shape, axes, offset: band.low });
  return offsets.reduce<Tensor>((written, offset, row) => {
    const length = diagonalLength(band.rows, band.columns, offset);
    const begin = [...batch.map(() => 0), row, band.begin(offset)];
    const one = squeeze(slice(packed, begin, [...batch, 1, length]), -2);
    return placeDiagonal(one, written, { shape, axes, offset });
  }, background);
}
