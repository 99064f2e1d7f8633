/**
 * @file All tests of this package: in Node, and in a headless Chromium where npm has one for the machine.
 */

import { hasChromium } from '@tenon/chromium';
import { isolation, pageProject } from '@tenon/chromium/page-project';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      './vitest.config.ts',
      ...(hasChromium
        ? [
            await pageProject({
              name: 'Chromium',
              include: ['browser/conformance.test.ts'],
              headers: isolation,
            }),
            await pageProject({ name: 'Chromium, not isolated', include: ['browser/not-isolated.test.ts'] }),
          ]
        : []),
    ],
  },
});
