import { concat, gather, reduceSum } from '@tenon/core';
import { describe, expect, test } from 'vitest';
import { opInfo } from '../op-info/op-info.ts';
import { integers, literal, normal, sample } from '../op-info/samples.ts';
import { resolveSample, resolveSamples, testedDTypes } from './resolve.ts';

const sum = opInfo(reduceSum, {
  tensorflow: 'reduce_sum',
  samples: [sample([normal([2, 3])]), sample([normal([2, 3])], { axis: 1 })],
});

describe('the elements of a sample', () => {
  test('are the same in every run', () => {
    const [first] = resolveSamples(sum, 'float32');
    expect(resolveSamples(sum, 'float32')[0]).toEqual(first);
    expect(first.key).toMatch(/^[0-9a-z]{14}$/);
  });

  test('are the same numbers in every dtype, each rounded to it', () => {
    const elements = (dtype: 'float32' | 'float64') => {
      const [operand] = resolveSamples(sum, dtype)[0].operands;
      return Array.from((operand as { data: Float64Array }).data);
    };
    expect(elements('float64').map(Math.fround)).toEqual(elements('float32'));
  });
});

test('the key of a call tells its attributes, dtype and elements apart', () => {
  const [plain, withAxis] = resolveSamples(sum, 'float32');
  const keys = [
    plain.key,
    withAxis.key,
    resolveSamples(sum, 'float16')[0].key,
    resolveSample(sum, sample([literal([1, 2])]), 'float32').key,
    resolveSample(sum, sample([literal([[1, 2]])]), 'float32').key,
    resolveSample(sum, sample([literal([1, 3])]), 'float32').key,
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('an input of another class takes a dtype of its own', () => {
  const info = opInfo(gather, { tensorflow: 'gather', samples: [] });
  const operands = (dtype?: 'int64') =>
    resolveSample(info, sample([normal([4]), integers([2], 0, 3, dtype)]), 'float16').operands;
  expect(operands()).toMatchObject([{ dtype: 'float16' }, { dtype: 'int32' }]);
  expect(operands('int64')).toMatchObject([{ dtype: 'float16' }, { dtype: 'int64' }]);
});

test('a list is one operand of as many tensors', () => {
  const info = opInfo(concat, { tensorflow: 'concat', samples: [] });
  const { operands, label } = resolveSample(info, sample([[normal([2]), normal([3])]], { axis: 0 }), 'int8');
  expect(operands).toMatchObject([[{ shape: [2] }, { shape: [3] }]]);
  expect(label).toBe('([2] [3]) axis=0');
});

test('an op is tested in the dtypes of the first input that takes several', () => {
  expect(testedDTypes(sum)).toContain('int8');
  expect(testedDTypes({ ...sum, dtypes: ['float64'] })).toEqual(['float64']);
});
