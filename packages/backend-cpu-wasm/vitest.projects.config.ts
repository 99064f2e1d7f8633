/**
 * @file All tests of this package: in Node, and in a headless Chromium where npm has one for the machine.
 */

import { chromiumPath, hasChromium } from '@tenon/chromium';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** With these a page is cross-origin isolated, and may share memory between threads. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

async function inChromium(
  name: string,
  file: string,
  headers: Readonly<Record<string, string>>,
): Promise<TestProjectInlineConfiguration> {
  const executablePath = await chromiumPath();
  return {
    resolve: { conditions: ['@tenon/source', 'module', 'browser', 'development|production'] },
    oxc: { target: 'es2022' },
    server: { headers },
    assetsInclude: ['**/*.vectors.gz'],
    test: {
      name,
      include: [`browser/${file}`],
      testTimeout: 30_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, args: ['--no-sandbox'] } }),
        instances: [{ browser: 'chromium' }],
      },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      './vitest.config.ts',
      ...(hasChromium
        ? [
            await inChromium('Chromium', 'conformance.test.ts', isolation),
            await inChromium('Chromium, not isolated', 'not-isolated.test.ts', {}),
          ]
        : []),
    ],
  },
});
