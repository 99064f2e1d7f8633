/**
 * @file When there is no more: running out of memory, and the end of a backend. Everything else must stay usable.
 */

import { ResourceExhaustedError } from '@tenon/core';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import type { Workbench } from '../subject/workbench.ts';
import { pattern, withBuffers } from './transfers.ts';

/** More than any device has. */
const tooMuch = 2 ** 52;

/** Asking for too much is refused by name, every time, and what was there before is as it was. */
export async function outOfMemory(bench: Workbench, findings: Findings): Promise<void> {
  const { backend } = bench;
  await withBuffers(bench, [256], async ([buffer]) => {
    const bytes = pattern(256);
    backend.write(buffer, 0, bytes);
    for (let i = 0; i < 3; i++) {
      try {
        backend.free(backend.allocate(tooMuch));
        findings.fail({ sample: `${tooMuch} bytes`, problem: 'were allocated' });
      } catch (error) {
        const named = error instanceof ResourceExhaustedError;
        findings.expect(
          named,
          `${tooMuch} bytes`,
          `threw ${describeError(error)}, not a ResourceExhaustedError`,
        );
        if (named) {
          const says = error.message.includes(String(tooMuch));
          findings.expect(
            says,
            `${tooMuch} bytes`,
            `the message does not say how much was asked: ${error.message}`,
          );
        }
      }
    }
    const after = await backend.read(buffer, 0, 256);
    findings.expect(after.join() === bytes.join(), 'after running out', 'a buffer changed');
    const another = backend.allocate(64);
    backend.write(another, 0, pattern(64));
    const read = await backend.read(another, 0, 64);
    findings.expect(read.join() === pattern(64).join(), 'after running out', 'a new buffer does not work');
    backend.free(another);
  });
}

/** Disposing one backend leaves another of its kind usable. */
export async function endOfABackend(bench: Workbench, findings: Findings): Promise<void> {
  const other = await bench.makeBackend();
  const buffer = other.allocate(64);
  other.write(buffer, 0, pattern(64));
  await other.synchronize();
  other.dispose();
  await withBuffers(bench, [64], async ([mine]) => {
    bench.backend.write(mine, 0, pattern(64));
    const read = await bench.backend.read(mine, 0, 64);
    findings.expect(
      read.join() === pattern(64).join(),
      'after another was disposed',
      'this one does not work',
    );
  });
  await bench.backend.synchronize();
}
