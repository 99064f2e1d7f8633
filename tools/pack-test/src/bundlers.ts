/**
 * @file The bundlers whose users need no configuration: each is told where the program is and where the bundle goes.
 *
 * Everything else is what the bundler does by itself, for browsers.
 */
import path from 'node:path';
import * as esbuild from 'esbuild';
import { build } from 'vite';
import webpack from 'webpack';

/** Bundles a program of a project into one file. */
export type Bundler = (program: string, bundle: string) => Promise<void>;

export const bundlers: Readonly<Record<string, Bundler>> = {
  async vite(program, bundle) {
    await build({
      root: path.dirname(program),
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: path.dirname(bundle),
        emptyOutDir: false,
        copyPublicDir: false,
        // A library, since an application is a page, which Node does not run.
        lib: { entry: program, formats: ['es'], fileName: () => path.basename(bundle) },
      },
    });
  },

  async esbuild(program, bundle) {
    await esbuild.build({
      entryPoints: [program],
      bundle: true,
      format: 'esm',
      outfile: bundle,
      logLevel: 'error',
    });
  },

  webpack: (program, bundle) =>
    new Promise((resolve, reject) => {
      const compiler = webpack({
        mode: 'production',
        context: path.dirname(program),
        entry: program,
        output: { path: path.dirname(bundle), filename: path.basename(bundle) },
      });
      compiler.run((failure, stats) => {
        const errors = failure ?? (stats?.hasErrors() ? new Error(stats.toString('errors-only')) : undefined);
        compiler.close(() => (errors ? reject(errors) : resolve()));
      });
    }),
};
