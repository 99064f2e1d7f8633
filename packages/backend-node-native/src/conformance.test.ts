/**
 * @file The native backend, held to everything that the kit asks: on the best instruction set at every level, and on the
 * others, which are the same sources compiled again, at the level of kernels.
 */

import { describeConformance } from '@tenon/conformance/vitest';
import { describe } from 'vitest';
import { addonFile, loadAddon } from './addon/load.ts';
import { nodeNative } from './index.ts';

const sets = addonFile() ? loadAddon().instructionSets.filter(({ available }) => available) : [];

describe.skipIf(sets.length === 0)('the best instruction set (skipped where no compiler built one)', () => {
  describeConformance(nodeNative);
});

for (const { name } of sets.slice(1)) {
  describe(name, () => describeConformance(() => nodeNative({ instructionSet: name }), { levels: [1] }));
}
