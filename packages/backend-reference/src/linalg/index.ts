/**
 * @file The optional routines of the reference backend, gathered.
 */

import type { Routines } from '@tenon/core/backend';
import type { ReferenceBuffer } from '../buffer.ts';
import { cholesky } from './cholesky.ts';
import { eigh } from './eigh.ts';
import { lu } from './lu.ts';
import { qr } from './qr.ts';
import { svd } from './svd.ts';
import { triangularSolve } from './triangular-solve.ts';

export const routines: Routines<ReferenceBuffer> = { cholesky, lu, triangularSolve, qr, eigh, svd };
