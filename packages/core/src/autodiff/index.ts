export * from './custom-gradient.ts';
export type {
  CapturedVariable,
  InputAndVariableGradients,
  InputGradients,
  WithGradient,
} from './custom-rule.ts';
export { batchJacobian, grad, hessian, jacobian, valueAndGrad } from './derivatives.ts';
export * from './forward-accumulator.ts';
export * from './gradient-tape.ts';
export type { JacobianOptions } from './jacobian.ts';
export { hvp, jvp, type Pullback, vjp } from './products.ts';
export type { GradientsOf, OutputGradients, UnconnectedGradients } from './sources.ts';
