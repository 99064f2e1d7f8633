/**
 * @file `randomBits`: the known answers of Philox4x32-10, and that a stream is one stream however it is cut.
 */

import type { Findings } from '../checks/findings.ts';
import type { Workbench } from '../subject/workbench.ts';
import { outputView } from './device-view.ts';

type Counter = readonly [number, number, number, number];

interface KnownAnswer {
  readonly key: readonly [number, number];
  readonly counter: Counter;
  readonly words: readonly number[];
}

/** From the known-answer tests of Random123 (Salmon, Moraes, Dror and Shaw, SC 2011), `kat_vectors`. */
const knownAnswers: readonly KnownAnswer[] = [
  {
    key: [0, 0],
    counter: [0, 0, 0, 0],
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    key: [0xffffffff, 0xffffffff],
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    key: [0xa4093822, 0x299f31d0],
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

/** Checks `randomBits` on the backend of a bench. */
export async function checkRandomBits(bench: Workbench, findings: Findings): Promise<void> {
  if (!bench.supports.dtypes.includes('uint32')) return findings.skip('no uint32');
  for (const { key, counter, words } of knownAnswers) {
    const label = `key ${key.map(hexadecimal)}, counter ${counter.map(hexadecimal)}`;
    await expectWords(bench, findings, label, key, counter, words);
  }
  const key = [7, 11] as const;
  const long = await draw(bench, key, [0xfffffffe, 5, 0, 1], 70);
  // The counter carries into its second word after two blocks.
  await expectWords(bench, findings, 'after a carry', key, [0, 6, 0, 1], long.words.slice(8, 16));
  await expectWords(
    bench,
    findings,
    'cut within a block',
    key,
    [0xfffffffe, 5, 0, 1],
    long.words.slice(0, 6),
  );
  await expectWords(bench, findings, 'nothing', key, [0, 0, 0, 0], []);
}

async function expectWords(
  bench: Workbench,
  findings: Findings,
  label: string,
  key: readonly [number, number],
  counter: Counter,
  expected: readonly number[],
): Promise<void> {
  const { words, guarded } = await draw(bench, key, counter, expected.length);
  findings.expect(guarded, label, 'wrote outside of the output');
  if (words.join() === expected.join()) findings.pass();
  else {
    findings.fail({
      sample: label,
      problem: 'other words',
      expected: expected.map(hexadecimal).join(' '),
      actual: words.map(hexadecimal).join(' '),
    });
  }
}

async function draw(
  { backend }: Workbench,
  key: readonly [number, number],
  counter: Counter,
  length: number,
) {
  const output = outputView(backend, 'uint32', [length], false);
  try {
    backend.kernels.randomBits('philox4x32-10', key, counter, output.view);
    const { values, guarded } = await output.read();
    return { words: Array.from(values.data as Uint32Array), guarded };
  } finally {
    backend.free(output.view.buffer);
  }
}

const hexadecimal = (word: number) => word.toString(16).padStart(8, '0');
