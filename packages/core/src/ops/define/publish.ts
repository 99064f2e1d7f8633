/**
 * @file From an op's record to its public function: operands to tensors, arguments to attributes, then `execute`.
 */

import type { DTypeClass } from '../../dtype/index.ts';
import { InvalidArgumentError, TenonError } from '../../errors/index.ts';
import { type Attrs, type Differentiation, execute, type OpRecord } from '../../runtime/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { hasRequired, normalizeAttrs } from './attributes.ts';
import type { AnyCall, Definition, DTypeRule, Op } from './op.ts';
import { checkDTypes, type InputSpec, resolveOperands } from './operands.ts';

const bareName = (input: string) => input.replace(/^\.\.\.|\?$/g, '');

export function inputSpecs(inputs: readonly string[], dtypes: DTypeRule): readonly InputSpec[] {
  const names = inputs.map(bareName);
  const isClass = (rule: DTypeRule): rule is DTypeClass => Array.isArray(rule.members);
  return inputs.map((input, position) => {
    const flags = { optional: input.endsWith('?'), variadic: input.startsWith('...') };
    const name = names[position];
    if (isClass(dtypes)) return { name, accepts: dtypes, sharesWith: 0, ...flags };
    const rule = dtypes[name] as DTypeClass | string;
    const sharesWith = typeof rule === 'string' ? names.indexOf(rule) : position;
    const accepts = (typeof rule === 'string' ? dtypes[rule] : rule) as DTypeClass;
    return { name, accepts, sharesWith, ...flags };
  });
}

/** Groups a flat list of tensors by the names of the inputs. */
export function nameInputs<T>(
  specs: readonly InputSpec[],
  flat: readonly T[],
): Record<string, T | readonly T[]> {
  const named: Record<string, T | readonly T[]> = {};
  const surplus = flat.length - specs.length;
  let position = 0;
  for (const { name, variadic } of specs) {
    if (variadic) {
      named[name] = flat.slice(position, position + surplus + 1);
      position += surplus + 1;
    } else named[name] = flat[position++] as T;
  }
  return named;
}

/** Makes the public function of a record. */
export function publish<
  Name extends string,
  I extends readonly string[],
  A,
  C extends DTypeRule,
  Call extends AnyCall,
  Diff extends Differentiation,
>(
  record: OpRecord<Name>,
  { inputs, dtypes, attrs, outputs = 'one' }: Definition<I, A, C, Call>,
): Op<Name, Call, I, A, C, Diff> {
  const { name } = record;
  const specs = inputSpecs(inputs, dtypes);
  const arity = specs.length;
  const defaults: Attrs = attrs ?? noAttrs;
  const attrNames = Object.keys(defaults);
  const defaultsSuffice = !hasRequired(defaults);
  const variadic = specs.findIndex((spec) => spec.variadic);
  if (record.kind !== 'composite' && specs.some((spec) => spec.optional)) {
    throw new TenonError(`${name}: an op of kind ${record.kind} takes no optional inputs; a composite does.`);
  }

  const present = (results: readonly Tensor[]): unknown => {
    if (outputs === 'one') return results[0];
    if (outputs === 'list') return results;
    return Object.fromEntries(outputs.map((output, i) => [output, results[i]]));
  };

  const call = (...args: unknown[]): unknown => {
    // The commonest call, tensors and nothing else: nothing is converted, so nothing has to be freed.
    if (defaultsSuffice && args.length === arity && areTensors(args)) {
      checkDTypes(name, specs, args);
      return present(execute(record, args, defaults));
    }
    const operands = args.length === arity ? args : args.slice(0, arity);
    const rest = args.length > arity ? args.slice(arity) : none;
    const callAttrs = normalizeAttrs(name, defaults, attrNames, rest);
    const { tensors, converted } =
      variadic === -1
        ? resolveOperands(name, specs, pad(operands, arity))
        : resolveList(name, specs, variadic, operands);
    try {
      return present(execute(record, tensors, callAttrs));
    } finally {
      for (let i = 0; i < converted.length; i++) converted[i].dispose();
    }
  };
  Object.defineProperty(call, 'name', { value: name });
  // The call parses its arguments by the same definition that the signature was declared with.
  return Object.assign(call as unknown as Call, {
    record: record as OpRecord<Name> & { differentiation: Diff },
    inputSpecs: specs,
    attrDefaults: defaults as A,
  });
}

const noAttrs: Attrs = {};
const none: readonly unknown[] = [];

function areTensors(args: readonly unknown[]): args is Tensor[] {
  for (let i = 0; i < args.length; i++) if (!(args[i] instanceof Tensor)) return false;
  return true;
}

const pad = (operands: readonly unknown[], length: number): readonly unknown[] =>
  operands.length === length
    ? operands
    : [...operands, ...new Array(length - operands.length).fill(undefined)];

/** Spreads a list operand into one operand per element. */
function resolveList(
  op: string,
  specs: readonly InputSpec[],
  variadic: number,
  operands: readonly unknown[],
) {
  const list = operands[variadic];
  const listSpec = specs[variadic];
  if (!Array.isArray(list)) {
    throw new InvalidArgumentError(`${op}: '${listSpec.name}' must be an array of tensors.`);
  }
  const flatSpecs = specs.flatMap((spec) => (spec.variadic ? list.map(() => spec) : [spec]));
  const flat = specs.flatMap((spec, i) => (spec.variadic ? list : [operands[i]]));
  return resolveOperands(op, flatSpecs, flat);
}
