import { buildProgram, type DType, scalarBuilder } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { assemble } from './assemble.ts';
import { castStep, conversionStep, oddStep, operationStep, truthStep } from './steps.ts';

const steps = (from: DType, to: DType) =>
  assemble(buildProgram([from], (s, [x]) => s.cast(x, to))).instructions.map(({ step }) => step);

test('one operation is one instruction', () => {
  const { instructions, sources } = assemble(
    buildProgram(['float32', 'float32'], (s, [x, y]) => s.add(x, y)),
  );
  expect(sources.map(({ kind }) => kind)).toEqual(['input', 'input']);
  expect(instructions.map(({ step }) => step)).toEqual([operationStep('add', 'float32')]);
});

test('what may leave the range of a narrow integer is wrapped, and nothing else', () => {
  const program = buildProgram(['int8', 'int8'], (s, [x, y]) => s.max(s.add(x, y), y));
  expect(assemble(program).instructions.map(({ step }) => step)).toEqual([
    operationStep('add', 'int32'),
    conversionStep('wrapInt8'),
    operationStep('max', 'int32'),
  ]);
});

test('a cast that loses nothing takes no step, or one', () => {
  expect(steps('int8', 'int16')).toEqual([]);
  expect(steps('bool', 'uint8')).toEqual([]);
  expect(steps('int32', 'int64')).toEqual([castStep('int32', 'int64')]);
  expect(steps('float16', 'float32')).toEqual([]);
});

test('a cast to 16 bits rounds once, through a float rounded to odd where float32 is not exact', () => {
  expect(steps('float32', 'float16')).toEqual([conversionStep('roundFloat16')]);
  expect(steps('int8', 'bfloat16')).toEqual([castStep('int32', 'float32'), conversionStep('roundBfloat16')]);
  expect(steps('float64', 'bfloat16')).toEqual([oddStep('float64'), conversionStep('roundBfloat16')]);
  expect(steps('int32', 'float16')).toEqual([oddStep('int32'), conversionStep('roundFloat16')]);
});

test('a cast to a narrower or unsigned integer wraps, to bool asks for truth', () => {
  expect(steps('int64', 'uint8')).toEqual([castStep('int64', 'int32'), conversionStep('wrapUint8')]);
  expect(steps('int8', 'uint16')).toEqual([conversionStep('wrapUint16')]);
  expect(steps('float64', 'int8')).toEqual([castStep('float64', 'int32'), conversionStep('wrapInt8')]);
  expect(steps('float32', 'bool')).toEqual([truthStep('float32')]);
});

test('shifts know the width of their dtype', () => {
  const shift = (dtype: DType) =>
    assemble(buildProgram([dtype, dtype], (s, [x, y]) => s.shiftRight(x, y))).instructions[0].immediate;
  expect([shift('int8'), shift('uint16'), shift('int32'), shift('uint64')]).toEqual([7, 15, 31, 63]);
});

test('coordinates are sources beside the inputs', () => {
  const s = scalarBuilder(['int32']);
  const { sources } = assemble(s.build([s.add(s.input(0), s.index(2))]));
  expect(sources).toEqual([
    { kind: 'input', input: 0, dtype: 'int32' },
    { kind: 'coordinate', axis: 2, dtype: 'int32' },
  ]);
});
