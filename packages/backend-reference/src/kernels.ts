/**
 * @file The kernels of the reference backend, gathered.
 */

import type { Kernels } from '@tenon/core/backend';
import type { ReferenceBuffer } from './buffer.ts';
import { conv } from './conv.ts';
import { gather } from './gather.ts';
import { map } from './map.ts';
import { matmul } from './matmul.ts';
import { randomBits } from './random-bits.ts';
import { reduce } from './reduce.ts';
import { scan } from './scan.ts';
import { scatter } from './scatter.ts';
import { sort } from './sort.ts';

export const kernels: Kernels<ReferenceBuffer> = {
  map,
  reduce,
  scan,
  matmul,
  conv,
  gather,
  scatter,
  sort,
  randomBits,
};
