export type { NpyReadOptions } from './npy.ts';
export type { NpzReadOptions, NpzWriteOptions } from './npz.ts';
export * from './tensor-files.ts';
