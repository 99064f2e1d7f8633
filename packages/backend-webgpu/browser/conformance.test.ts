/**
 * @file The backend in a page, on `navigator.gpu`: held to all that the kit asks.
 */

import { goldenVectorsOfPage } from '@tenon/chromium/golden-vectors';
import { describeConformance } from '@tenon/conformance/vitest';
import { webgpu } from '../src/index.ts';

describeConformance(webgpu, { golden: await goldenVectorsOfPage() });
