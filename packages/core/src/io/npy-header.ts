/**
 * @file The header of an .npy file: a magic string, a version, and a Python dict literal such as
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }` (NumPy Enhancement Proposal 1 and `numpy.lib.format`).
 *
 * The literal is read by a parser that knows only the few forms a header may have. Nothing is ever evaluated.
 */

import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import { formatShape, type Shape } from '../shape/index.ts';

/** What the header says, with the element type still as NumPy's type string. */
export interface NpyHeader {
  /** NumPy's type string: byte order, kind and width, as in `<f4`. */
  readonly typeString: string;
  readonly isFortranOrder: boolean;
  readonly shape: Shape;
  /** Where the elements begin in the file. */
  readonly dataOffset: number;
}

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY')];
/** NumPy has no arrays of more axes. */
const MAX_RANK = 64;
/** A header of a tensor takes about a hundred bytes; a longer one than this belongs to no array that we can read. */
const MAX_LITERAL_LENGTH = 1 << 16;
/** What suffices to read the header of any file that we can read. */
export const MAX_NPY_HEADER_LENGTH = 12 + MAX_LITERAL_LENGTH;

/**
 * Reads the header at the start of an .npy file, version 1.0, 2.0 or 3.0.
 * @throws DataLossError if it is malformed or cut short.
 * @throws InvalidArgumentError if the elements are structured, which tensors are not.
 */
export function readNpyHeader(file: Uint8Array, context: string): NpyHeader {
  if (file.length < 10 || MAGIC.some((byte, i) => file[i] !== byte)) {
    throw new DataLossError(`${context}: not an .npy file: it does not begin with \\x93NUMPY and a version.`);
  }
  const [major, minor] = file.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0) {
    throw new DataLossError(`${context}: .npy versions 1.0, 2.0 and 3.0 are known, not ${major}.${minor}.`);
  }
  const lengthWidth = major === 1 ? 2 : 4;
  const literalOffset = 8 + lengthWidth;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < literalOffset) throw new DataLossError(`${context}: the header is cut short.`);
  const literalLength = lengthWidth === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (literalLength > MAX_LITERAL_LENGTH) {
    throw new DataLossError(
      `${context}: a header of ${literalLength} bytes is longer than the ${MAX_LITERAL_LENGTH} allowed.`,
    );
  }
  const dataOffset = literalOffset + literalLength;
  if (file.length < dataOffset) throw new DataLossError(`${context}: the header is cut short.`);
  // Byte by byte suits every version: text beyond ASCII occurs only in the field names of structured types.
  const literal = Array.from(file.subarray(literalOffset, dataOffset), (byte) => String.fromCharCode(byte));
  return { ...new HeaderParser(literal.join(''), context).header(), dataOffset };
}

/**
 * The header that NumPy itself would write, byte for byte: version 1.0, padded so that the elements begin at a
 * multiple of 64, with room to let the first axis grow in place.
 * @throws InvalidArgumentError if the shape has more axes than NumPy allows.
 */
export function writeNpyHeader(typeString: string, shape: Shape, context: string): Uint8Array {
  if (shape.length > MAX_RANK) {
    throw new InvalidArgumentError(
      `${context}: NumPy arrays have at most ${MAX_RANK} axes, not ${shape.length}.`,
    );
  }
  const literal = `{'descr': '${typeString}', 'fortran_order': False, 'shape': ${formatShape(shape)}, }`;
  const growth = shape.length === 0 ? 0 : 21 - String(shape[0]).length;
  const unpadded = 10 + literal.length + growth + 1;
  // NumPy pads by 64 where nothing is missing.
  const total = unpadded + 64 - (unpadded % 64);
  const header = new Uint8Array(total).fill(' '.charCodeAt(0));
  header.set(MAGIC);
  header.set([1, 0], 6);
  new DataView(header.buffer).setUint16(8, total - 10, true);
  header.set(new TextEncoder().encode(literal), 10);
  header[total - 1] = '\n'.charCodeAt(0);
  return header;
}

/** A token: punctuation, or a string, a whole number (Python 2 may have written it with an L) or a boolean. */
const TOKEN = /([{}()[\],:])|'([^'\\]*)'|"([^"\\]*)"|(0|[1-9][0-9]*)L?|(True|False)/y;

