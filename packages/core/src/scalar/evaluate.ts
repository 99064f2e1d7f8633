/**
 * @file Evaluating scalar programs in JavaScript, a block of elements at a time.
 *
 * Code generation (`new Function`) is forbidden where a content security policy is strict, and interpreting a program
 * anew for each element is slow. So the program's nodes are the outer loop and the elements of a block the inner
 * one, which spreads the cost of interpretation over the block; a block is small enough for its intermediate values
 * to stay in the processor's cache.
 *
 * Every node has a register, a block of values: float64 for all dtypes that are numbers, so that the loops below see
 * one kind of array, and an ordinary array of bigints for 64-bit integers. Programs share the registers: a program
 * runs to its end before another starts.
 */

import { type DType, dtypeInfo, isBigInt } from '../dtype/index.ts';
import { bitcastFunction, castFunction, type Element } from './cast.ts';
import { type ArithmeticClass, meanings } from './meaning.ts';
import type { ScalarNode, ScalarProgram } from './program.ts';
import { roundElement } from './rounding.ts';

/** The most elements evaluated at once. */
export const BLOCK_LENGTH = 1024;

/** Values of one node at consecutive coordinates: bigints for int64 and uint64, numbers for all else. */
export type Block = Float64Array | bigint[];

/** A program ready to run. Fill the blocks of inputs and coordinates, `run`, then read the blocks of the outputs. */
export interface BlockProgram {
  /** By input, the block that its values go to; `undefined` if the program does not read the input. */
  readonly inputs: readonly (Block | undefined)[];
  /** The coordinates the program asks for, and where they go. */
  readonly coordinates: readonly { readonly axis: number; readonly block: Block }[];
  /** By output, the block its values come in. Outputs and inputs may share a block. */
  readonly outputs: readonly Block[];
  /**
   * Evaluates the first `count` elements of every block.
   * @throws InvalidArgumentError for an integer divided by zero or raised to a negative power.
   */
  run(count: number): void;
}

const compiled = new WeakMap<ScalarProgram, BlockProgram>();

/** The program in runnable form, made on first use. */
export function blockProgram(program: ScalarProgram): BlockProgram {
  let known = compiled.get(program);
  if (!known) {
    known = compile(program);
    compiled.set(program, known);
  }
  return known;
}

/**
 * Evaluates a program at a few elements given as arrays, for constants and tests; `map` is the way for tensors.
 *
 * @param inputs By input, its elements; at most BLOCK_LENGTH, and as many for each.
 * @returns By output, its elements.
 */
export function evaluateElements(
  program: ScalarProgram,
  inputs: readonly (readonly Element[])[],
  count: number = inputs[0].length,
): Element[][] {
  const runnable = blockProgram(program);
  runnable.inputs.forEach((block, input) => {
    for (let i = 0; block && i < count; i++) block[i] = inputs[input][i];
  });
  runnable.run(count);
  return runnable.outputs.map((block) => Array.from<Element>(block.slice(0, count)));
}

const numberRegisters: Float64Array[] = [];
const bigintRegisters: bigint[][] = [];

/** The register of a node. Registers are shared by all programs, by position and kind. */
function register(position: number, dtype: DType): Block {
  if (isBigInt(dtype)) {
    bigintRegisters[position] ??= new Array<bigint>(BLOCK_LENGTH).fill(0n);
    return bigintRegisters[position];
  }
  numberRegisters[position] ??= new Float64Array(BLOCK_LENGTH);
  return numberRegisters[position];
}

/** Computes the first `count` elements of one node. */
type Step = (count: number) => void;

function compile(program: ScalarProgram): BlockProgram {
  const registers = program.nodes.map((node, position) => register(position, node.dtype));
  const inputs = new Array<Block | undefined>(program.inputs.length).fill(undefined);
  const coordinates: { axis: number; block: Block }[] = [];
  const steps: Step[] = [];
  program.nodes.forEach((node, position) => {
    const target = registers[position];
    switch (node.kind) {
      case 'input':
        inputs[node.input] = target;
        break;
      case 'index':
        coordinates.push({ axis: node.axis, block: target });
        break;
      case 'constant':
        steps.push(constantStep(node.value, node.dtype, target));
        break;
      case 'apply':
        steps.push(applyStep(node, program, registers, target));
        break;
      default:
        node satisfies never;
    }
  });
  return {
    inputs,
    coordinates,
    outputs: program.outputs.map((position) => registers[position]),
    run(count) {
      for (let i = 0; i < steps.length; i++) steps[i](count);
    },
  };
}

