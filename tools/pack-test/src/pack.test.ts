/** @file Uses the packages as their users do: packed, installed by npm into an empty project, imported. */
import { existsSync, globSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { instrument } from '@tenon/examples';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { bundlers } from './bundlers.ts';
import { EmptyProject } from './empty-project.ts';
import { platformPackages, publishedPackages, readManifest, root } from './published-packages.ts';
import { readmeExample } from './readme-example.ts';
import { runtimes } from './runtimes.ts';

const packages = publishedPackages();
const binaries = platformPackages();
const project = new EmptyProject();
const installed = (name: string, ...rest: string[]) =>
  path.join(project.folder, 'node_modules', name, ...rest);

beforeAll(() => project.install([...packages, ...binaries]), 120_000);
afterAll(() => project[Symbol.dispose]());

test('every published package is a dependency of this one, so that a change to it runs these tests again', () => {
  const { dependencies } = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  expect(packages.map(({ name }) => name).filter((name) => !(name in dependencies))).toEqual([]);
});

test('there is one core, however many packages need it', () => {
  expect(globSync('node_modules/**/@tenon/core/package.json', { cwd: project.folder })).toHaveLength(1);
});

describe.each(packages)('$name', ({ name }) => {
  test('can be imported, by each of its entry points', () => {
    const { exports, peerDependenciesMeta } = readManifest(installed(name, 'package.json'));
    for (const peer of Object.keys(peerDependenciesMeta ?? {})) project.link(peer, root);
    const entries = Object.keys(exports).filter((entry) => !entry.endsWith('.json'));
    expect(entries).toContain('.');
    const imports = entries.map((entry) => `await import('${path.posix.join(name, entry)}');`);
    project.run(process.execPath, ['--input-type=module', '--eval', imports.join('\n')]);
  }, 30_000);

  test('carries its licence', () => {
    expect(readFileSync(installed(name, 'LICENSE'), 'utf8')).toContain('Apache License');
  });

  test('holds every file that its entry points name', () => {
    const manifest = readManifest(installed(name, 'package.json'));
    const targets = [...leaves(manifest.exports), ...leaves(manifest.bin)];
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !existsSync(installed(name, target)))).toEqual([]);
  });

  test('holds every source that its source maps name', () => {
    const maps = globSync('dist/**/*.map', { cwd: installed(name) });
    expect(maps.length).toBeGreaterThan(0);
    const missing = maps.flatMap((map) => {
      const file = installed(name, map);
      const { sources, sourcesContent } = JSON.parse(readFileSync(file, 'utf8'));
      // A bundled dependency has its text in the map itself.
      return (sources as string[]).filter(
        (source, i) => !sourcesContent?.[i] && !existsSync(path.resolve(path.dirname(file), source)),
      );
    });
    expect(missing).toEqual([]);
  });

  test('leaves its tests at home', () => {
    expect(globSync('**/*.test.*', { cwd: installed(name) })).toEqual([]);
  });
});

describe('the native backend', () => {
  const program = `
    import { nodeNative } from '@tenon/backend-node-native';
    import { constant, use } from '@tenon/core';
    await use(nodeNative());
    console.log(constant([1, 2]).add(1).sum().item());`;

  test.skipIf(binaries.length === 0)(
    'finds the binary of its platform package (skipped where no compiler built one)',
    () => expect(project.run(process.execPath, ['--input-type=module', '--eval', program])).toBe('5\n'),
    30_000,
  );

  test('says what to install where that is missing', () => {
    const away = binaries.map(({ name }) => [installed(name), `${installed(name)}.away`]);
    for (const [here, there] of away) renameSync(here, there);
    try {
      const run = () => project.run(process.execPath, ['--input-type=module', '--eval', program]);
      expect(run).toThrow(`npm install @tenon/backend-node-native-${process.platform}-${process.arch}`);
    } finally {
      for (const [here, there] of away) renameSync(there, here);
    }
  }, 30_000);
});

describe('the WebAssembly backend', () => {
  const program = `
    import { cpuWasm } from '@tenon/backend-cpu-wasm';
    import { ones, use } from '@tenon/core';
    await use(cpuWasm({ threads: 2 }));
    const x = ones([500, 500]);
    console.log(x.matmul(x).sum().item());`;
  const file = (name: string) => path.join(project.folder, name);
  beforeAll(() => project.write('wasm.js', program));

  test('runs in Node as it is', () => {
    expect(project.run(process.execPath, ['wasm.js'])).toBe('125000000\n');
  }, 60_000);

  for (const { name, command, args } of runtimes) {
    test.skipIf(command === undefined)(
      `runs in ${name} as it is (skipped where npm has no ${name} for the machine)`,
      () => expect(project.run(command ?? name, [...args, 'wasm.js'])).toBe('125000000\n'),
      60_000,
    );
  }

  test.each(Object.entries(bundlers))(
    'is bundled by %s without configuration, into one file that needs no other',
    async (name, bundleWith) => {
      const folder = file(`bundled-by-${name}`);
      await bundleWith(file('wasm.js'), path.join(folder, 'bundle.mjs'));
      expect(readdirSync(folder)).toEqual(['bundle.mjs']);
      expect(project.run(process.execPath, [path.join(folder, 'bundle.mjs')])).toBe('125000000\n');
    },
    120_000,
  );
});

describe("the README's example", () => {
  test('does what it says', () => {
    const { code, line } = readmeExample();
    const claims = readFileSync(path.join(root, 'tools/examples/src/claim.ts'), 'utf8');
    project.write('claim.js', stripTypeScriptTypes(claims));
    project.write(
      'example.js',
      stripTypeScriptTypes(instrument(code, { path: 'README.md', line, claimModule: './claim.js' })),
    );
    project.run(process.execPath, ['example.js']);
  }, 60_000);

  test('type-checks in strict mode, the declarations it rests on included', () => {
    project.write('example.ts', readmeExample().code);
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2022', 'esnext.disposable', 'dom'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      skipLibCheck: false,
      types: [],
      noEmit: true,
    };
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['example.ts'] }));
    project.run(path.join(root, 'node_modules/.bin/tsc'), ['-p', '.']);
  }, 60_000);
});

describe('a bundle without what is unused', () => {
  // The build is a few modules; the sources are one per idea, which gives a bundler the most to leave out.
  test.each([
    ['the build', []],
    ['the sources', ['@tenon/source']],
  ])(
    'of %s has the methods of tensors and of variables',
    async (_, conditions) => {
      const program = `
      import { reference } from '@tenon/backend-reference';
      import { constant, use, Variable } from '@tenon/core';
      await use(reference());
      console.log(constant([1, 2]).add(1).sum().item(), new Variable([3]).square().item());`;
      const file = await bundle(project.folder, program, conditions);
      expect(project.run(process.execPath, [file])).toBe('5 9\n');
    },
    60_000,
  );
});

/** The strings in a tree of conditions. */
function leaves(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  return Object.values(tree ?? {}).flatMap(leaves);
}
