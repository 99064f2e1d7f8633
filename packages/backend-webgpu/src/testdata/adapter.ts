/** @file Whether tests can have a device. Where everything must run (`CI`), its want is a failure. */

import { requestDevice } from '../device/request-device.ts';

/** Why there is no adapter, with the way to get one; undefined if there is one. @throws that, in CI. */
export async function whyNoAdapter(): Promise<string | undefined> {
  try {
    const { device } = await requestDevice({});
    device.destroy();
    return undefined;
  } catch (error) {
    if (process.env.CI) throw error;
    return (error as Error).message;
  }
}
