/**
 * @file Ops that say where elements live. Copies between devices are level 0's; here they are ops like any other.
 */

import { DeviceError, identity, transfer } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { filled, normal, refused, sample, special } from '../samples.ts';

export const transferInfos = {
  identity: opInfo(identity, {
    tensorflow: 'identity',
    samples: [sample([normal([])]), sample([filled([0], 0)]), sample([normal([5, 7])])],
    special: [sample([special()])],
  }),

  transfer: opInfo(transfer, {
    tensorflow: { none: 'TensorFlow copies where a device scope says' },
    // The oracle's device, which is registered wherever the kit runs.
    samples: [sample([normal([])], { device: 'oracle' }), sample([normal([5, 7])], { device: 'oracle:0' })],
    special: [sample([special()], { device: 'oracle' })],
    errors: [
      refused(sample([normal([2])], { device: 'nowhere:0' }), /Unknown device 'nowhere:0'/, {
        error: DeviceError,
      }),
    ],
  }),
};
