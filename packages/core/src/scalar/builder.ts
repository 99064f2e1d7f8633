/**
 * @file Building scalar programs: `s.mul(0.5, s.add(1, s.erf(x)))`.
 *
 * The builder checks dtypes as it goes, conses equal nodes into one, and folds the few identities that hold for every
 * value including NaN and −0 (x·1, −−x, a choice between equals), so derivative rules may be written plainly.
 */

import { type DType, isBigInt, isFloating } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import {
  type CastOperation,
  type OperationOfArity,
  type ScalarOperation,
  type ScalarOperationInfo,
  scalarOperationNames,
  scalarOperations,
} from './operations.ts';
import { internProgram, nodeKey, type ScalarNode, type ScalarProgram } from './program.ts';
import { roundElement } from './rounding.ts';

/** A typed value inside a program under construction. */
export interface Scalar {
  readonly id: number;
  readonly dtype: DType;
}

/** An operand: a scalar, or a constant that takes the dtype of the scalar beside it. */
export type ScalarOperand = Scalar | number | boolean;

type UnaryOperation = Exclude<OperationOfArity<1>, CastOperation>;
type Apply = { readonly [Op in UnaryOperation]: (x: ScalarOperand) => Scalar } & {
  readonly [Op in OperationOfArity<2>]: (a: ScalarOperand, b: ScalarOperand) => Scalar;
} & {
  readonly [Op in OperationOfArity<3>]: (a: ScalarOperand, b: ScalarOperand, c: ScalarOperand) => Scalar;
} & {
  readonly [Op in CastOperation]: (x: Scalar, dtype: DType) => Scalar;
};

/** Every operation of the table as a method, and the leaves: inputs, constants and coordinates. */
export interface ScalarBuilder extends Apply {
  input(index: number): Scalar;
  constant(value: number | bigint | boolean, dtype: DType): Scalar;
  /** The output coordinate along `axis`. int32 unless the axis may be longer than 2³¹ − 1. */
  index(axis: number, dtype?: 'int32' | 'int64'): Scalar;
  /** The node behind a scalar. */
  node(x: Scalar): ScalarNode;
  /** Ends the construction. */
  build(outputs: readonly Scalar[]): ScalarProgram;
}

class Builder {
  readonly #inputs: readonly DType[];
  readonly #nodes: ScalarNode[] = [];
  readonly #ids = new Map<string, number>();

  constructor(inputs: readonly DType[]) {
    this.#inputs = inputs;
  }

  input(index: number): Scalar {
    const dtype = this.#inputs[index];
    if (dtype === undefined) throw new InvalidArgumentError(`A scalar program has no input ${index}.`);
    return this.#add({ kind: 'input', dtype, input: index });
  }

  constant(value: number | bigint | boolean, dtype: DType): Scalar {
    return this.#add({ kind: 'constant', dtype, value: constantOf(value, dtype) });
  }

  index(axis: number, dtype: 'int32' | 'int64' = 'int32'): Scalar {
    return this.#add({ kind: 'index', dtype, axis });
  }

  node(x: Scalar): ScalarNode {
    return this.#nodes[x.id] as ScalarNode;
  }

  build(outputs: readonly Scalar[]): ScalarProgram {
    return internProgram(
      this.#inputs,
      this.#nodes,
      outputs.map((output) => output.id),
    );
  }

  apply(operation: ScalarOperation, args: readonly (ScalarOperand | DType)[]): Scalar {
    const info: ScalarOperationInfo = scalarOperations[operation];
    if (info.result === 'named') {
      // The typed methods give casts a scalar and a dtype.
      const [x, dtype] = args as readonly [Scalar, DType];
      return x.dtype === dtype ? x : this.#add({ kind: 'apply', dtype, operation, operands: [x.id] });
    }
    const operands = this.#typed(operation, info, args as readonly ScalarOperand[]);
    const last = operands[operands.length - 1] as Scalar;
    const simpler = this.#simplify(operation, operands);
    if (simpler) return simpler;
    const dtype = info.result === 'bool' ? 'bool' : last.dtype;
    return this.#add({ kind: 'apply', dtype, operation, operands: operands.map((operand) => operand.id) });
  }

