export * from './backend.ts';
export * from './device-registry.ts';
export * from './kernels.ts';
