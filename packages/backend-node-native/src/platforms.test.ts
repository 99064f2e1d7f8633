import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { platformFolder, platformManifest, platforms } from '../../cpu-kernels/toolchain/pack-platform.ts';

const readManifest = (folder: string) => readFileSync(path.join(folder, 'package.json'), 'utf8');

test.each(platforms)('the package for $os-$cpu is what pack-platform.ts writes', (platform) => {
  expect(readManifest(platformFolder(platform))).toBe(platformManifest(platform));
});

test('every platform is an optional dependency, so that the one that fits is installed', () => {
  const { optionalDependencies } = JSON.parse(readManifest(path.resolve(import.meta.dirname, '..')));
  const names = platforms.map((platform) => JSON.parse(platformManifest(platform)).name);
  expect(Object.keys(optionalDependencies).sort()).toEqual(names.sort());
});
