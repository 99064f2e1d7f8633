/**
 * @file Sharing folds among invocations: how many take part in one, and how many terms each takes.
 *
 * The invocations of a workgroup are lanes times folds. Neighbouring ones must read neighbouring words: they are the
 * lanes of one fold where its terms are neighbours in memory, and else those of neighbouring folds.
 */

/** Invocations of a workgroup. */
export const WORKGROUP = 256;
/** Folds side by side whose words fill a memory transaction. */
const FULL_TRANSACTION = 32;

/**
 * Lanes of a fold, a power of two up to the workgroup's invocations.
 * @param each Terms of a lane below which another lane is not worth its place.
 */
export function lanesOf(folds: number, terms: number, isAlongTerms: boolean, each: number): number {
  const wanted = powerOfTwo(Math.ceil(terms / each));
  if (isAlongTerms) return Math.min(wanted, WORKGROUP);
  return Math.min(wanted, WORKGROUP / Math.min(FULL_TRANSACTION, powerOfTwo(folds)));
}

/** The least power of two that is not less. */
export function powerOfTwo(atLeast: number): number {
  let power = 1;
  while (power < atLeast) power *= 2;
  return power;
}

/**
 * Whether neighbouring terms are nearer to each other in memory than neighbouring folds.
 * @param terms By operand, the stride from term to term; `folds` likewise.
 */
export function isAlongTerms(terms: readonly number[], folds: readonly number[]): boolean {
  const distance = (strides: readonly number[]) => strides.reduce((sum, stride) => sum + Math.abs(stride), 0);
  // A stride of 0 moves nothing; where all are 0, either way is the same.
  return distance(terms) <= distance(folds);
}

/** Parameters of a workgroup's division. */
export const laneParameters: readonly string[] = ['lanes', 'is_along_terms'];

/** Statements that declare `lane`, `place` (the fold's number in its workgroup), `folds_each` and `lane_step`. */
export const laneStatements: readonly string[] = [
  `let folds_each = ${WORKGROUP}u / parameters.lanes;`,
  'let is_along_terms = parameters.is_along_terms != 0u;',
  'let lane = select(local / folds_each, local % parameters.lanes, is_along_terms);',
  'let place = select(local % folds_each, local / parameters.lanes, is_along_terms);',
  '// From a lane of a fold to its next.',
  'let lane_step = select(folds_each, 1u, is_along_terms);',
];
