export * from './registry.ts';
export { type Gradient, type GradientRule, gradientOf, type RuleContext } from './rule.ts';
export * from './spread.ts';
export * from './vjp.ts';
