/**
 * @file Where WebGPU comes from: `navigator.gpu` in browsers and Deno, the package `webgpu` (Dawn) in Node.
 */

import { DeviceError } from '@tenon/core/backend';

/** What the package `webgpu` exports. */
interface Dawn {
  create(options: readonly string[]): GPU;
}

/**
 * The platform's WebGPU.
 * @throws DeviceError if there is none, with the way to get it.
 */
export async function findGpu(): Promise<GPU> {
  const { gpu } = globalThis.navigator ?? {};
  if (gpu) return gpu;
  if (!isNode()) {
    throw new DeviceError(
      'webgpu: this browser has no navigator.gpu. WebGPU needs a secure context (https or localhost) and a browser ' +
        'that has it: Chrome or Edge 113, Safari 26, Firefox 141 or later.',
    );
  }
  // A variable, so that bundlers for browsers do not look for the package.
  const name = 'webgpu';
  let dawn: Dawn;
  try {
    dawn = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  } catch (cause) {
    throw new DeviceError(
      'webgpu: Node has no WebGPU of its own, and the package `webgpu` (Dawn) could not be loaded. Install it beside ' +
        '@tenon/backend-webgpu: npm install webgpu',
      { cause },
    );
  }
  return dawn.create([]);
}

function isNode(): boolean {
  const { process } = globalThis as { process?: { readonly versions?: { readonly node?: string } } };
  return process?.versions?.node !== undefined;
}
