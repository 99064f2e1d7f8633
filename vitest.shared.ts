/**
 * @file What every package's tests have in common.
 *
 * Tests run the sources, not the build: the `@tenon/source` condition that each package exports leads
 * to `src/index.ts`, so nothing has to be compiled first and a stack trace points at the real line.
 */
import { defineProject, type UserWorkspaceConfig } from 'vitest/config';

const conditions = ['@tenon/source', 'module', 'node', 'development|production'];

/** The vitest configuration of the package called `name`. @param testTimeout Milliseconds that one test may take. */
export function tenonProject(name: string, { testTimeout = 20_000 } = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    // `using` declarations are lowered: Node 22 does not parse them.
    oxc: { target: 'es2022' },
    test: { name, environment: 'node', include: ['src/**/*.test.ts'], testTimeout },
  });
}
