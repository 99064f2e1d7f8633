/**
 * @file The reference backend, held to everything that the kit asks.
 *
 * Here and not beside that backend: the kit depends on it for its oracle, and packages do not depend in a circle.
 */

import { reference } from '@tenon/backend-reference';
import { describeConformance } from './vitest.ts';

describeConformance(reference);
