/**
 * @file Devices: registered backends, their names, and TensorFlow's spellings of them.
 *
 * Registration is explicit (`await tn.use(cpuWasm())`); importing a backend has no side effect. A device's own name is
 * `backend:ordinal`. `/cpu:0`, `GPU:0`, `/device:GPU:0` and TensorFlow's full job names mean the best registered
 * device of that kind.
 */

import type { DType } from '../dtype/index.ts';
import { DeviceError } from '../errors/index.ts';
import { BACKEND_API_VERSION, type Backend } from './backend.ts';

/** A place where tensors live: one registered backend under its name. */
export interface Device {
  readonly name: string;
  readonly backend: Backend;
  /** The dtypes of `backend.supports`, in a form that is quick to ask. */
  readonly dtypes: ReadonlySet<DType>;
  /** What tensors hold here now. Kept by the storages themselves. */
  readonly usage: { buffers: number; bytes: number };
  /** False once the backend was unregistered: its buffers are gone. */
  active: boolean;
}

const devices: Device[] = [];

/** Registered devices, in order of registration. */
export function registeredDevices(): readonly Device[] {
  return devices;
}

/**
 * Registers a backend as a device; until another is chosen, new tensors go to the best device registered.
 * @returns The device.
 * @throws DeviceError if the backend was written for another version of the contract, or is registered already.
 */
export function registerBackend(backend: Backend): Device {
  if (typeof backend !== 'object' || backend === null) {
    throw new DeviceError(
      `A backend must be an object that implements the backend contract, got ${typeof backend}. A package exports a ` +
        "function that makes one: call it, as in import { cpuWasm } from '@tenon/backend-cpu-wasm'; " +
        'await tn.use(cpuWasm());',
    );
  }
  if (backend.apiVersion !== BACKEND_API_VERSION) {
    throw new DeviceError(
      `Backend ${backend.name} implements version ${backend.apiVersion} of the backend ` +
        `contract; this @tenon/core needs version ${BACKEND_API_VERSION}. Install matching versions of both.`,
    );
  }
  const known = devices.find((device) => device.backend === backend);
  if (known) throw new DeviceError(`This backend is registered already, as ${known.name}.`);
  let ordinal = 0;
  while (devices.some((device) => device.name === `${backend.name}:${ordinal}`)) ordinal++;
  const device = {
    name: `${backend.name}:${ordinal}`,
    backend,
    dtypes: new Set(backend.supports.dtypes),
    usage: { buffers: 0, bytes: 0 },
    active: true,
  };
  devices.push(device);
  return device;
}

/** Removes a device and disposes its backend. Tensors that live there can no longer be used. */
export function unregisterBackend(backend: Backend): void {
  const position = devices.findIndex((device) => device.backend === backend);
  if (position === -1) return;
  const [device] = devices.splice(position, 1) as [Device];
  device.active = false;
  backend.dispose();
}

/**
 * The device new tensors go to when no `device` scope says otherwise: a GPU before a CPU, then by preference.
 * @throws DeviceError if no backend is registered.
 */
export function defaultDevice(): Device {
  const best = bestOf(devices);
  if (best) return best;
  throw new DeviceError(
    'No backend is registered. Install one and register it first, for example: ' +
      "import { cpuWasm } from '@tenon/backend-cpu-wasm'; await tn.use(cpuWasm());",
  );
}

function bestOf(candidates: readonly Device[]): Device | undefined {
  const score = ({ backend }: Device) => (backend.deviceKind === 'gpu' ? 1e6 : 0) + backend.preference;
  let best: Device | undefined;
  for (const candidate of candidates) if (!best || score(candidate) > score(best)) best = candidate;
  return best;
}

const kindPattern = /^(?:\/job:[^/]+\/replica:\d+\/task:\d+)?\/?(?:device:)?(cpu|gpu)(?::(\d+))?$/i;

/**
 * The device of a name: its own (`cpu-wasm:0`, or `cpu-wasm` for ordinal 0) or TensorFlow's spelling of its kind.
 * @throws DeviceError listing what is registered if nothing matches.
 */
export function findDevice(name: string): Device {
  const exact = devices.find((device) => device.name === name || device.name === `${name}:0`);
  if (exact) return exact;
  const match = kindPattern.exec(name);
  if (match) {
    const kind = (match[1] as string).toLowerCase();
    const ordinal = Number(match[2] ?? 0);
    const ofKind = devices.filter(({ backend }) => backend.deviceKind === kind);
    // `GPU:1` is the second device of the best backend of that kind.
    const best = bestOf(ofKind);
    const device = ofKind.filter(({ backend }) => backend.name === best?.backend.name)[ordinal];
    if (device) return device;
  }
  const known = devices.map((device) => device.name).join(', ') || 'none';
  throw new DeviceError(`Unknown device '${name}'. Registered devices: ${known}.`);
}