type Literal = string | number | boolean;

/** Reads `{'descr': string, 'fortran_order': boolean, 'shape': tuple of whole numbers}`, the keys in any order. */
class HeaderParser {
  readonly #text: string;
  readonly #context: string;
  #position = 0;

  constructor(text: string, context: string) {
    this.#text = text;
    this.#context = context;
    this.#skipSpace();
  }

  header(): Omit<NpyHeader, 'dataOffset'> {
    const values = new Map<string, Literal | number[]>();
    this.#expect('{');
    while (!this.#accept('}')) {
      const key = this.#literal();
      if (typeof key !== 'string' || values.has(key))
        throw this.#malformed(`a new key in quotes, not ${key}`);
      this.#expect(':');
      values.set(key, this.#value(key));
      if (!this.#accept(',') && !this.#isNext('}')) throw this.#malformed(', or }');
    }
    if (this.#position < this.#text.length) throw this.#malformed('nothing after the closing }');

    const typeString = values.get('descr');
    const isFortranOrder = values.get('fortran_order');
    const shape = values.get('shape');
    if (
      values.size !== 3 ||
      typeof typeString !== 'string' ||
      typeof isFortranOrder !== 'boolean' ||
      !Array.isArray(shape)
    ) {
      throw this.#malformed(
        "exactly 'descr' (a string), 'fortran_order' (True or False) and 'shape' (a tuple)",
      );
    }
    return { typeString, isFortranOrder, shape };
  }

  #value(key: string): Literal | number[] {
    if (key === 'descr' && (this.#isNext('[') || this.#isNext('('))) {
      throw new InvalidArgumentError(
        `${this.#context}: the elements are structured (records or sub-arrays); a tensor holds plain numbers. ` +
          'Save each field as an array of its own.',
      );
    }
    return this.#isNext('(') ? this.#tuple() : this.#literal();
  }

  /** `()`, `(3,)` or `(2, 3)`; `(3)` is a number in Python, and malformed here. */
  #tuple(): number[] {
    const lengths: number[] = [];
    let commas = 0;
    this.#expect('(');
    while (!this.#accept(')')) {
      const length = this.#literal();
      if (!Number.isSafeInteger(length)) throw this.#malformed('axis lengths below 2^53');
      // Just checked to be one.
      lengths.push(length as number);
      if (this.#accept(',')) commas++;
      else if (!this.#isNext(')')) throw this.#malformed(', or )');
    }
    if (lengths.length === 1 && commas === 0) throw this.#malformed('a comma in a tuple of one');
    if (lengths.length > MAX_RANK) throw this.#malformed(`at most ${MAX_RANK} axes`);
    return lengths;
  }

  #literal(): Literal {
    const [, punctuation, single, double, digits, boolean] = this.#next();
    if (punctuation !== undefined) throw this.#malformed('a string, a number or a boolean');
    if (digits !== undefined) return Number(digits);
    if (boolean !== undefined) return boolean === 'True';
    return single ?? double;
  }

  #expect(punctuation: string): void {
    if (!this.#accept(punctuation)) throw this.#malformed(punctuation);
  }

  #accept(punctuation: string): boolean {
    const accepted = this.#isNext(punctuation);
    if (accepted) this.#next();
    return accepted;
  }

  #isNext(punctuation: string): boolean {
    return this.#text[this.#position] === punctuation;
  }

  #next(): RegExpExecArray {
    TOKEN.lastIndex = this.#position;
    const token = TOKEN.exec(this.#text);
    if (!token) throw this.#malformed('a Python literal');
    this.#position = TOKEN.lastIndex;
    this.#skipSpace();
    return token;
  }

  #skipSpace(): void {
    while (' \t\r\n'.includes(this.#text[this.#position] ?? '.')) this.#position++;
  }

  #malformed(expected: string): DataLossError {
    const found = JSON.stringify(this.#text.slice(this.#position, this.#position + 20));
    return new DataLossError(
      `${this.#context}: malformed header: expected ${expected}, at character ${this.#position}: ${found}.`,
    );
  }
}
