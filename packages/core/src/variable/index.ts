export type { VariableOptions } from './assignable-tensor.ts';
export type { IndexedSlices } from './scatter-update.ts';
export * from './variable.ts';
