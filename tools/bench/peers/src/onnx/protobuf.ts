/**
 * @file Writing messages in the wire format of Protocol Buffers, as far as a small ONNX model needs it:
 * https://protobuf.dev/programming-guides/encoding/.
 */

/** A field: its number, and a message's bytes, text, or an integer. */
export type Field = readonly [number: number, value: Uint8Array | string | number];

/** A message of these fields, in their order. */
export function message(...fields: readonly Field[]): Uint8Array {
  return joined(
    fields.flatMap(([number, value]) =>
      typeof value === 'number' ? integer(number, value) : bytes(number, value),
    ),
  );
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;

const integer = (number: number, value: number) => [varint((number << 3) | VARINT), varint(value)];

function bytes(number: number, value: Uint8Array | string): readonly Uint8Array[] {
  const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return [varint((number << 3) | LENGTH_DELIMITED), varint(content.length), content];
}

/** Seven bits a byte, the lowest first; negative numbers are taken as 64 bits of two's complement. */
function varint(value: number): Uint8Array {
  const groups: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    groups.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(groups);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
