/**
 * @file The derivative of a scalar program is a scalar program: forward differentiation, node by node.
 *
 * The program of an op y = f(x₀ … xₙ₋₁) varied in some inputs has the inputs x₀ … xₙ₋₁, y, and one tangent per varied
 * input. It serves both modes (see `tangent-rules.ts`), and since it is a program like any other it has a derivative
 * in turn, to any order. Which of its inputs it reads tells what a tape must retain.
 */

import { type DType, isFloating } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import { type Scalar, scalarBuilder } from './builder.ts';
import { internProgram, type ScalarNode, type ScalarProgram, usedInputs } from './program.ts';
import { type Tangent, tangentRules } from './tangent-rules.ts';

/** A derivative program, pruned to the inputs that it reads. */
export interface TangentProgram {
  readonly program: ScalarProgram;
  /**
   * What each input of `program` is: i < n is the op's input i, n is the op's output, and n + 1 + j is the tangent of
   * the j-th varied input. The tangents are always there, since the result takes its shape from them.
   */
  readonly reads: readonly number[];
}

/** The op's own expression for its tangent, where the derived one would be unstable. */
export type TangentExpression = (
  s: ReturnType<typeof scalarBuilder>,
  inputs: readonly Scalar[],
  output: Scalar,
  tangents: readonly Tangent[],
) => Tangent;

/**
 * Differentiates a program of one output.
 * @param varied The inputs that vary, by position.
 * @param expression Used instead of the derived tangent if given.
 * @returns null if the output does not depend on them differentiably.
 */
export function tangentProgram(
  program: ScalarProgram,
  varied: readonly number[],
  expression?: TangentExpression,
): TangentProgram | null {
  const arity = program.inputs.length;
  const outputId = program.outputs[0] as number;
  const outputDType = (program.nodes[outputId] as ScalarNode).dtype;
  if (program.outputs.length !== 1) {
    throw new InvalidArgumentError('Only a scalar program of one output has a tangent program.');
  }
  if (!isFloating(outputDType) || !varied.some((input) => isFloating(program.inputs[input] as DType)))
    return null;

  const s = scalarBuilder([
    ...program.inputs,
    outputDType,
    ...varied.map((input) => program.inputs[input] as DType),
  ]);
  const output = s.input(arity);
  const seeds = program.inputs.map((dtype, input): Tangent => {
    const position = varied.indexOf(input);
    return position === -1 || !isFloating(dtype) ? null : s.input(arity + 1 + position);
  });

  const tangent = expression
    ? expression(
        s,
        program.inputs.map((_, input) => s.input(input)),
        output,
        seeds,
      )
    : derive(s, program, output, seeds);
  return tangent && prune(s.build([tangent]), arity + 1);
}

function derive(
  s: ReturnType<typeof scalarBuilder>,
  program: ScalarProgram,
  output: Scalar,
  seeds: readonly Tangent[],
): Tangent {
  const values: Scalar[] = [];
  const tangents: Tangent[] = [];
  program.nodes.forEach((node, id) => {
    switch (node.kind) {
      case 'input':
        values[id] = s.input(node.input);
        tangents[id] = seeds[node.input] as Tangent;
        return;
      case 'constant':
        values[id] = s.constant(node.value, node.dtype);
        tangents[id] = null;
        return;
      case 'index':
        values[id] = s.index(node.axis, node.dtype);
        tangents[id] = null;
        return;
      case 'apply': {
        const operands = node.operands.map((operand) => values[operand]) as [Scalar, Scalar, Scalar];
        const incoming = node.operands.map((operand) => tangents[operand]) as [Tangent, Tangent, Tangent];
        // The op's output is saved, so its own node is read, not computed again.
        values[id] = id === program.outputs[0] ? output : replay(s, node.operation, operands, node.dtype);
        tangents[id] = incoming.some((t) => t)
          ? tangentRules[node.operation](s, operands, incoming, values[id])
          : null;
        return;
      }
      default:
        node satisfies never;
    }
  });
  return tangents[program.outputs[0] as number] ?? null;
}

function replay(
  s: ReturnType<typeof scalarBuilder>,
  operation: (ScalarNode & { kind: 'apply' })['operation'],
  operands: readonly Scalar[],
  dtype: DType,
): Scalar {
  if (operation === 'cast' || operation === 'bitcast') return s[operation](operands[0] as Scalar, dtype);
  // Each method takes as many operands as the node recorded.
  const method = s[operation] as (...args: readonly Scalar[]) => Scalar;
  return method.apply(s, operands as Scalar[]);
}

/** Renumbers the inputs so that only those read remain, and the tangents (from `firstTangent` on), which give the shape. */
function prune(program: ScalarProgram, firstTangent: number): TangentProgram {
  const used = usedInputs(program);
  const reads = program.inputs.map((_, input) => input).filter((i) => i >= firstTangent || used.includes(i));
  const nodes = program.nodes.map((node) =>
    node.kind === 'input' ? { ...node, input: reads.indexOf(node.input) } : node,
  );
  const inputs = reads.map((input) => program.inputs[input] as DType);
  return { program: internProgram(inputs, nodes, program.outputs), reads };
}
