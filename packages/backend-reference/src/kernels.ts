/**
 * @file The kernels of the reference backend, gathered.
 */

import type { Kernels } from '@tenon/core/backend';
import type { ReferenceBuffer } from './buffer.ts';
import { map } from './map.ts';
import { matmul } from './matmul.ts';
import { conv, gather, randomBits, scan, scatter, sort } from './pending.ts';
import { reduce } from './reduce.ts';

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
