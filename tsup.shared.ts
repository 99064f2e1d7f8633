/**
 * @file How every published package is compiled to JavaScript.
 *
 * Declarations come from `tsc -p tsconfig.build.json` instead, one per source file, with maps into
 * `src/`, which the tarball carries.
 */
import { defineConfig, type Options } from 'tsup';
import { type LazyModules, lazyModules } from './tsup.lazy.ts';

interface LibraryOptions extends Options {
  /** Dependencies that are bundled and evaluated at their first use. */
  readonly lazy?: LazyModules;
}

/** The tsup configuration of a package with these entry points (default: `src/index.ts`). */
export function tenonLibrary({ lazy = {}, ...options }: LibraryOptions = {}) {
  return defineConfig({
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    sourcemap: true,
    splitting: true,
    treeshake: false,
    dts: false,
    clean: true,
    noExternal: Object.keys(lazy),
    esbuildPlugins: [lazyModules(lazy)],
    ...options,
  });
}
