/**
 * @file Compiled programs: the words that the vector machine runs, in the device's memory.
 *
 * Values live in slots. Sources and constants have one each; instructions share registers, assigned by linear scan over
 * their last uses (Poletto & Sarkar, 1999), because the fewer registers there are, the longer the blocks that fit into
 * the processor's first cache. The result of the last instruction has a slot of its own: the machine points it at the
 * output's memory where that is possible, so that a program of one operation touches no register at all.
 */

import { byteWidth, type DType, type ScalarProgram, TenonError } from '@tenon/core/backend';
import { dtypeNumber } from '../contract/names.ts';
import type { Driver } from '../driver.ts';
import { type Assembly, assemble, type Source, type Value } from './assemble.ts';
import { costOf } from './cost.ts';
import { registerTypeOf } from './steps.ts';

/** Bytes that registers may take of a first-level cache of 32 KiB. */
const REGISTER_BYTES = 20 * 1024;
/** The longest block, for programs that work in memory; and the shortest that is worth interpreting. */
const LONGEST_BLOCK = 4096;
const SHORTEST_BLOCK = 128;
/** The machine's table of slots, and of operands: `kMaxSlots` and `kMaxOperands` in C++. */
const MOST_SLOTS = 512;
const MOST_OPERANDS = 72;

/** An operand of a call: a program's source or output. */
export interface ProgramOperand {
  /** The position among the program's inputs or outputs; −1 for a coordinate. */
  readonly position: number;
  /** The axis of a coordinate. */
  readonly axis: number;
  /** Bytes of an element. */
  readonly width: number;
}

/** A program that the library can run. */
export interface CompiledProgram {
  readonly address: number;
  readonly sources: readonly ProgramOperand[];
  readonly outputs: readonly ProgramOperand[];
}

/** The compiled programs of one driver. */
export class Programs {
  readonly #driver: Driver;
  // Programs are interned for good, so their compiled form is kept for good too.
  readonly #compiled = new Map<ScalarProgram, CompiledProgram>();
  readonly #compiledForWidened = new Map<ScalarProgram, CompiledProgram>();
  #last: ScalarProgram | undefined;
  #lastCompiled: CompiledProgram | undefined;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** A program in runnable form, made on first use. */
  of(program: ScalarProgram): CompiledProgram {
    if (program === this.#last) return this.#lastCompiled as CompiledProgram;
    let compiled = this.#compiled.get(program);
    if (compiled === undefined) {
      compiled = this.#compile(assemble(program));
      this.#compiled.set(program, compiled);
    }
    this.#last = program;
    this.#lastCompiled = compiled;
    return compiled;
  }

  /**
   * A program of 16-bit floats whose input 0 lies in memory as float32, which it is computed in anyway: for results that
   * are not rounded yet.
   */
  ofWidened(program: ScalarProgram): CompiledProgram {
    let compiled = this.#compiledForWidened.get(program);
    if (compiled === undefined) {
      const assembly = assemble(program);
      const sources = assembly.sources.map((source): Source => {
        return source.kind === 'input' && source.input === 0 ? { ...source, dtype: 'float32' } : source;
      });
      compiled = this.#compile({ ...assembly, sources });
      this.#compiledForWidened.set(program, compiled);
    }
    return compiled;
  }

  #compile(assembly: Assembly): CompiledProgram {
    const words = encode(assembly);
    const { address } = this.#driver.memory.allocate(words.byteLength);
    this.#driver.host.write(address, new Uint8Array(words.buffer));
    return {
      address,
      sources: assembly.sources.map((source) => ({
        position: source.kind === 'input' ? source.input : -1,
        axis: source.kind === 'coordinate' ? source.axis : -1,
        width: byteWidth(source.dtype),
      })),
      outputs: assembly.outputs.map(({ dtype }, position) => ({
        position,
        axis: -1,
        width: byteWidth(dtype),
      })),
    };
  }
}

