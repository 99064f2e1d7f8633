/**
 * @file Installing the other libraries, beside the benchmark: 700 MB that nobody needs who does not compare.
 */

import { spawnSync } from 'node:child_process';
import { UsageError } from '../arguments.ts';
import { peersFolder } from './places.ts';

/** Brings the peers' folder to the state of its lock file; a moment's work if it is. */
export function installPeers(): void {
  const { status, error } = spawnSync('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: peersFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error || status !== 0) {
    throw new UsageError(
      `--peers: pnpm could not install the libraries in ${peersFolder} (${error?.message ?? `exit status ${status}`}).`,
    );
  }
}
