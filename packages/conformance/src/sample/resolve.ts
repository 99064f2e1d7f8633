/**
 * @file From an OpInfo's sample to the call it stands for: dtypes settled, elements drawn, and a key by content.
 */

import type { DType } from '@tenon/core';
import type { InputSpec } from '@tenon/core/backend';
import type { OpInfo, Sample, SampleInput, SampleOperand } from '../op-info/op-info.ts';
import { byteHash, type HashState, initialHash, randomSource, textHash } from './random-source.ts';
import { type TensorValues, tensorValues } from './tensor-values.ts';

/** What stands in one place of a call. */
export type ResolvedOperand = TensorValues | readonly TensorValues[] | null;

/** A call of an op as data. */
export interface ResolvedSample {
  readonly operands: readonly ResolvedOperand[];
  readonly attrs: Readonly<Record<string, unknown>>;
  /** The same exactly for the same elements, shapes, dtypes and attributes: names a recorded vector. */
  readonly key: string;
  /** The shapes and attributes, for people: `[5, 7], axis=1`. */
  readonly label: string;
  readonly isSpecial: boolean;
}

/** The position of the input whose dtype an op is tested by. */
export function testedInput(info: OpInfo): number {
  const { inputSpecs } = info.op;
  if (info.testedInput !== undefined) return inputSpecs.findIndex((spec) => spec.name === info.testedInput);
  const varied = inputSpecs.findIndex((spec) => spec.accepts.members.length > 1);
  return Math.max(varied, 0);
}

/** The dtypes that an op is tested in. */
export function testedDTypes(info: OpInfo): readonly DType[] {
  return info.dtypes ?? info.op.inputSpecs[testedInput(info)]?.accepts.members ?? ['float32'];
}

/** The calls that an op is tested with in a dtype. */
export function resolveSamples(info: OpInfo, dtype: DType): readonly ResolvedSample[] {
  const given = (samples: OpInfo['samples'] | undefined): readonly Sample[] =>
    typeof samples === 'function' ? samples(dtype) : (samples ?? []);
  return [
    ...given(info.samples).map((sample) => resolveSample(info, sample, dtype, false)),
    ...given(info.special).map((sample) => resolveSample(info, sample, dtype, true)),
  ];
}

/** Settles the dtypes of a sample and draws its elements. */
export function resolveSample(info: OpInfo, sample: Sample, dtype: DType, isSpecial = false): ResolvedSample {
  const { inputSpecs } = info.op;
  const tested = inputSpecs[testedInput(info)];
  const operands = inputSpecs.map((spec, position): ResolvedOperand => {
    const operand: SampleOperand | undefined = sample.inputs[position];
    if (operand === undefined || operand === null) return null;
    const place = spec.sharesWith === tested.sharesWith ? dtype : preferredDType(spec);
    const draw = (template: SampleInput, item: number) =>
      drawValues(info.name, `${position}.${item}`, template, place);
    return isList(operand) ? operand.map(draw) : draw(operand, 0);
  });
  const attrs = sample.attrs ?? {};
  return { operands, attrs, key: contentKey(operands, attrs), label: labelOf(operands, attrs), isSpecial };
}

const isList = (operand: SampleOperand): operand is readonly SampleInput[] => Array.isArray(operand);

/** The dtype of an input whose dtype is not the tested one. */
function preferredDType({ accepts }: InputSpec): DType {
  const preferences: readonly DType[] = ['int32', 'bool', 'float32'];
  return preferences.find((dtype) => accepts.members.includes(dtype)) ?? accepts.members[0];
}

function drawValues(op: string, place: string, template: SampleInput, dtype: DType): TensorValues {
  const to = template.dtype ?? dtype;
  const shape = typeof template.shape === 'function' ? template.shape(to) : template.shape;
  // Not seeded by the dtype: the same numbers in every dtype, each rounded to it.
  const elements = template.values(to, randomSource(`${op}/${place}/${shape.join('x')}`));
  return tensorValues(to, shape, elements);
}

/** The operands of a call as one list, where a list operand takes as many places as it has elements. */
export function flatOperands(operands: readonly ResolvedOperand[]): readonly TensorValues[] {
  return operands.flatMap((operand) => (operand === null ? [] : operand));
}

function contentKey(operands: readonly ResolvedOperand[], attrs: Readonly<Record<string, unknown>>): string {
  let state: HashState = textHash(describeAttrs(attrs), initialHash);
  for (const operand of operands) {
    const list = operand === null ? [] : Array.isArray(operand) ? operand : [operand];
    state = textHash(`${Array.isArray(operand)}${list.length}`, state);
    for (const { dtype, shape, data } of list as readonly TensorValues[]) {
      state = textHash(`${dtype}[${shape}]`, state);
      state = byteHash(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), state);
    }
  }
  return state.map((half) => half.toString(36).padStart(7, '0')).join('');
}

function labelOf(operands: readonly ResolvedOperand[], attrs: Readonly<Record<string, unknown>>): string {
  const shape = (values: TensorValues) => `[${values.shape.join(', ')}]`;
  const inputs = operands.map((operand) =>
    operand === null ? 'none' : isValues(operand) ? shape(operand) : `(${operand.map(shape).join(' ')})`,
  );
  return [...inputs, describeAttrs(attrs)].filter((part) => part !== '').join(' ');
}

const isValues = (operand: ResolvedOperand): operand is TensorValues =>
  operand !== null && 'dtype' in operand;

/** Attributes as a text that is equal exactly for equal ones. */
function describeAttrs(attrs: Readonly<Record<string, unknown>>): string {
  return Object.entries(attrs)
    .map(([name, value]) => `${name}=${describeValue(value)}`)
    .join(' ');
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describeValue).join(',')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([key, item]) => `${key}:${describeValue(item)}`)}}`;
  }
  return String(value);
}
