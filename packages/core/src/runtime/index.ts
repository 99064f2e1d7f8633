export * from './allocate.ts';
export * from './device-scope.ts';
export * from './execute.ts';
export * from './memory.ts';
export * from './op.ts';
export * from './recorder.ts';
export * from './scope.ts';
export * from './use.ts';
