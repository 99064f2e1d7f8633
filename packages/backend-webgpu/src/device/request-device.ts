/**
 * @file Asking for a device, with all that its adapter can give.
 */

import { DeviceError, InvalidArgumentError } from '@tenon/core/backend';
import { findGpu } from './find-gpu.ts';

/** The limits that kernels ask about. */
export const limitNames = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;
export type DeviceLimits = { readonly [Name in (typeof limitNames)[number]]: number };

/** Features that are used where the adapter has them. */
const wantedFeatures: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups'];

export interface DeviceRequest {
  readonly powerPreference?: GPUPowerPreference;
  readonly device?: GPUDevice;
  readonly limits?: Partial<DeviceLimits>;
}

/** A device, and what kernels may count on. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly limits: DeviceLimits;
  /** Whether it was made here, and is ended with the backend. */
  readonly owned: boolean;
  /** The WebGPU that it came from: Dawn ends with the last reference to it. */
  readonly gpu?: GPU;
}

/**
 * A device of the best adapter, or the one given.
 * @throws DeviceError if there is no WebGPU or no adapter.
 * @throws InvalidArgumentError for a limit that is not one.
 */
export async function requestDevice({
  powerPreference,
  device,
  limits = {},
}: DeviceRequest): Promise<OpenDevice> {
  checkLimits(limits);
  if (device) return { device, limits: effectiveLimits(device.limits, limits), owned: false };
  const gpu = await findGpu();
  const adapter = await gpu.requestAdapter({ powerPreference });
  if (!adapter) {
    throw new DeviceError(
      'webgpu: there is no adapter: no GPU that WebGPU can drive. On Linux a Vulkan driver is needed; a software one ' +
        '(lavapipe from Mesa, or SwiftShader) works, too. In Chrome, chrome://gpu says why there is none.',
    );
  }
  const requested = await adapter.requestDevice({
    label: 'tenon',
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(limitNames.map((name) => [name, adapter.limits[name]])),
  });
  return { device: requested, limits: effectiveLimits(requested.limits, limits), owned: true, gpu };
}

/** What the device can do, lowered where that was asked for. */
function effectiveLimits(device: GPUSupportedLimits, asked: Partial<DeviceLimits>): DeviceLimits {
  const entries = limitNames.map((name) => [name, Math.min(device[name], asked[name] ?? Infinity)]);
  // One entry for each name.
  return Object.fromEntries(entries) as DeviceLimits;
}

function checkLimits(limits: Partial<DeviceLimits>): void {
  for (const [name, limit] of Object.entries(limits)) {
    if (!(limitNames as readonly string[]).includes(name)) {
      throw new InvalidArgumentError(
        `webgpu: there is no limit '${name}'; there are ${limitNames.join(', ')}.`,
      );
    }
    if (!Number.isInteger(limit) || limit < 1) {
      throw new InvalidArgumentError(`webgpu: the limit ${name} must be a positive integer, got ${limit}.`);
    }
  }
}
