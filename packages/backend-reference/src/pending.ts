import { UnimplementedError } from '@tenon/core/backend';

const pending = () => {
  throw new UnimplementedError('This kernel is not written yet.');
};
export const scan = pending;
export const conv = pending;
export const gather = pending;
export const scatter = pending;
export const sort = pending;
export const randomBits = pending;
