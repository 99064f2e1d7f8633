/** @file A new project, outside of the workspace, into which the packed tarballs are installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PublishedPackage } from './published-packages.ts';

/** A project's folder, which is removed when the project is disposed of. */
export class EmptyProject implements Disposable {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'tenon-pack-test-'));

  constructor() {
    this.write('package.json', JSON.stringify({ name: 'empty-project', private: true, type: 'module' }));
  }

  /** Packs the packages as they would be published and installs the tarballs with npm. */
  install(packages: readonly PublishedPackage[]): void {
    const tarballs = packages.map(({ name, folder }) => {
      const tarball = path.join(this.folder, `${name.replace('@', '').replace('/', '-')}.tgz`);
      runIn(folder, 'pnpm', ['pack', '--out', tarball]);
      return tarball;
    });
    this.run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs]);
  }

  /** Puts the workspace's own copy of a dependency there, for an optional peer that nobody installs for us. */
  link(name: string, workspaceRoot: string): void {
    const target = path.join(this.folder, 'node_modules', name);
    if (!existsSync(target)) symlinkSync(path.join(workspaceRoot, 'node_modules', name), target, 'junction');
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  /** @returns what the command printed. @throws Error with what it printed, if it fails. */
  run(command: string, args: readonly string[]): string {
    return runIn(this.folder, command, args);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** pnpm starts a package's programs with the workspace's packages on NODE_PATH; a new project has none of them there. */
const env = { ...process.env, NODE_PATH: undefined };

function runIn(cwd: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}
