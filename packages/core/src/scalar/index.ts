export * from './builder.ts';
export * from './cast.ts';
export * from './evaluate.ts';
export * from './meaning.ts';
export * from './operations.ts';
export * from './program.ts';
export * from './rounding.ts';
export * from './tangent-program.ts';
export type { Tangent } from './tangent-rules.ts';
