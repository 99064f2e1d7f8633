/**
 * @file The gradient registry: for every op whose record says `rule`, its rule. A type makes it complete.
 */

import type * as ops from '../ops/index.ts';
import type { OpRecord } from '../runtime/index.ts';
import * as cast from './array/cast.ts';
import * as creation from './array/creation.ts';
import * as gather from './array/gather.ts';
import * as gradientFlow from './array/gradient-flow.ts';
import * as indexing from './array/indexing.ts';
import * as joining from './array/joining.ts';
import * as layout from './array/layout.ts';
import * as padding from './array/padding.ts';
import * as scatter from './array/scatter.ts';
import * as transfer from './array/transfer.ts';
import * as determinant from './linalg/determinant.ts';
import * as einsum from './linalg/einsum.ts';
import * as leastSquares from './linalg/least-squares.ts';
import * as matmul from './linalg/matmul.ts';
import * as solving from './linalg/solving.ts';
import * as spectral from './linalg/spectral.ts';
import * as triangularFactors from './linalg/triangular-factors.ts';
import * as argReduction from './math/arg-reduction.ts';
import * as reduction from './math/reduction.ts';
import * as scan from './math/scan.ts';
import * as segment from './math/segment.ts';
import * as sorting from './math/sorting.ts';
import * as conv from './nn/conv.ts';
import * as loss from './nn/loss.ts';
import * as moments from './nn/moments.ts';
import * as normalization from './nn/normalization.ts';
import * as pooling from './nn/pooling.ts';
import * as softmax from './nn/softmax.ts';
import type { GradientRule } from './rule.ts';

const families = {
  ...argReduction,
  ...cast,
  ...conv,
  ...creation,
  ...determinant,
  ...einsum,
  ...gather,
  ...gradientFlow,
  ...indexing,
  ...joining,
  ...layout,
  ...leastSquares,
  ...loss,
  ...matmul,
  ...moments,
  ...normalization,
  ...padding,
  ...pooling,
  ...reduction,
  ...scan,
  ...scatter,
  ...segment,
  ...softmax,
  ...solving,
  ...sorting,
  ...spectral,
  ...transfer,
  ...triangularFactors,
};

/** The names of the ops whose record says `rule`. */
type NeedsRule = {
  [K in keyof typeof ops]: (typeof ops)[K] extends {
    readonly record: { readonly name: infer Name; readonly differentiation: 'rule' };
  }
    ? Name
    : never;
}[keyof typeof ops];

/** The names of the ops that have one. */
type HasRule = {
  [K in keyof typeof families]: (typeof families)[K] extends GradientRule<infer Name> ? Name : never;
}[keyof typeof families];

/** Compiles only if no op is without its rule; the error names those that are. */
type Complete<Missing extends never> = Missing;
export type EveryOpHasItsRule = Complete<Exclude<NeedsRule, HasRule>>;

const rules = new Map<string, GradientRule>();
for (const rule of Object.values<GradientRule>(families)) rules.set(rule.name, rule);

/** Rules of records that are not in any registry: each call of a custom gradient makes one. */
const rulesOfRecords = new WeakMap<OpRecord, GradientRule>();

/** The rule of an op whose record says `rule`, if it has one. */
export function findRule(op: OpRecord): GradientRule | undefined {
  return rules.get(op.name) ?? rulesOfRecords.get(op);
}

/** Registers the gradient of an op defined outside of this library. */
export function registerGradient(rule: GradientRule): void {
  rules.set(rule.name, rule);
}

/** Gives one record a rule of its own; its name is no registered op's. */
export function attachRule(op: OpRecord, rule: GradientRule): void {
  rulesOfRecords.set(op, rule);
}
