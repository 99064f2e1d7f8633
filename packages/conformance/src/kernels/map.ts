/**
 * @file Cases of `map`: every scalar operation, and what only whole programs show (several outputs, coordinates,
 * shapes).
 *
 * Values are those of the scalar table's executable form, run in float64; the table itself is held to TensorFlow by the
 * ops of level 2.
 */

import { allDTypes, type DType, isFloating } from '@tenon/core';
import {
  buildProgram,
  evaluateElements,
  type Scalar,
  type ScalarBuilder,
  type ScalarOperation,
  type ScalarOperationInfo,
  type ScalarProgram,
  type Shape,
  scalarBuilder,
  scalarOperationNames,
  scalarOperations,
} from '@tenon/core/backend';
import type { RandomSource } from '../op-info/op-info.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import {
  coordinates,
  drawn,
  elementsOf,
  expectedValues,
  type KernelCase,
  type KernelSpec,
  type LoopElement,
  loopDType,
} from './kernel-case.ts';

export const mapSpec: KernelSpec = {
  kernel: 'map',
  dtypes: allDTypes,
  cases: (dtype) => [
    ...operationCases(dtype),
    ...castCases(dtype),
    ...shapeCases(dtype),
    ...programCases(dtype),
  ],
};

/** Where an operation is defined and well conditioned; elsewhere it is level 2 that looks. */
type Domain = (random: RandomSource) => number;
const between =
  (low: number, high: number): Domain =>
  (random) =>
    low + random() * (high - low);

const anywhere = between(-4, 4);
const positive = between(0.25, 6);
const domains: { readonly [Op in ScalarOperation]?: Domain } = {
  sqrt: positive,
  rsqrt: positive,
  log: between(1.5, 9),
  log1p: positive,
  tan: between(-1.3, 1.3),
  asin: between(-0.9, 0.9),
  acos: between(-0.9, 0.9),
  acosh: between(1.5, 6),
  atanh: between(-0.9, 0.9),
  erfinv: between(-0.9, 0.9),
  lgamma: between(2.5, 9),
  digamma: between(2, 9),
  zeta: between(1.5, 6),
  igamma: positive,
  igammac: positive,
  igammaGradA: positive,
  betainc: between(0.1, 0.9),
  pow: positive,
  floorDiv: between(1, 7),
  floorMod: between(1, 7),
  truncDiv: between(1, 7),
  truncMod: between(1, 7),
  div: positive,
};

/** Functions that implementations commonly approximate less closely than within 4 ULP. */
const approximated: readonly ScalarOperation[] = [
  'lgamma',
  'digamma',
  'zeta',
  'igamma',
  'igammac',
  'igammaGradA',
  'betainc',
  'erfinv',
  'erfc',
];

/** Operations whose meaning is the dtype's own: computed in it, not in float64. */
const inOwnDType: readonly ScalarOperation[] = ['nextAfter', 'floorDiv', 'floorMod', 'truncMod'];

function operationCases(dtype: DType): readonly KernelCase[] {
  return scalarOperationNames
    .filter((operation) => accepts(operation, dtype))
    .map((operation) => operationCase(operation, dtype));
}

function accepts(operation: ScalarOperation, dtype: DType): boolean {
  const info: ScalarOperationInfo = scalarOperations[operation];
  return info.result !== 'named' && operation !== 'select' && info.accepts.members.includes(dtype);
}

function operationCase(operation: ScalarOperation, dtype: DType): KernelCase {
  const info: ScalarOperationInfo = scalarOperations[operation];
  const domain = domains[operation] ?? anywhere;
  const inputs = Array.from({ length: info.arity }, (_, i) =>
    drawn(`map/${operation}/${i}`, dtype, [5, 7], domain),
  );
  const expression = (s: ScalarBuilder, operands: readonly Scalar[]) =>
    // Every operation is a method of as many operands as its arity.
    (s[operation] as (...operands: readonly Scalar[]) => Scalar)(...operands);
  return mapCase(operation, inputs, expression, {
    exactIn: inOwnDType.includes(operation) ? dtype : loopDType(dtype),
    ulp: approximated.includes(operation) ? 64 : 4,
  });
}

interface MapCaseOptions {
  /** The dtype that the expected values are computed in. */
  readonly exactIn?: DType;
  readonly ulp?: number;
}

