export * from './axes.ts';
export * from './broadcast.ts';
export * from './collapse.ts';
export * from './layout.ts';
export * from './shape.ts';
export * from './slice-spec.ts';
