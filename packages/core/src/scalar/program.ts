/**
 * @file Scalar programs: small expressions over the elements at one coordinate, in static single assignment form.
 *
 * A program is what a backend's `map` evaluates at every coordinate. Nodes are hash-consed while it is built, so
 * equal subexpressions are one node, and whole programs are interned, so equal programs are one object: a backend
 * finds what it compiled by identity (a `WeakMap`), never by building a string.
 */

import type { DType } from '../dtype/index.ts';
import type { ScalarOperation } from './operations.ts';

/** One node. Operands are positions of earlier nodes in the program's list. */
export type ScalarNode =
  | { readonly kind: 'input'; readonly dtype: DType; readonly input: number }
  | { readonly kind: 'constant'; readonly dtype: DType; readonly value: number | bigint | boolean }
  /** The output coordinate along an axis. */
  | { readonly kind: 'index'; readonly dtype: 'int32' | 'int64'; readonly axis: number }
  | {
      readonly kind: 'apply';
      readonly dtype: DType;
      readonly operation: ScalarOperation;
      readonly operands: readonly number[];
    };

/** An interned program. Two programs are equal exactly if they are the same object. */
export interface ScalarProgram {
  /** The dtypes of the inputs, in order; an input may be unused. */
  readonly inputs: readonly DType[];
  /** Nodes in evaluation order. */
  readonly nodes: readonly ScalarNode[];
  /** Positions of the output nodes; every output has the same shape. */
  readonly outputs: readonly number[];
  /** A text that is equal exactly for equal programs: for a cache on disk, and for debugging. */
  readonly key: string;
}

const interned = new Map<string, ScalarProgram>();

/** The interned program of these parts; drops nodes that no output needs. */
export function internProgram(
  inputs: readonly DType[],
  nodes: readonly ScalarNode[],
  outputs: readonly number[],
): ScalarProgram {
  const live = liveNodes(nodes, outputs);
  const position = new Map<number, number>();
  const kept: ScalarNode[] = [];
  nodes.forEach((node, id) => {
    if (!live.has(id)) return;
    position.set(id, kept.length);
    kept.push(
      node.kind === 'apply'
        ? { ...node, operands: node.operands.map((operand) => position.get(operand) as number) }
        : node,
    );
  });
  const keptOutputs = outputs.map((id) => position.get(id) as number);
  const key = `${inputs.join(',')}|${kept.map(nodeKey).join(';')}|${keptOutputs.join(',')}`;
  const known = interned.get(key);
  if (known) return known;
  const program = { inputs, nodes: kept, outputs: keptOutputs, key };
  interned.set(key, program);
  return program;
}

/** A text that is equal exactly for equal nodes. */
export function nodeKey(node: ScalarNode): string {
  switch (node.kind) {
    case 'input':
      return `in${node.input}:${node.dtype}`;
    case 'constant':
      // −0 and 0 are different constants, and String() writes both as "0".
      return `${Object.is(node.value, -0) ? '-0' : node.value}:${node.dtype}`;
    case 'index':
      return `ix${node.axis}:${node.dtype}`;
    case 'apply':
      return `${node.operation}(${node.operands.join(',')}):${node.dtype}`;
    default:
      return node satisfies never;
  }
}

function liveNodes(nodes: readonly ScalarNode[], outputs: readonly number[]): ReadonlySet<number> {
  const live = new Set<number>(outputs);
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id] as ScalarNode;
    if (live.has(id) && node.kind === 'apply') for (const operand of node.operands) live.add(operand);
  }
  return live;
}

/** The inputs that a program reads, ascending. */
export function usedInputs(program: ScalarProgram): readonly number[] {
  const used = new Set<number>();
  for (const node of program.nodes) if (node.kind === 'input') used.add(node.input);
  return [...used].sort((a, b) => a - b);
}