/** A case of one expression over inputs of one shape and dtype. */
function mapCase(
  label: string,
  inputs: readonly TensorValues[],
  expression: (s: ScalarBuilder, inputs: readonly Scalar[]) => Scalar,
  { exactIn = loopDType(inputs[0].dtype), ulp = 4 }: MapCaseOptions = {},
): KernelCase {
  const { dtype, shape } = inputs[0];
  const dtypes = inputs.map((input) => input.dtype);
  const program = buildProgram(dtypes, expression);
  const exact = buildProgram(
    dtypes.map((given) => (given === dtype ? exactIn : given)),
    expression,
  );
  const [elements] = evaluateElements(exact, inputs.map(elementsOf), inputs[0].data.length);
  const output = program.nodes[program.outputs[0]].dtype;
  return {
    label: `${label} [${shape.join(', ')}]`,
    inputs,
    expected: [expectedValues(output, shape, elements)],
    outputDTypes: [output],
    run: (kernels, views, outputs) => kernels.map(program, views, outputs),
    ulp,
    stridedOutput: true,
  };
}

/** A cast to every dtype. */
function castCases(dtype: DType): readonly KernelCase[] {
  return allDTypes
    .filter((to) => to !== dtype)
    .map((to) => {
      const input = drawn(`map/cast/${to}`, dtype, [5, 7], between(-100, 100));
      return mapCase(`cast to ${to}`, [input], (s, [x]) => s.cast(x, to), { exactIn: dtype, ulp: 0 });
    });
}

/** The shape classes, by the simplest program that needs arithmetic where there is one. */
function shapeCases(dtype: DType): readonly KernelCase[] {
  const shapes: readonly Shape[] = [[], [1], [0], [3, 0, 2], [13], [3, 1, 5], [2, 3, 2, 3], [31, 33]];
  const combine = (s: ScalarBuilder, [x, y]: readonly Scalar[]) =>
    dtype === 'bool' ? s.logicalAnd(x, y) : s.add(x, y);
  return shapes.map((shape) =>
    mapCase('two inputs', [drawn('map/x', dtype, shape), drawn('map/y', dtype, shape)], combine),
  );
}

/** What whole programs can do besides: choose, count, and give several outputs. */
function programCases(dtype: DType): readonly KernelCase[] {
  const shape = [4, 6];
  const x = drawn('map/x', dtype, shape);
  const y = drawn('map/y', dtype, shape);
  const condition = drawn('map/condition', 'bool', shape);
  return [
    mapCase('select', [x, y, condition], (s, [a, b, c]) => s.select(c, a, b), { ulp: 0 }),
    coordinateCase(dtype, shape),
    ...(dtype === 'bool' ? [] : [twoOutputsCase(x, y)]),
    ...(isFloating(dtype) ? [constantCase(x)] : []),
  ];
}

function constantCase(x: TensorValues): KernelCase {
  return mapCase('constants', [x], (s, [a]) => s.max(s.mul(a, 0.5), -1.25));
}

/** The coordinate along the last axis, cast to the dtype. */
function coordinateCase(dtype: DType, shape: Shape): KernelCase {
  const s = scalarBuilder([]);
  const program = s.build([s.cast(s.index(1), dtype)]);
  const elements = [...coordinates(shape)].map(([, column]): LoopElement => {
    if (dtype === 'bool') return column === 0 ? 0 : 1;
    return dtype === 'int64' || dtype === 'uint64' ? BigInt(column) : column;
  });
  return {
    label: 'coordinates',
    inputs: [],
    expected: [expectedValues(dtype, shape, elements)],
    outputDTypes: [dtype],
    run: (kernels, views, outputs) => kernels.map(program, views, outputs),
    ulp: 0,
    stridedOutput: true,
  };
}

/** The greater and the lesser of two inputs, in one pass. */
function twoOutputsCase(x: TensorValues, y: TensorValues): KernelCase {
  const { dtype, shape } = x;
  const build = (to: DType): ScalarProgram => {
    const s = scalarBuilder([to, to]);
    return s.build([s.max(s.input(0), s.input(1)), s.min(s.input(0), s.input(1))]);
  };
  const outputs = evaluateElements(build(loopDType(dtype)), [elementsOf(x), elementsOf(y)]);
  const program = build(dtype);
  return {
    label: 'two outputs',
    inputs: [x, y],
    expected: outputs.map((elements) => expectedValues(dtype, shape, elements)),
    outputDTypes: [dtype, dtype],
    run: (kernels, views, made) => kernels.map(program, views, made),
    ulp: 0,
    stridedOutput: true,
  };
}
