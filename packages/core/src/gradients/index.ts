export * from './elementwise-tangent.ts';
export * from './registry.ts';
export {
  type Gradient,
  type GradientRule,
  gradientOf,
  type Held,
  type RuleContext,
  type Saved,
} from './rule.ts';
export * from './spread.ts';
export * from './vjp.ts';
