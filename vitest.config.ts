/** @file Lets `vitest` at the root run or watch the tests of every package at once. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts', 'tools/*/vitest.config.ts'] },
});
