/** @file The kit's checks of this backend in Node: on Dawn, and where there is no GPU on SwiftShader. */

import { describeConformance } from '@tenon/conformance/vitest';
import { describe } from 'vitest';
import { webgpu } from './index.ts';
import { whyNoAdapter } from './testdata/adapter.ts';

const obstacle = await whyNoAdapter();

describe.skipIf(obstacle)(`the WebGPU backend${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  describeConformance(webgpu);
});
