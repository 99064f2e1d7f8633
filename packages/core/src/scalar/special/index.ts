export * from './digamma.ts';
export * from './error-function.ts';
export { logGamma } from './gamma-function.ts';
export * from './hurwitz-zeta.ts';
