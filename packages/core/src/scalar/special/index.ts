export * from './digamma.ts';
export * from './error-function.ts';
export { logGamma } from './gamma-function.ts';
export * from './hurwitz-zeta.ts';
export * from './incomplete-beta.ts';
export * from './incomplete-gamma.ts';
