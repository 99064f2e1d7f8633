/**
 * @file A function recorded as one op with a gradient of its own: what `customGradient` and `recomputeGrad` are made of.
 *
 * The function runs, and its results become outputs of an op that exists for this call alone; the op's rule is the
 * caller's function. What the function made on the way its rule may read, as a closure does, so all of that lives as
 * long as a tape may ask for the gradient, and no longer.
 */

import { InvalidArgumentError, TenonError } from '../errors/index.ts';
import {
  attachRule,
  type Gradient,
  type GradientRule,
  type Held,
  type RuleContext,
  type Saved,
} from '../gradients/index.ts';
import {
  activeRecorders,
  anotherHandle,
  type CompositeOp,
  collected,
  notifyOp,
  notifyVariableRead,
  type ReadableVariable,
  type Recorder,
  refusePromise,
  viewTensor,
  withoutRecorders,
  withRecorder,
} from '../runtime/index.ts';
import {
  asTensor,
  flattenStructure,
  isTensorLike,
  mapStructure,
  type Structure,
  Tensor,
  type TensorLike,
  tensorsIn,
} from '../tensor/index.ts';
import { describeType } from './sources.ts';

/** A variable that a function read. */
export type CapturedVariable = ReadableVariable & TensorLike;

/** The gradients of the inputs: one tensor for one input, else a list; null where there is none. */
export type InputGradients = TensorLike | null | readonly (TensorLike | null)[];

/** The gradients of the inputs and of the captured variables, in the order in which they were read. */
export interface InputAndVariableGradients {
  readonly inputs: InputGradients;
  readonly variables: readonly (TensorLike | null)[];
}

/** A value and how gradients come back from it. */
export interface WithGradient<Value> {
  /** A tensor, or a structure of them. */
  readonly value: Value;
  /**
   * @param upstream The gradient of the value, in its structure.
   * @param variables The trainable variables that the function read and that are not among its inputs. A rule that
   *   does not take them may not read any.
   */
  readonly gradient: (
    upstream: Value,
    variables: readonly CapturedVariable[],
  ) => InputGradients | InputAndVariableGradients;
}

/**
 * Runs `forward` and records it as one op.
 * @param inputs Tensors; `forward` gets them under handles of its own, which its rule may use later.
 * @param captures Whether the rule reads what `forward` computes. Tapes see its ops then, so that what the rule reads
 *   of them is differentiable again; else they are hidden, and nothing but the inputs is retained.
 * @returns The value, of new tensors.
 */
export function withCustomRule<Value extends Structure<Tensor>>(
  name: string,
  inputs: readonly Tensor[],
  forward: (inputs: readonly Tensor[]) => WithGradient<Value>,
  captures: boolean,
): Value {
  const reads = new VariableReads();
  const run = () => withRecorder(reads, () => refusePromise(forward(inputs.map(anotherHandle)), name));
  const { result, made } = collected(() => (captures ? run() : withoutRecorders(run)));
  const call = new CustomCall(name, inputs.length, result, reads.captured(inputs), made);
  call.retain();
  try {
    const outputs = outputTensors(name, result.value);
    if (!captures) disposeComputed(result.value, inputs);
    call.record(inputs, outputs);
    let position = 0;
    // Every leaf is replaced by a tensor of its dtype and shape.
    return mapStructure<unknown, Tensor>(result.value, () => outputs[position++]) as unknown as Value;
  } finally {
    call.release();
  }
}

/** The tensors of a value under new identities: recorders are to know them through the op alone. */
function outputTensors(name: string, value: unknown): readonly Tensor[] {
  const leaves = flattenStructure(value);
  const stranger = leaves.findIndex((leaf) => !(leaf instanceof Tensor));
  if (stranger !== -1 || leaves.length === 0) {
    throw new InvalidArgumentError(
      `${name}: the function must return { value, gradient }, where the value is a tensor, or arrays and objects of ` +
        `tensors, got ${describeType(leaves[stranger])}.`,
    );
  }
  return leaves.map((leaf) => viewTensor(leaf as Tensor, leaf as Tensor, name));
}

/** Frees the tensors of a value, but for inputs that were returned as they came. */
function disposeComputed(value: unknown, inputs: readonly Tensor[]): void {
  for (const tensor of tensorsIn(value)) {
    if (!inputs.some(({ id }) => id === tensor.id)) tensor.dispose();
  }
}

