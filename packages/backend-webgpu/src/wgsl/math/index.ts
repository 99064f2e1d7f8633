import type { WgslFunction } from './wgsl-function.ts';

export const mathFunctions: Readonly<Record<string, WgslFunction>> = {};
