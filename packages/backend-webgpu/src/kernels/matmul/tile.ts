/**
 * @file A product of large matrices by tiles: a workgroup computes 64 × 64 elements of the output from tiles of 16 terms in
 * workgroup memory, each of its 16 × 16 invocations 4 × 4 of them in registers. So a word of memory that was loaded
 * serves 64 times, and a word of workgroup memory 4 times.
 *
 * An invocation has every 16th row and column: neighbours load and store neighbouring words, and what it needs of a
 * tile is one vector.
 */

import type { WgslType } from '../../wgsl/types.ts';
import { BLOCK } from './blocked-sum.ts';

/** Rows and columns of the output's tile. */
export const TILE = 64;
export const TILE_WORKGROUP = 256;
/** Invocations along a side; terms of a tile in workgroup memory. */
const SIDE = 16;
/** Vectors of a term in workgroup memory: one is unused, so that neighbouring terms lie in different banks. */
const PITCH = SIDE + 1;
const lanes = [0, 1, 2, 3] as const;

/** How tiles of an operand are loaded. An invocation loads four rows (of the right operand: columns) of one term. */
export interface TileSource {
  /**
   * An expression: whether neighbouring invocations load neighbouring rows or columns, or else neighbouring terms. It is
   * the same for all.
   */
  readonly isAcross: string;
  /** Declares what is known of a row or column, `line`, before all terms. @param lane Ends the names that it declares. */
  line(line: string, lane: number): string;
  /** Declares what is known of a term. */
  term(k: string): string;
  /** The element of the line of a lane and of the term. */
  element(lane: number): string;
}

export interface TiledProduct {
  readonly type: WgslType;
  readonly left: TileSource;
  readonly right: TileSource;
  /** Stores an element of the output. */
  store(row: string, column: string, sum: string): string;
}

export function tileDeclarations(type: WgslType): readonly string[] {
  return ['left', 'right'].map(
    (side) => `var<workgroup> ${side}_tile: array<vec4<${type}>, ${SIDE * PITCH}>;`,
  );
}

/** Tiles of one batch. */
export function tileCount(rows: number, columns: number): number {
  return Math.ceil(rows / TILE) * Math.ceil(columns / TILE);
}

/**
 * Statements that declare `batch`, `share` and where its output begins (`share_at`), and where the tile of a workgroup
 * does: `first_row` and `first_column`.
 */
export const tileStatements = `let tile_columns = (parameters.columns + ${TILE - 1}u) / ${TILE}u;
let tiles = tile_columns * ((parameters.rows + ${TILE - 1}u) / ${TILE}u);
let share = group / tiles % parameters.shares;
let batch = group / tiles / parameters.shares;
if (batch >= parameters.batches) { return; }
let share_at = share * parameters.share_elements;
let first_row = group % tiles / tile_columns * ${TILE}u;
let first_column = group % tiles % tile_columns * ${TILE}u;`;

/** Statements that compute the tile and store it. */
export function tiledProduct({ type, left, right, store }: TiledProduct): string {
  const vector = `vec4<${type}>`;
  return `${placeOf('left', left, 'row')}
${placeOf('right', right, 'column')}
let own_row = local / ${SIDE}u;
let own_column = local % ${SIDE}u;
${lanes.map((i) => `var sum${i} = ${vector}();`).join('\n')}
let share_end = min((share + 1u) * parameters.share_terms, parameters.terms);
for (var block = share * parameters.share_terms; block < share_end; block += ${BLOCK}u) {
  ${lanes.map((i) => `var partial${i} = ${vector}();`).join('\n  ')}
  let end = min(block + ${BLOCK}u, share_end);
  for (var first_term = block; first_term < end; first_term += ${SIDE}u) {
    ${load('left', left, type)}
    ${load('right', right, type)}
    workgroupBarrier();
    left_tile[left_term * ${PITCH}u + left_place] = left;
    right_tile[right_term * ${PITCH}u + right_place] = right;
    workgroupBarrier();
    for (var k = 0u; k < ${SIDE}u; k++) {
      let factors = left_tile[k * ${PITCH}u + own_row];
      let others = right_tile[k * ${PITCH}u + own_column];
      ${lanes.map((i) => `partial${i} += factors[${i}] * others;`).join('\n      ')}
    }
  }
  ${lanes.map((i) => `sum${i} += partial${i};`).join('\n  ')}
}
${lanes.map((i) => storeRow(i, store)).join('\n')}`;
}

/** What an invocation loads of each tile. */
function placeOf(side: 'left' | 'right', { isAcross, line }: TileSource, along: 'row' | 'column'): string {
  return `let ${side}_place = select(local / ${SIDE}u, local % ${SIDE}u, ${isAcross});
let ${side}_term = select(local % ${SIDE}u, local / ${SIDE}u, ${isAcross});
${lanes
  .map((lane) => {
    // What lies beyond the last is computed from something, and not stored.
    const position = `min(first_${along} + ${side}_place + ${SIDE * lane}u, parameters.${along}s - 1u)`;
    return line(position, lane);
  })
  .join('\n')}`;
}

function load(side: 'left' | 'right', { term, element }: TileSource, type: WgslType): string {
  return `var ${side} = vec4<${type}>();
    if (first_term + ${side}_term < parameters.terms) {
      ${term(`(first_term + ${side}_term)`).replaceAll('\n', '\n      ')}
      ${side} = vec4<${type}>(${lanes.map(element).join(', ')});
    }`;
}

function storeRow(i: number, store: TiledProduct['store']): string {
  const columns = lanes.map(
    (j) => `  if (column${j} < parameters.columns) { ${store(`row${i}`, `column${j}`, `sum${i}[${j}]`)} }`,
  );
  const declared = lanes.map((j) => `let column${j} = first_column + own_column + ${SIDE * j}u;`);
  return `${i === 0 ? `${declared.join('\n')}\n` : ''}let row${i} = first_row + own_row + ${SIDE * i}u;
if (row${i} < parameters.rows) {
${columns.join('\n')}
}`;
}
