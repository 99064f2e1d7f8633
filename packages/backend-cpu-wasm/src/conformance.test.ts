/**
 * @file The WebAssembly backend, held to everything that the kit asks; without relaxed multiply-add, which is the same
 * sources compiled again, at the level of kernels.
 */

import { describeConformance } from '@tenon/conformance/vitest';
import { describe } from 'vitest';
import { cpuWasm } from './index.ts';

describe('two threads, relaxed multiply-add', () => {
  describeConformance(() => cpuWasm({ threads: 2 }));
});

describe('one thread, plain multiply and add', () => {
  describeConformance(() => cpuWasm({ threads: 1, relaxed: false }), { levels: [1] });
});
