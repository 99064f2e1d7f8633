/**
 * @file What `npm start` runs: the walkthrough, after compiling the kernels of the backend that it runs on.
 *
 * No compiled file is in the repository. The build scripts look at what changed, so only the first start takes long.
 */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { chosenBackend } from './backends.ts';

const kernels = path.resolve(import.meta.dirname, '../../../packages/cpu-kernels');

/** By backend, the script that compiles its kernels. */
const buildScripts: Readonly<Record<string, string>> = {
  'cpu-wasm': 'toolchain/wasm.ts',
  'node-native': 'toolchain/native.ts',
};

/** Compiles what changed; it tells how it goes on the standard error, which is not the walkthrough's. */
function build(script: string): boolean {
  const { status } = spawnSync(process.execPath, ['--conditions=@tenon/source', path.join(kernels, script)], {
    stdio: ['ignore', 2, 2],
  });
  return status === 0;
}

const script = Object.hasOwn(buildScripts, chosenBackend) ? buildScripts[chosenBackend] : undefined;
if (script === undefined || build(script)) await import('./main.ts');
else {
  console.error(
    `The kernels of '${chosenBackend}' did not compile; what the compiler said is above. \`TENON_BACKEND=reference npm start\` needs none.`,
  );
  process.exitCode = 1;
}
