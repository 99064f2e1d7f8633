/**
 * @file A Chromium without a window, and the software Vulkan driver (SwiftShader) that comes with it.
 */

import path from 'node:path';
import { unpacked } from './unpack.ts';

export { hasChromium } from './unpack.ts';

/** The path of the browser's executable. */
export async function chromiumPath(): Promise<string> {
  return path.join(await unpacked(), 'chromium');
}

/** The environment in which a program finds SwiftShader, and no other Vulkan driver. It is read when the program starts. */
export async function softwareVulkan(): Promise<Readonly<Record<string, string>>> {
  const folder = await unpacked();
  const { LD_LIBRARY_PATH } = process.env;
  return {
    VK_DRIVER_FILES: path.join(folder, 'vk_swiftshader_icd.json'),
    LD_LIBRARY_PATH: LD_LIBRARY_PATH ? `${folder}:${LD_LIBRARY_PATH}` : folder,
  };
}
