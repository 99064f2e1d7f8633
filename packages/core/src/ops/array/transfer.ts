/**
 * @file Ops that say where elements live: copies from device to device, and the identity, which copies if it is told
 * to by a device scope.
 */

import { findDevice } from '../../backend/index.ts';
import { anyDType, type DType } from '../../dtype/index.ts';
import { copyToDevice, scopedDevice } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { alias } from './layout.ts';

/**
 * The same elements on the named device; `x.to(device)`. Its gradient travels back to the device of `x`.
 * @param device A device (`cuda:0`) or TensorFlow's spelling of a kind (`/gpu:0`).
 * @throws DeviceError if no such device is registered; UnimplementedError if the elements have to be read from a
 *   device that cannot be read synchronously.
 * @example
 * tn.transfer([1, 2], '/cpu:0').arraySync(); // => [ 1, 2 ]
 */
export const transfer = composite('transfer', {
  inputs: ['x'],
  dtypes: anyDType,
  attrs: { device: required<string>() },
  call: signature<<D extends DType>(x: Operand<D>, device: string) => Tensor<D>>(),
  gradient: 'rule',
  lower: ({ x }, { device }) => {
    const target = findDevice(device);
    return target === x.storage.device ? alias(x) : copyToDevice(x, target, 'transfer');
  },
});

/**
 * A distinct tensor of the same elements; inside of `tn.device(name, …)` on that device, which copies them there.
 * @throws UnimplementedError if the elements have to be read from a device that cannot be read synchronously.
 * @example
 * const x = tn.constant([1, 2]);
 * console.log(tn.identity(x) === x, tn.identity(x).arraySync()); // => false [ 1, 2 ]
 */
export const identity = composite('identity', {
  inputs: ['input'],
  dtypes: anyDType,
  call: signature<<D extends DType>(input: Operand<D>) => Tensor<D>>(),
  lower: ({ input }) => {
    const target = scopedDevice();
    return target ? transfer(input, target.name) : alias(input);
  },
});