/** A block seen as a list of one element type. The element types of a node's blocks follow from its dtypes. */
interface Lane<T> {
  [position: number]: T;
}

function constantStep(value: number | bigint | boolean, dtype: DType, target: Block): Step {
  const round = roundElement[dtype] as Rounding;
  const element = round(typeof value === 'boolean' ? Number(value) : value);
  // A constant's JavaScript type is that of its dtype, hence of its block.
  return (count) =>
    (target as { fill(element: unknown, start: number, end: number): void }).fill(element, 0, count);
}

type ApplyNode = Extract<ScalarNode, { kind: 'apply' }>;

function applyStep(
  node: ApplyNode,
  program: ScalarProgram,
  registers: readonly Block[],
  target: Block,
): Step {
  // From here on dtypes guarantee what types do not: operands, function and target agree on number or bigint.
  const out = target as Lane<unknown>;
  const [a, b, c] = node.operands.map((operand) => registers[operand] as Lane<unknown>);
  const { dtype } = program.nodes[node.operands[node.operands.length - 1]];
  const round = roundElement[node.dtype] as (x: unknown) => unknown;
  switch (node.operation) {
    case 'cast':
      return unaryStep(castFunction(dtype, node.dtype) as UnaryFunction, dtype, keep, a, out);
    case 'bitcast':
      return unaryStep(bitcastFunction(dtype, node.dtype) as UnaryFunction, dtype, keep, a, out);
    case 'select':
      return ternaryStep(choose, dtype, keep, a, b, c, out);
    default: {
      const f = meaningOf(node.operation, dtype);
      if (node.operands.length === 1) return unaryStep(f as UnaryFunction, dtype, round, a, out);
      if (node.operands.length === 2) return binaryStep(f as BinaryFunction, dtype, round, a, b, out);
      return ternaryStep(f as TernaryFunction, dtype, round, a, b, c, out);
    }
  }
}

/** What an operation does to operands of a dtype; the builder admits only those that the table accepts. */
function meaningOf(operation: keyof typeof meanings, dtype: DType): unknown {
  const byClass: { readonly [C in ArithmeticClass]?: unknown } = meanings[operation];
  return byClass[arithmeticClass(dtype)];
}

function arithmeticClass(dtype: DType): ArithmeticClass {
  if (isBigInt(dtype)) return 'bigint';
  const { kind } = dtypeInfo[dtype];
  return kind === 'uint' ? 'int' : kind;
}

type UnaryFunction = (x: unknown, dtype: DType) => unknown;
type BinaryFunction = (a: unknown, b: unknown, dtype: DType) => unknown;
type TernaryFunction = (a: unknown, b: unknown, c: unknown, dtype: DType) => unknown;
type Rounding = (x: unknown) => unknown;

const keep: Rounding = (x) => x;
const choose: TernaryFunction = (condition, a, b) => (condition === 0 ? b : a);

function unaryStep(
  f: UnaryFunction,
  dtype: DType,
  round: Rounding,
  x: Lane<unknown>,
  out: Lane<unknown>,
): Step {
  return (count) => {
    for (let i = 0; i < count; i++) out[i] = round(f(x[i], dtype));
  };
}

function binaryStep(
  f: BinaryFunction,
  dtype: DType,
  round: Rounding,
  a: Lane<unknown>,
  b: Lane<unknown>,
  out: Lane<unknown>,
): Step {
  return (count) => {
    for (let i = 0; i < count; i++) out[i] = round(f(a[i], b[i], dtype));
  };
}

function ternaryStep(
  f: TernaryFunction,
  dtype: DType,
  round: Rounding,
  a: Lane<unknown>,
  b: Lane<unknown>,
  c: Lane<unknown>,
  out: Lane<unknown>,
): Step {
  return (count) => {
    for (let i = 0; i < count; i++) out[i] = round(f(a[i], b[i], c[i], dtype));
  };
}
