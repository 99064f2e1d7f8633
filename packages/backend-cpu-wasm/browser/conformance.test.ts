/**
 * @file The backend in a page that is cross-origin isolated, so that it has threads: held to all that the kit asks.
 */

import { goldenVectorsOfPage } from '@tenon/chromium/golden-vectors';
import { describeConformance } from '@tenon/conformance/vitest';
import { expect, test } from 'vitest';
import { WasmHost } from '../src/host.ts';
import { cpuWasm } from '../src/index.ts';

test('threads come', async () => {
  expect(crossOriginIsolated).toBe(true);
  const host = new WasmHost({ threads: 3, allowRelaxed: true });
  await expect.poll(() => host.threads, { timeout: 10_000 }).toBe(3);
  expect(host.isRelaxed).toBe(true);
  host.dispose();
});

describeConformance(() => cpuWasm({ threads: 2 }), { golden: await goldenVectorsOfPage() });