/** Notes the trainable variables that are read, and their values. */
class VariableReads implements Recorder {
  readonly #values = new Map<ReadableVariable, Tensor>();

  recordOp(): void {}

  readVariable(variable: ReadableVariable, value: Tensor): void {
    if (variable.trainable) this.#values.set(variable, value);
  }

  /** Those that are no inputs, with their last values. */
  captured(inputs: readonly Tensor[]): ReadonlyMap<ReadableVariable, Tensor> {
    const ids = new Set(inputs.map(({ id }) => id));
    return new Map([...this.#values].filter(([, value]) => !ids.has(value.id)));
  }
}

/** One call of a function with a rule: the rule, in the form the tape uses, and the life of what it reads. */
class CustomCall<Value extends Structure<Tensor>> implements GradientRule, Held {
  readonly name: string;
  readonly #inputCount: number;
  readonly #result: WithGradient<Value>;
  readonly #variables: ReadonlyMap<ReadableVariable, Tensor>;
  readonly #made: ReadonlySet<Tensor>;
  readonly #saved: Saved = { inputs: [], output: false, beside: this };
  #holders = 0;

  constructor(
    name: string,
    inputCount: number,
    result: WithGradient<Value>,
    variables: ReadonlyMap<ReadableVariable, Tensor>,
    made: ReadonlySet<Tensor>,
  ) {
    this.name = name;
    this.#inputCount = inputCount;
    this.#result = result;
    this.#variables = variables;
    this.#made = made;
  }

  record(inputs: readonly Tensor[], outputs: readonly Tensor[]): void {
    if (this.#variables.size > 0 && this.#result.gradient.length < 2) {
      const names = [...this.#variables.keys()].map((variable) => variable.name).join(', ');
      for (const output of outputs) output.dispose();
      throw new InvalidArgumentError(
        `${this.name}: the function reads variables (${names}), so its gradient must take them as second argument ` +
          'and return { inputs, variables }, with one gradient for each.',
      );
    }
    if (activeRecorders().length === 0) return;
    for (const [variable, value] of this.#variables) notifyVariableRead(variable, value);
    const op: CompositeOp = {
      kind: 'composite',
      name: this.name,
      differentiation: 'rule',
      lower: () => outputs,
    };
    attachRule(op, this);
    notifyOp(op, [...inputs, ...this.#variables.values()], {}, outputs);
  }

  saved(): Saved {
    return this.#saved;
  }

  apply(_inputs: unknown, _attrs: unknown, { upstreams }: RuleContext): readonly (Gradient | null)[] {
    const { value, gradient } = this.#result;
    let position = 0;
    // The upstream gradients have the value's structure, shapes and dtypes.
    const upstream = mapStructure<unknown, Gradient>(value, () => upstreams[position++]) as unknown as Value;
    const given = gradient(upstream, [...this.#variables.keys()] as CapturedVariable[]);
    const both = isBoth(given) ? given : { inputs: given, variables: [] };
    return [
      ...this.#counted(both.inputs, this.#inputCount, 'input'),
      ...this.#counted(both.variables, this.#variables.size, 'captured variable'),
    ];
  }

  #counted(given: InputGradients, count: number, what: string): readonly (Gradient | null)[] {
    const gradients = Array.isArray(given) ? given : [given];
    if (gradients.length !== count) {
      throw new TenonError(
        `${this.name}: the gradient returned ${gradients.length} gradients for ${count} ${what}s; return one for each.`,
      );
    }
    return gradients.map((gradient: unknown) => {
      if (gradient === null || gradient === undefined) return null;
      if (isTensorLike(gradient)) return gradient[asTensor]() as Gradient;
      throw new TenonError(
        `${this.name}: a gradient must be a tensor or null, got ${describeType(gradient)}.`,
      );
    });
  }

  retain(): void {
    this.#holders++;
  }

  release(): void {
    if (--this.#holders === 0) for (const tensor of this.#made) tensor.dispose();
  }
}

function isBoth(given: InputGradients | InputAndVariableGradients): given is InputAndVariableGradients {
  return typeof given === 'object' && given !== null && !isTensorLike(given) && 'variables' in given;
}
