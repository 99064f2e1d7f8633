export * from './variable.ts';
