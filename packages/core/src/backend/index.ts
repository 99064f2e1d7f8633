export * from './backend.ts';
export * from './device-registry.ts';
export * from './kernels.ts';
export * from './routine-errors.ts';
export * from './routines.ts';
