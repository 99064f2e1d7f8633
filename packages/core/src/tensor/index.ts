export * from './format.ts';
export * from './nested-values.ts';
export * from './print.ts';
export * from './read.ts';
export * from './storage.ts';
export * from './structure.ts';
export * from './tensor.ts';
