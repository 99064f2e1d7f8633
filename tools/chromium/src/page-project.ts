/**
 * @file A vitest project whose tests run in a page of the headless Chromium.
 */

import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumPath } from './index.ts';

/** With these a page is cross-origin isolated, and may share memory between threads. */
export const isolation: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What tells one project from another. */
export interface PageProject {
  readonly name: string;
  /** Its test files. */
  readonly include: readonly string[];
  /** What the server sends along with the page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Arguments of Chromium. */
  readonly args?: readonly string[];
  /** Milliseconds that one test may take. */
  readonly testTimeout?: number;
}

export async function pageProject({
  name,
  include,
  headers = {},
  args = [],
  testTimeout = 30_000,
}: PageProject): Promise<TestProjectInlineConfiguration> {
  const executablePath = await chromiumPath();
  return {
    resolve: { conditions: ['@tenon/source', 'module', 'browser', 'development|production'] },
    oxc: { target: 'es2022' },
    server: { headers },
    assetsInclude: ['**/*.vectors.gz'],
    test: {
      name,
      include: [...include],
      testTimeout,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, args: ['--no-sandbox', ...args] } }),
        instances: [{ browser: 'chromium' }],
      },
    },
  };
}
