/**
 * @file Folds in WGSL: what reductions and scans do with elements.
 *
 * A fold has a state, which may hold more than an element does: the sum of 16-bit floats is a float32, and an extreme
 * position comes with its element. An element is lifted to a state, states are combined in any order that a kernel
 * likes, and at the end a state gives the result, which is rounded or wrapped once, as it is stored.
 */

import { type DType, highest, lowest, type ReduceKind, type ScanKind } from '@tenon/core/backend';
import { calledFunctions, constantText } from '../../program/dialect.ts';
import { orderKeyFunction } from '../../wgsl/order-key.ts';
import { type WgslType, wgslType } from '../../wgsl/types.ts';

export interface Fold {
  /** 32-bit words of a state. */
  readonly words: 1 | 2;
  /** The type `State` and the functions `identity()`, `lift(value, position)`, `combine(a, b)` and `finish(state)`. */
  readonly declarations: readonly string[];
  /** Functions of the library that they call. */
  readonly functions: ReadonlySet<string>;
}

interface Definition {
  readonly state: WgslType | 'vec2<u32>' | 'vec2<f32>';
  /** Declarations that the expressions below need. */
  readonly declarations?: readonly string[];
  readonly identity: string;
  /** An expression of `value` and `position`. */
  readonly lift: string;
  /** Statements of `a` and `b`. */
  readonly combine: string;
  /** An expression of `state`, and its type. */
  readonly finish: string;
  readonly result: WgslType;
}

/** The fold of a kind over elements of a dtype. */
export function foldOf(kind: ReduceKind | ScanKind, dtype: DType): Fold {
  const { state, declarations = [], identity, lift, combine, finish, result } = definitionOf(kind, dtype);
  const texts = [
    ...declarations,
    `alias State = ${state};`,
    `fn identity() -> State { return ${identity}; }`,
    `fn lift(value: ${wgslType(dtype)}, position: u32) -> State { return ${lift}; }`,
    `fn combine(a: State, b: State) -> State { ${combine} }`,
    `fn finish(state: State) -> ${result} { return ${finish}; }`,
  ];
  return {
    words: state.startsWith('vec2') ? 2 : 1,
    declarations: texts,
    functions: calledFunctions(texts),
  };
}

/** Declares `state_of_x(i)`, of the words of an operand `x`. */
export function stateLoad({ words }: Fold, x: string): string {
  const bits = words === 1 ? `load_${x}(i)` : `vec2(load_${x}(2u * i), load_${x}(2u * i + 1u))`;
  return `fn state_of_${x}(i: u32) -> State { return bitcast<State>(${bits}); }`;
}

/** Declares `store_state(i, state)`, to the words of an operand `y`. */
export function stateStore({ words }: Fold, y: string): string {
  const body =
    words === 1
      ? `store_${y}(i, bitcast<u32>(state));`
      : `let bits = bitcast<vec2<u32>>(state);
  store_${y}(2u * i, bits.x);
  store_${y}(2u * i + 1u, bits.y);`;
  return `fn store_state(i: u32, state: State) { ${body} }`;
}

function definitionOf(kind: ReduceKind | ScanKind, dtype: DType): Definition {
  const type = wgslType(dtype);
  const element = (identity: number | bigint, combine: string): Definition => ({
    state: type,
    identity: constantText(identity, dtype),
    lift: 'value',
    combine: `return ${combine};`,
    finish: 'state',
    result: type,
  });
  const prefix = type === 'f32' ? 'tn_' : '';
  switch (kind) {
    case 'sum':
      return element(0, 'a + b');
    case 'prod':
      return element(1, 'a * b');
    case 'min':
      return element(highest(dtype), `${prefix}min(a, b)`);
    case 'max':
      return element(lowest(dtype), `${prefix}max(a, b)`);
    case 'any':
      return truth('0u', 'a | b');
    case 'all':
      return truth('1u', 'a & b');
    case 'argMin':
      return extremePosition(dtype, false);
    case 'argMax':
      return extremePosition(dtype, true);
    case 'logSumExp':
      return logSumExp;
    default:
      return kind satisfies never;
  }
}

/** Truth values as words, which, unlike `bool`, can lie in buffers. */
const truth = (identity: string, combine: string): Definition => ({
  state: 'u32',
  identity,
  lift: 'select(0u, 1u, value)',
  combine: `return ${combine};`,
  finish: 'state != 0u',
  result: 'bool',
});

/** The least pair of key and position. NaN has the greatest key, so it is found only where nothing else is. */
const extremePosition = (dtype: DType, descending: boolean): Definition => ({
  state: 'vec2<u32>',
  declarations: [orderKeyFunction(dtype, descending)],
  identity: 'vec2(0xffffffffu)',
  lift: 'vec2(order_key(value), position)',
  combine: 'return select(a, b, b.x < a.x || (b.x == a.x && b.y < a.y));',
  finish: 'i32(state.y)',
  result: 'i32',
});

/** The greatest element, and Σ exp(element − greatest), so that nothing overflows. */
const logSumExp: Definition = {
  state: 'vec2<f32>',
  declarations: [
    // Apart where they are equal, because ∞ − ∞ is NaN.
    `fn scaled(state: vec2<f32>, greatest: f32) -> f32 {
  if (bitcast<u32>(state.x) == bitcast<u32>(greatest)) { return state.y; }
  return state.y * tn_exp(state.x - greatest);
}`,
  ],
  identity: 'vec2(-tn_infinity(), 0.0f)',
  lift: 'vec2(value, select(1.0f, 0.0f, bitcast<u32>(value) == 0xff800000u))',
  combine: `let greatest = tn_max(a.x, b.x);
  return vec2(greatest, scaled(a, greatest) + scaled(b, greatest));`,
  finish: 'state.x + tn_log(state.y)',
  result: 'f32',
};
