export * from './builder.ts';
export * from './operations.ts';
export * from './program.ts';
