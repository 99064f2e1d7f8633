/**
 * @file Refusing what a device declares that it cannot do, before anything is computed: the message says who can.
 */

import {
  type Device,
  kernelDTypes,
  type RoutineName,
  registeredDevices,
  routineDTypes,
} from '../backend/index.ts';
import type { DType } from '../dtype/index.ts';
import { UnimplementedError } from '../errors/index.ts';
import type { KernelOp, RoutineOp, TensorSpec } from './op.ts';

/** @throws UnimplementedError if the device's kernel does not take the dtype of the op's first input. */
export function checkKernelSupport(op: KernelOp, inputs: readonly TensorSpec[], device: Device): void {
  const dtypes = kernelDTypes(device.backend.supports, op.kernel);
  const first = inputs[0];
  if (!first || dtypes.includes(first.dtype)) return;
  throw new UnimplementedError(
    `${op.name}: ${device.name} has no ${op.kernel} kernel for ${first.dtype}; it has ${dtypes.join(', ') || 'none'}. ` +
      'Cast the input, or run the op on another device.',
  );
}

/** @throws UnimplementedError if the device is without the op's routine, or has it for other dtypes. */
export function checkRoutineSupport(op: RoutineOp, [first]: readonly TensorSpec[], device: Device): void {
  const dtypes = routineDTypes(device.backend.supports, op.routine);
  if (dtypes.includes(first.dtype)) return;
  const has = dtypes.length > 0 ? `only for ${dtypes.join(', ')}` : 'for no dtype';
  throw new UnimplementedError(
    `${op.name}: ${device.name} has no ${op.routine} routine for ${first.dtype}; it has it ${has}. ` +
      whoHas(op.routine, first.dtype),
  );
}

/** Core knows no backend, so it cannot compute elsewhere by itself; but it can say where. */
function whoHas(routine: RoutineName, dtype: DType): string {
  const able = registeredDevices().filter(({ backend }) =>
    routineDTypes(backend.supports, routine).includes(dtype),
  );
  if (able.length === 0) {
    return 'No registered device has: register a backend that does, such as @tenon/backend-reference.';
  }
  const names = able.map(({ name }) => name);
  return `Registered devices that have it: ${names.join(', ')}. Move the inputs there, with x.to('${names[0]}').`;
}
