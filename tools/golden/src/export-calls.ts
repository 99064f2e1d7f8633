/**
 * @file Writes every call of every OpInfo to a file, for `record.py` to put to TensorFlow.
 *
 * Usage: `node export-calls.ts FILE [FAMILY…]`. JSON, one call a line; elements in base64. 16-bit floats are written as float32, which holds them exactly.
 */

import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { reference } from '@tenon/backend-reference';
import { type RecordableCall, recordableCalls, type TensorValues } from '@tenon/conformance';
import { use } from '@tenon/core';

const [file = 'samples.jsonl', ...families] = process.argv.slice(2);
const device = await use(reference());
const output = createWriteStream(file);
let count = 0;
for await (const call of recordableCalls(device)) {
  if (families.length > 0 && !families.includes(call.family)) continue;
  output.write(`${JSON.stringify(plain(call))}\n`);
  count++;
}
output.end();
await finished(output);
console.log(`${count} calls written to ${file}`);

function plain(call: RecordableCall) {
  const tensors = (value: TensorValues | readonly TensorValues[]) =>
    'dtype' in value ? plainTensor(value) : value.map(plainTensor);
  return {
    ...call,
    inputs: call.inputs.map(({ name, value }) => ({ name, value: tensors(value) })),
    attrs: plainValue(call.attrs),
    upstreams: call.upstreams?.map((upstream) => upstream && plainTensor(upstream)),
  };
}

function plainTensor({ dtype, shape, data }: TensorValues) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape, data: bytes.toString('base64') };
}

/** Attributes as JSON: what JSON has no word for becomes `{ "$python": … }`, an expression. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return { $python: String(value) };
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { $python: `float('${String(value).replace('Infinity', 'inf')}')` };
  }
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(item)]));
  }
  return value;
}