  /** Gives constants the dtype of the scalars beside them, and checks that the dtypes agree. */
  #typed(
    operation: ScalarOperation,
    info: ScalarOperationInfo,
    args: readonly ScalarOperand[],
  ): readonly Scalar[] {
    const isCondition = (position: number) => operation === 'select' && position === 0;
    const sibling = args.find(
      (arg, position): arg is Scalar => typeof arg === 'object' && !isCondition(position),
    );
    const dtype = sibling?.dtype;
    if (dtype === undefined || !info.accepts.members.includes(dtype)) {
      throw new InvalidArgumentError(
        `Scalar operation ${operation} takes ${info.accepts.label} operands, got ${dtype ?? 'constants only'}.`,
      );
    }
    return args.map((arg, position) => {
      const expected = isCondition(position) ? 'bool' : dtype;
      const scalar = typeof arg === 'object' ? arg : this.constant(arg, expected);
      if (scalar.dtype !== expected) {
        throw new InvalidArgumentError(
          `Scalar operation ${operation}: operand ${position} is ${scalar.dtype}, expected ${expected}.`,
        );
      }
      return scalar;
    });
  }

  #simplify(operation: ScalarOperation, operands: readonly Scalar[]): Scalar | undefined {
    const [a, b, c] = operands as readonly [Scalar, Scalar, Scalar];
    switch (operation) {
      case 'mul':
        if (this.#isConstant(b, 1)) return a;
        return this.#isConstant(a, 1) ? b : undefined;
      case 'div':
        return this.#isConstant(b, 1) ? a : undefined;
      case 'neg': {
        const node = this.node(a);
        if (node.kind !== 'apply' || node.operation !== 'neg') return undefined;
        return { id: node.operands[0] as number, dtype: a.dtype };
      }
      case 'select':
        return b.id === c.id ? b : undefined;
      default:
        return undefined;
    }
  }

  #isConstant(x: Scalar, value: number): boolean {
    const node = this.node(x);
    return node.kind === 'constant' && Number(node.value) === value;
  }

  #add(node: ScalarNode): Scalar {
    const key = nodeKey(node);
    const known = this.#ids.get(key);
    if (known !== undefined) return { id: known, dtype: node.dtype };
    const id = this.#nodes.push(node) - 1;
    this.#ids.set(key, id);
    return { id, dtype: node.dtype };
  }
}

/** A constant as programs hold it: a float has the precision of its dtype, like every other value in a program. */
function constantOf(value: number | bigint | boolean, dtype: DType): number | bigint | boolean {
  if (dtype === 'bool') return Boolean(value);
  if (isBigInt(dtype)) return BigInt(value);
  return isFloating(dtype) ? roundElement[dtype](Number(value)) : Number(value);
}

// One method per row of the table. `Apply` gives them their types.
for (const operation of scalarOperationNames) {
  Object.defineProperty(Builder.prototype, operation, {
    value(this: Builder, ...args: (ScalarOperand | DType)[]) {
      return this.apply(operation, args);
    },
  });
}

/** Starts a program over inputs of these dtypes. */
export function scalarBuilder(inputs: readonly DType[]): ScalarBuilder {
  // The loop above installed exactly the methods that `Apply` lists.
  return new Builder(inputs) as unknown as ScalarBuilder;
}

/** Builds a program of one output in one expression. */
export function buildProgram(
  inputs: readonly DType[],
  expression: (s: ScalarBuilder, inputs: readonly Scalar[]) => Scalar,
): ScalarProgram {
  const s = scalarBuilder(inputs);
  return s.build([
    expression(
      s,
      inputs.map((_, index) => s.input(index)),
    ),
  ]);
}

/** The program that copies its one input. */
export function identityProgram(dtype: DType): ScalarProgram {
  let program = identities.get(dtype);
  if (!program) {
    program = buildProgram([dtype], (_, inputs) => inputs[0] as Scalar);
    identities.set(dtype, program);
  }
  return program;
}

const identities = new Map<DType, ScalarProgram>();
