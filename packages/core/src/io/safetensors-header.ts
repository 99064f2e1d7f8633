/**
 * @file The header of a safetensors file: its length in 8 bytes, then JSON that gives each tensor's dtype, shape and
 * place in the data that follows (https://github.com/huggingface/safetensors, section "Format").
 *
 * The format's promise is that a file cannot be read in two ways: no name occurs twice, and the tensors cover the data
 * without holes or overlaps. What is checked here is that promise.
 */

import type { DType } from '../dtype/index.ts';
import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import { formatShape, type Shape } from '../shape/index.ts';
import { storedByteLength } from './encoded-tensor.ts';
import { duplicateKey } from './json-keys.ts';

/** One tensor as the header lists it; `begin` and `end` count bytes from the start of the data. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order in which they lie in the file. */
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Where the data begin in the file. */
  readonly dataOffset: number;
}

/** The format's own limit, which keeps a damaged length from making a reader parse gigabytes. */
const MAX_HEADER_LENGTH = 100_000_000;
const LENGTH_WIDTH = 8;
/** The data begin at a multiple of this. */
const ALIGNMENT = 8;
const METADATA = '__metadata__';

/**
 * The format's name of each dtype. Tensors are written in this order, which is the reference implementation's: the
 * widest first, so that each begins at a multiple of its element's width.
 */
const formatName = {
  uint64: 'U64',
  int64: 'I64',
  float64: 'F64',
  float32: 'F32',
  uint32: 'U32',
  int32: 'I32',
  bfloat16: 'BF16',
  float16: 'F16',
  uint16: 'U16',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
} as const satisfies { readonly [D in DType]: string };

const dtypeOf = new Map(
  Object.entries(formatName).map(([dtype, name]): [string, DType] => [name, dtype as DType]),
);
/** Position of each dtype in the order of writing. */
export const writingRank: ReadonlyMap<DType, number> = new Map(
  [...dtypeOf.values()].map((dtype, rank) => [dtype, rank]),
);

/**
 * Reads the header and checks it against the length of the file.
 * @throws DataLossError if it is malformed, or does not describe the file.
 * @throws InvalidArgumentError if a tensor is of a dtype that we do not have.
 */
export function readSafetensorsHeader(file: Uint8Array, context: string): SafetensorsHeader {
  const malformed = (how: string) => new DataLossError(`${context}: not a valid safetensors file: ${how}.`);
  if (file.length < LENGTH_WIDTH) throw malformed('it is shorter than the 8 bytes of its header length');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // Inexact beyond 2^53, and refused.
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER_LENGTH)
    throw malformed(`a header of ${length} bytes exceeds the format's limit of 100 MB`);
  const dataOffset = LENGTH_WIDTH + length;
  if (dataOffset > file.length) throw malformed('its header is cut short');
  const json = parseObject(file.subarray(LENGTH_WIDTH, dataOffset), malformed);

  const entries: SafetensorsEntry[] = [];
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, value] of Object.entries(json)) {
    if (name === METADATA) metadata = readMetadata(value, malformed);
    else entries.push(readEntry(name, value, context, malformed));
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkCoverage(entries, file.length - dataOffset, malformed);
  return { entries, metadata, dataOffset };
}

/**
 * Writes the header, its length included, padded with spaces so that the data begin at a multiple of 8.
 * @throws InvalidArgumentError if it exceeds the format's limit, or a name or a metadata text is not valid Unicode.
 */
export function writeSafetensorsHeader(
  entries: readonly SafetensorsEntry[],
  metadata: ReadonlyMap<string, string>,
  context: string,
): Uint8Array {
  const text = (value: string) => {
    if (/\p{Surrogate}/u.test(value)) {
      throw new InvalidArgumentError(`${context}: ${JSON.stringify(value)} is not valid Unicode.`);
    }
    return JSON.stringify(value);
  };
  // Put together by hand: an object of JavaScript would move names that look like integers to the front.
  const members = entries.map(
    ({ name, dtype, shape, begin, end }) =>
      `${text(name)}:{"dtype":"${formatName[dtype]}","shape":[${shape}],"data_offsets":[${begin},${end}]}`,
  );
  if (metadata.size > 0) {
    const pairs = [...metadata].map(([key, value]) => `${text(key)}:${text(value)}`);
    members.unshift(`"${METADATA}":{${pairs}}`);
  }
  const json = new TextEncoder().encode(`{${members}}`);
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  if (length > MAX_HEADER_LENGTH) {
    throw new InvalidArgumentError(
      `${context}: a header of ${length} bytes exceeds the format's limit of 100 MB.`,
    );
  }
  const header = new Uint8Array(LENGTH_WIDTH + length).fill(' '.charCodeAt(0));
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(json, LENGTH_WIDTH);
  return header;
}

/**
 * Checks a name that is to be written.
 * @throws InvalidArgumentError if it is the one that the format keeps for itself.
 */
export function checkTensorName(name: string, context: string): void {
  if (name === METADATA) {
    throw new InvalidArgumentError(`${context}: '${METADATA}' names the metadata and cannot name a tensor.`);
  }
}

type Malformed = (how: string) => DataLossError;
type JsonObject = { readonly [key: string]: unknown };

function parseObject(bytes: Uint8Array, malformed: Malformed): JsonObject {
  if (bytes[0] !== '{'.charCodeAt(0)) throw malformed('its header does not begin with {');
  let text: string;
  let json: JsonObject;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch (cause) {
    throw malformed(`its header is not JSON in UTF-8 (${cause})`);
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw malformed(`its header has the key '${twice}' twice`);
  return json;
}

function readMetadata(value: unknown, malformed: Malformed): ReadonlyMap<string, string> {
  if (!isObject(value)) throw malformed(`${METADATA} is not an object`);
  return new Map(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== 'string') throw malformed(`the metadata '${key}' is not a string`);
      return [key, text];
    }),
  );
}

function readEntry(name: string, value: unknown, context: string, malformed: Malformed): SafetensorsEntry {
  if (!isObject(value)) throw malformed(`the entry '${name}' is not an object`);
  const { dtype: dtypeName, shape, data_offsets: offsets } = value;
  if (typeof dtypeName !== 'string') throw malformed(`'${name}' has no dtype`);
  if (!isCounts(shape)) throw malformed(`'${name}' has no shape of whole numbers`);
  if (!isCounts(offsets) || offsets.length !== 2) throw malformed(`'${name}' has no two data_offsets`);
  const dtype = dtypeOf.get(dtypeName);
  if (dtype === undefined) {
    throw new InvalidArgumentError(
      `${context}: '${name}' is of dtype ${dtypeName}; known are ${[...dtypeOf.keys()].join(', ')}.`,
    );
  }
  const [begin, end] = offsets;
  const expected = storedByteLength(dtype, shape);
  if (end - begin !== expected) {
    throw malformed(
      `'${name}', ${dtype} of shape ${formatShape(shape)}, takes ${expected} bytes, ` +
        `but its data_offsets are ${begin} and ${end}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

function checkCoverage(entries: readonly SafetensorsEntry[], dataLength: number, malformed: Malformed): void {
  let covered = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== covered)
      throw malformed(`'${name}' begins at ${begin} of the data, where ${covered} is due`);
    covered = end;
  }
  if (covered !== dataLength) {
    throw malformed(`its header describes ${covered} bytes of data, but ${dataLength} follow it`);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `value` is a list of whole numbers that can count bytes or elements. */
function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