/** The words of a program: header, sources, constants, instructions, outputs, as `cpp/program/program.hpp` reads them. */
export function encode(assembly: Assembly): Int32Array {
  const { sources, constants, instructions, outputs } = assembly;
  const { slotOf, slotCount, resultSlot, registerCount } = assignSlots(assembly);
  const operands = sources.length + outputs.length;
  if (slotCount > MOST_SLOTS || operands > MOST_OPERANDS) {
    throw new TenonError(
      `A scalar program of ${operands} operands and ${slotCount} values at once is too large: the CPU kernels have ` +
        `room for ${MOST_OPERANDS} and ${MOST_SLOTS}. Split it.`,
    );
  }
  const words = [
    sources.length,
    constants.length,
    instructions.length,
    outputs.length,
    slotCount,
    resultSlot,
    blockLength(registerCount, sources.length),
    costOf(instructions),
  ];
  for (const { kind, dtype } of sources) words.push(kind === 'coordinate' ? 1 : 0, dtypeNumber[dtype]);
  for (const { dtype, value } of constants) words.push(dtypeNumber[dtype], ...constantWords(dtype, value));
  for (const [number, { step, operands, immediate }] of instructions.entries()) {
    const [a = 0, b = 0, c = 0] = operands.map(slotOf);
    words.push(step, slotOf({ kind: 'instruction', number }), a, b, c, immediate);
  }
  for (const { value, dtype } of outputs) words.push(slotOf(value), dtypeNumber[dtype]);
  return Int32Array.from(words);
}

/** Elements per block: as many as leave the registers in the first-level cache. */
function blockLength(registers: number, sources: number): number {
  if (registers === 0 && sources <= 3) return LONGEST_BLOCK;
  const fitting = Math.floor(REGISTER_BYTES / (8 * Math.max(1, registers)) / 64) * 64;
  return Math.min(1024, Math.max(SHORTEST_BLOCK, fitting));
}

/** A constant's register type and its bits, low word first. */
function constantWords(dtype: DType, value: number | bigint | boolean): readonly number[] {
  const bits = new DataView(new ArrayBuffer(8));
  const registerType = registerTypeOf[dtype];
  switch (registerType) {
    case 'float32':
      bits.setFloat32(0, Number(value), true);
      break;
    case 'float64':
      bits.setFloat64(0, Number(value), true);
      break;
    case 'int64':
    case 'uint64':
      bits.setBigInt64(0, BigInt(value), true);
      break;
    case 'int32':
    case 'uint32':
      bits.setInt32(0, Number(value), true);
      break;
    default: {
      registerType satisfies never;
    }
  }
  return [bits.getInt32(0, true), bits.getInt32(4, true)];
}

interface SlotAssignment {
  readonly slotOf: (value: Value) => number;
  readonly slotCount: number;
  /** The slot of the last instruction's result if that is the one output; −1 otherwise. */
  readonly resultSlot: number;
  readonly registerCount: number;
}

function assignSlots({ sources, constants, instructions, outputs }: Assembly): SlotAssignment {
  const lastUse = instructions.map((_, number) => number);
  instructions.forEach(({ operands }, number) => {
    for (const operand of operands) if (operand.kind === 'instruction') lastUse[operand.number] = number;
  });
  for (const { value } of outputs) if (value.kind === 'instruction') lastUse[value.number] = Infinity;

  const firstRegister = sources.length + constants.length;
  const slots: number[] = [];
  const free: number[] = [];
  let used = 0;
  const [output] = outputs;
  const hasResultSlot =
    outputs.length === 1 &&
    output.value.kind === 'instruction' &&
    output.value.number === instructions.length - 1;
  instructions.forEach(({ operands }, number) => {
    if (hasResultSlot && number === instructions.length - 1) return;
    // The operands' registers are freed after this: a cast to a wider type would overwrite what it has yet to read.
    slots[number] = free.pop() ?? firstRegister + used++;
    const ending = operands.filter(
      ({ kind, number: of }) => kind === 'instruction' && lastUse[of] === number,
    );
    free.push(...new Set(ending.map(({ number: of }) => slots[of])));
  });
  const resultSlot = hasResultSlot ? firstRegister + used : -1;
  if (hasResultSlot) slots[instructions.length - 1] = resultSlot;
  return {
    slotOf: ({ kind, number }) =>
      kind === 'source' ? number : kind === 'constant' ? sources.length + number : slots[number],
    slotCount: firstRegister + used + (hasResultSlot ? 1 : 0),
    resultSlot,
    registerCount: used,
  };
}
