/**
 * @file All tests of this package: in Node, and in a headless Chromium where npm has one for the machine.
 */

import { hasChromium } from '@tenon/chromium';
import { pageProject } from '@tenon/chromium/page-project';
import { defineConfig } from 'vitest/config';
import { SHADER_TIMEOUT } from './vitest.config.ts';

export default defineConfig({
  test: {
    projects: [
      './vitest.config.ts',
      ...(hasChromium
        ? [
            await pageProject({
              name: 'Chromium',
              include: ['browser/*.test.ts'],
              testTimeout: SHADER_TIMEOUT,
              args: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
            }),
          ]
        : []),
    ],
  },
});
