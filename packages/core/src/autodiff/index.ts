export * from './gradient-tape.ts';
