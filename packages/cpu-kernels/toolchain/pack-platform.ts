/**
 * @file The packages that carry the native addon, one for each platform, as esbuild and swc ship theirs.
 *
 * Each holds one file, `tenon.node`, and says by `os`, `cpu` and `libc` whom it is for; the backend names all of them as
 * optional dependencies, and a package manager installs the one that fits. Their manifests differ by nothing else, so
 * this script writes them:
 *
 * - `pack-platform.ts` writes `packages/backend-node-native/platforms/…/package.json` for the backend's version;
 * - `pack-platform.ts --out FOLDER` also packs the one of this machine, whose addon must have been built.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');
const backend = path.join(root, 'packages/backend-node-native');
const addon = 'tenon.node';

/** A kind of machine, in npm's words. */
interface Platform {
  readonly os: string;
  readonly cpu: string;
  readonly libc?: string;
}

/** The platforms that have a package. */
export const platforms: readonly Platform[] = [
  { os: 'linux', cpu: 'x64', libc: 'glibc' },
  { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { os: 'darwin', cpu: 'x64' },
  { os: 'darwin', cpu: 'arm64' },
];

export const platformFolder = ({ os, cpu }: Platform) => path.join(backend, 'platforms', `${os}-${cpu}`);

/** The manifest of a platform's package. */
export function platformManifest({ os, cpu, libc }: Platform): string {
  const { name, version, license, publishConfig } = readBackendManifest();
  const manifest = {
    name: `${name}-${os}-${cpu}`,
    version,
    description: `The native kernels of ${name} for ${os} on ${cpu}`,
    license,
    main: addon,
    files: [addon],
    os: [os],
    cpu: [cpu],
    ...(libc ? { libc: [libc] } : {}),
    // A package without the addon must not be published.
    scripts: { prepack: `node -e "require('fs').accessSync('${addon}')"` },
    publishConfig,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function readBackendManifest() {
  return JSON.parse(readFileSync(path.join(backend, 'package.json'), 'utf8'));
}

/** Writes the manifests of all platforms. */
export function writePlatformManifests(): void {
  for (const platform of platforms) {
    const folder = platformFolder(platform);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), platformManifest(platform));
  }
}

/** Packs the package of this machine. @throws Error if there is none, or its addon is not built. */
export function packThisPlatform(destination: string): void {
  const platform = platforms.find(({ os, cpu }) => os === process.platform && cpu === process.arch);
  if (!platform) throw new Error(`There is no package for ${process.platform}-${process.arch}.`);
  const folder = platformFolder(platform);
  if (!existsSync(path.join(folder, addon))) {
    throw new Error(`${path.relative(root, folder)} has no ${addon}: run \`npm run build\` first.`);
  }
  mkdirSync(destination, { recursive: true });
  const { status } = spawnSync('pnpm', ['pack', '--pack-destination', path.resolve(destination)], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`pnpm pack failed in ${path.relative(root, folder)}.`);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  writePlatformManifests();
  if (values.out) packThisPlatform(values.out);
}
