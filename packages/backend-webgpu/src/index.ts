/**
 * @file `@tenon/backend-webgpu`: Tenon on any GPU, by kernels in WGSL.
 */

import { type WebGpuBackend, webgpuBackend } from './backend.ts';
import { type DeviceLimits, requestDevice } from './device/request-device.ts';

export type { WebGpuBackend } from './backend.ts';
export type { DeviceLimits } from './device/request-device.ts';
export type { KernelTime } from './queue/profiler.ts';

export interface WebGpuOptions {
  /** Which GPU, where there are two: that which draws less power, or the faster one. The platform decides if left out. */
  readonly powerPreference?: GPUPowerPreference;
  /** A device to use instead of one of the backend's own, for programs that share it. It is not destroyed with the backend. */
  readonly device?: GPUDevice;
  /** Lower limits than the device's, to see what a program does on a smaller one. */
  readonly limits?: Partial<DeviceLimits>;
  /** The most bytes that tensors may hold at once; what the device gives if left out. */
  readonly memoryLimit?: number;
}

/**
 * A backend on a GPU: that of `navigator.gpu` in browsers and Deno, of the package `webgpu` (Dawn) in Node.
 *
 * Values come asynchronously from a GPU: `await tensor.array()` instead of `arraySync()`. WGSL has no 64-bit types, so
 * there is no float64, int64 or uint64.
 *
 * @throws DeviceError (the promise rejects) if there is no WebGPU or no adapter.
 * @throws InvalidArgumentError for a limit that is not one.
 * @example
 * ```ts no-run
 * import { webgpu } from '@tenon/backend-webgpu';
 * await tn.use(webgpu());
 * console.log(await tn.ones([2]).array());
 * ```
 */
export async function webgpu({
  memoryLimit = Infinity,
  ...request
}: WebGpuOptions = {}): Promise<WebGpuBackend> {
  return webgpuBackend(await requestDevice(request), memoryLimit);
}
