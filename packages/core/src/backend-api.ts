/**
 * @file `@tenon/core/backend`: what someone who writes a backend imports.
 *
 * Users of tensors need none of it, so it is an entry of its own and `@tenon/core` stays small to read.
 */

export * from './backend/index.ts';
export * from './dtype/index.ts';
export * from './errors/index.ts';
export type { AnyCall, AttrsOf, DTypeRule, InputSpec, Op } from './ops/define/index.ts';
export type { PoolPlan } from './ops/nn/window/pooling-plan.ts';
export * from './random/philox.ts';
export type { Attrs, Differentiation, OpRecord, TensorSpec } from './runtime/index.ts';
export * from './scalar/index.ts';
export * from './shape/index.ts';
