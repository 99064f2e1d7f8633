export * from './convert.ts';
export * from './dtypes.ts';
export * from './half.ts';
export * from './limits.ts';
