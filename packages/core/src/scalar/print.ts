/**
 * @file Printing scalar programs in C-like languages: CUDA C, WGSL.
 *
 * A program becomes one declaration per node, in the program's order, and expressions are never nested: a compiler of
 * the language sees what is shared, and one that folds constants at compile time, and refuses those that overflow, sees
 * none. What types are called, and what an operation is in the language, is a dialect's to say.
 */

import type { DType } from '../dtype/index.ts';
import type { ScalarOperation } from './operations.ts';
import type { ScalarProgram } from './program.ts';

/** How a language says things. */
export interface ProgramDialect {
  /** Declares a name once and for all: `let v0: f32 = …;`. */
  declare(name: string, dtype: DType, expression: string): string;
  constant(value: number | bigint | boolean, dtype: DType): string;
  /**
   * An operation applied to names.
   * @param from The dtype of the operands; for `select`, of the last two.
   * @param to The dtype of the result.
   */
  apply(operation: ScalarOperation, operands: readonly string[], from: DType, to: DType): string;
}

/** Where a program's leaves come from. */
export interface ProgramLeaves {
  /** An expression for the element of an input. */
  input(input: number): string;
  /** An expression for the coordinate along an axis. */
  index(axis: number, dtype: 'int32' | 'int64'): string;
}

/** A program as text. */
export interface PrintedProgram {
  /** Declarations, in order. */
  readonly statements: readonly string[];
  /** By output, the name of its value. */
  readonly outputs: readonly string[];
}

/** Prints a program. Names are `v0`, `v1` …, by node. */
export function printProgram(
  program: ScalarProgram,
  dialect: ProgramDialect,
  leaves: ProgramLeaves,
): PrintedProgram {
  const name = (position: number) => `v${position}`;
  const statements = program.nodes.map((node, position) => {
    switch (node.kind) {
      case 'input':
        return dialect.declare(name(position), node.dtype, leaves.input(node.input));
      case 'constant':
        return dialect.declare(name(position), node.dtype, dialect.constant(node.value, node.dtype));
      case 'index':
        return dialect.declare(name(position), node.dtype, leaves.index(node.axis, node.dtype));
      case 'apply': {
        const { operation, operands, dtype } = node;
        // A condition comes first, and the dtype of the others decides.
        const from = program.nodes[operands[operands.length - 1] as number] as { readonly dtype: DType };
        const expression = dialect.apply(operation, operands.map(name), from.dtype, dtype);
        return dialect.declare(name(position), dtype, expression);
      }
      default:
        return node satisfies never;
    }
  });
  return { statements, outputs: program.outputs.map(name) };
}
