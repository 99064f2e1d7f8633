import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type DType, dtypeInfo } from '../dtype/index.ts';
import { formatArray } from './format.ts';

/** An array and its text; the values in JSON, or `arange × step` where they would be many. */
interface RecordedCase {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly values?: readonly (number | boolean | string)[];
  readonly arange?: number;
  readonly step?: number;
  readonly text: string;
}

const recorded: { readonly recordedWith: string; readonly cases: readonly RecordedCase[] } = JSON.parse(
  readFileSync(new URL('./testdata/format.json', import.meta.url), 'utf8'),
);

function elements({ dtype, values, arange = 0, step = 1 }: RecordedCase): (number | bigint | boolean)[] {
  const listed = values ?? Array.from({ length: arange }, (_, i) => i * step);
  if (dtype === 'bool') return listed.map(Boolean);
  if (dtype === 'int64' || dtype === 'uint64') return listed.map(BigInt);
  // Through the value array, so that a float32 case holds float32 values.
  return [...new dtypeInfo[dtype].ValueArray(listed.length).map((_, i) => Number(listed[i]))];
}

describe(`values print as recorded with ${recorded.recordedWith}`, () => {
  for (const [number, recordedCase] of recorded.cases.entries()) {
    const { dtype, shape, text } = recordedCase;
    test(`case ${number}: ${dtype} [${shape}] ${text.replace(/\s+/g, ' ').slice(0, 50)}`, () => {
      expect(formatArray(elements(recordedCase), shape, dtype)).toBe(text);
    });
  }
});

describe('bfloat16, which NumPy does not know, prints like float16 in its own precision', () => {
  test('with the fewest digits that name the value among bfloat16 values', () => {
    expect(formatArray([3.140625, 0.10009765625, -2], [3], 'bfloat16')).toBe('[ 3.14,  0.1 , -2.  ]');
  });

  test('in scientific form from 1000 on', () => {
    expect(formatArray([1232, 1], [2], 'bfloat16')).toBe('[1.23e+03, 1.00e+00]');
    expect(formatArray([9999220736], [], 'bfloat16')).toBe('1e+10');
  });
});
