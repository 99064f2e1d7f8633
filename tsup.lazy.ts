/**
 * @file A dependency that is bundled, but evaluated only when something of it is first called.
 *
 * What a module computes when it is evaluated, every program pays that imports the package; most have no use for a codec,
 * whose tables take longer to fill than all of core's ops take to define. An import cannot wait without making its callers
 * asynchronous, so the build puts the dependency into a function and functions of the same names before it.
 */
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** The functions and classes of a dependency that are used, by the dependency's name. */
export type LazyModules = Readonly<Record<string, readonly string[]>>;

/** Makes the imports of these modules lazy. A name that is imported and not listed is an error of the build. */
export function lazyModules(modules: LazyModules): Plugin {
  return {
    name: 'lazy-modules',
    setup({ onResolve, onLoad, esbuild, initialOptions }) {
      for (const [name, used] of Object.entries(modules)) {
        const itself = new RegExp(`^${name}$`);
        onResolve({ filter: itself }, ({ resolveDir }) => ({
          path: name,
          namespace: 'lazy',
          pluginData: resolveDir,
        }));
        onLoad({ filter: itself, namespace: 'lazy' }, async ({ pluginData: resolveDir }) => {
          const { target, platform } = initialOptions;
          const { outputFiles } = await esbuild.build({
            stdin: { contents: `export { ${used.join(', ')} } from '${name}';`, resolveDir },
            bundle: true,
            format: 'iife',
            globalName: 'exported',
            target,
            platform,
            mainFields: initialOptions.mainFields,
            write: false,
          });
          return { contents: lazily(outputFiles[0].text, used) };
        });
      }
    },
  };
}

/** @param evaluation Statements that define `exported`, the module's exports. */
function lazily(evaluation: string, used: readonly string[]): string {
  const stands = used.map(
    (name) => `export function ${name}(...args) {
  return new.target ? Reflect.construct(dependency().${name}, args) : dependency().${name}(...args);
}
`,
  );
  return `let evaluated;
const dependency = () => (evaluated ??= evaluate());
function evaluate() {
${evaluation}
return exported;
}
${stands.join('')}`;
}
