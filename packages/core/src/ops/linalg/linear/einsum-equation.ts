/**
 * @file Reading an einsum equation against the shapes of its operands: one label for every axis.
 *
 * A letter labels one axis. An ellipsis stands for the axes that the letters leave; those are labelled by their
 * distance from the ellipsis' end, so that they align as broadcasting does. Lengths that share a letter must agree;
 * under an ellipsis a length of 1 stretches.
 */

import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape } from '../../../shape/index.ts';

/** A label: a letter, or `…n` for the n-th axis from the end of an ellipsis. */
export type AxisLabel = string;

/** An equation with a label for every axis. */
export interface ResolvedEquation {
  /** One label per axis of each operand; a label that stands twice asks for the diagonal. */
  readonly operands: readonly (readonly AxisLabel[])[];
  /** The labels of the result, each once. */
  readonly output: readonly AxisLabel[];
  /** The length of every label. */
  readonly lengths: ReadonlyMap<AxisLabel, number>;
}

/** One side of a comma: letters, perhaps with an ellipsis among them. */
interface Subscripts {
  readonly before: readonly string[];
  readonly ellipsis: boolean;
  readonly after: readonly string[];
}

/** Whether a label stands for an axis under an ellipsis. */
export const isEllipsisLabel = (label: AxisLabel) => label.startsWith('…');

/**
 * Reads an equation.
 * @throws InvalidArgumentError naming the equation and what is wrong with it, or with the shapes.
 */
export function resolveEquation(equation: string, shapes: readonly Shape[]): ResolvedEquation {
  const fail = (problem: string) =>
    new InvalidArgumentError(
      `einsum '${equation}': ${problem} (shapes ${shapes.map(formatShape).join(', ')}).`,
    );
  const [left, right, ...rest] = equation.replaceAll(/\s/g, '').split('->');
  if (rest.length > 0) throw fail("there is more than one '->'");
  const subscripts = left.split(',').map((text) => parseSubscripts(text, fail));
  if (subscripts.length !== shapes.length) {
    throw fail(`it describes ${subscripts.length} operands, and ${shapes.length} are given`);
  }
  const operands = subscripts.map((subscript, i) => labelAxes(subscript, shapes[i], i, fail));
  const lengths = labelLengths(operands, shapes, fail);
  const output =
    right === undefined
      ? implicitOutput(operands)
      : explicitOutput(parseSubscripts(right, fail), ellipsisLabels(operands), fail);
  for (const label of output) {
    if (!lengths.has(label)) throw fail(`the result has an axis '${label}' that no operand has`);
  }
  if (new Set(output).size !== output.length) throw fail('the result names an axis twice');
  return { operands, output, lengths };
}

type Fail = (problem: string) => InvalidArgumentError;

function parseSubscripts(text: string, fail: Fail): Subscripts {
  const match = /^([a-zA-Z]*)(\.{3})?([a-zA-Z]*)$/.exec(text);
  if (!match) throw fail(`'${text}' is not letters with at most one '...' among them`);
  return { before: [...match[1]], ellipsis: match[2] !== undefined, after: [...match[3]] };
}

function labelAxes({ before, ellipsis, after }: Subscripts, shape: Shape, operand: number, fail: Fail) {
  const covered = shape.length - before.length - after.length;
  if (covered < 0 || (covered > 0 && !ellipsis)) {
    throw fail(
      `operand ${operand} has ${shape.length} axes, and ${before.length + after.length} letters label them`,
    );
  }
  return [...before, ...ellipsisOfRank(covered), ...after];
}

/** The labels of the axes under an ellipsis, outermost first. */
const ellipsisOfRank = (rank: number) => Array.from({ length: rank }, (_, axis) => `…${rank - axis}`);

/** The labels under the longest ellipsis. */
function ellipsisLabels(operands: ResolvedEquation['operands']): readonly AxisLabel[] {
  return ellipsisOfRank(Math.max(0, ...operands.map((labels) => labels.filter(isEllipsisLabel).length)));
}

function labelLengths(operands: ResolvedEquation['operands'], shapes: readonly Shape[], fail: Fail) {
  const lengths = new Map<AxisLabel, number>();
  operands.forEach((labels, operand) => {
    labels.forEach((label, axis) => {
      const length = shapes[operand][axis];
      const known = lengths.get(label) ?? length;
      const stretches = isEllipsisLabel(label) && (known === 1 || length === 1);
      if (known !== length && !stretches) {
        throw fail(
          isEllipsisLabel(label)
            ? `lengths ${known} and ${length} under the ellipsis do not broadcast`
            : `axis '${label}' has length ${known} and, in operand ${operand}, ${length}`,
        );
      }
      lengths.set(label, known === 1 ? length : known);
    });
  });
  return lengths;
}

/** Without '->': the axes under the ellipsis, then the letters that stand once, in order of their code. */
function implicitOutput(operands: ResolvedEquation['operands']): readonly AxisLabel[] {
  const letters = operands.flat().filter((label) => !isEllipsisLabel(label));
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return [...ellipsisLabels(operands), ...once.sort()];
}

function explicitOutput(
  { before, ellipsis, after }: Subscripts,
  covered: readonly AxisLabel[],
  fail: Fail,
): readonly AxisLabel[] {
  if (!ellipsis && covered.length > 0) throw fail("the operands have a '...' and the result has none");
  return [...before, ...covered, ...after];
}
