/**
 * @file The path of one op: check the inputs, infer the outputs, reach the kernels, tell the recorders.
 *
 * Everything that computes goes through `execute`: public functions, lowerings, gradient rules. It is the hot path of
 * eager code, so the elementwise branch allocates nothing but the output and, where it must broadcast, a view.
 */

import type { Device, Routines, View } from '../backend/index.ts';
import { isFloating } from '../dtype/index.ts';
import { DeviceError, TenonError } from '../errors/index.ts';
import type { ScalarProgram } from '../scalar/index.ts';
import { broadcastLayout, broadcastShapes, formatShape, type Shape, sameShape } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { allocateTensor, copyToDevice, packed, viewTensor } from './allocate.ts';
import { currentDevice } from './device-scope.ts';
import type {
  Attrs,
  CompositeOp,
  ElementwiseOp,
  KernelOp,
  OpRecord,
  RoutineOp,
  TensorSpec,
  ViewOp,
} from './op.ts';
import { activeRecorders, notifyOp, withoutRecorders } from './recorder.ts';
import { scoped } from './scope.ts';
import { checkKernelSupport, checkRoutineSupport } from './support.ts';

/**
 * Runs an op.
 * @returns Its outputs, new tensors on the device of the inputs.
 * @throws FailedPreconditionError if an input was disposed; DeviceError if inputs are on different devices.
 */
export function execute(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
): readonly Tensor[] {
  const device = commonDevice(op, inputs);
  if (device === null) return executeMoved(op, inputs, attrs);
  const outputs = dispatch(op, inputs, attrs, device);
  // A composite without a rule was recorded already, op by op, while its lowering ran.
  if (activeRecorders().length > 0 && op.differentiation !== 'lowering') notifyOp(op, inputs, attrs, outputs);
  return outputs;
}

function dispatch(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  device: Device,
): readonly Tensor[] {
  switch (op.kind) {
    // Only composites have optional inputs; `publish` refuses them elsewhere.
    case 'elementwise':
      return executeElementwise(op, inputs as readonly Tensor[], attrs, device);
    case 'view':
      return [executeView(op, inputs[0] as Tensor, attrs)];
    case 'kernel':
    case 'routine':
      return executeKernel(op, inputs as readonly Tensor[], attrs, device);
    case 'composite':
      return executeComposite(op, inputs, attrs, device);
    default:
      return op satisfies never;
  }
}

function executeElementwise(
  op: ElementwiseOp,
  inputs: readonly Tensor[],
  attrs: Attrs,
  device: Device,
): readonly Tensor[] {
  const program = op.programFor(inputs, attrs);
  return mapInto(op.name, program, inputs, broadcastInputs(op.name, inputs), device);
}

/** Evaluates a scalar program over inputs that broadcast to `shape`, into a new tensor. Recorders do not see it. */
export function runProgram(
  context: string,
  program: ScalarProgram,
  inputs: readonly Tensor[],
  shape: Shape,
  device: Device,
): Tensor {
  return mapInto(context, program, inputs, shape, device)[0];
}

/** The same, in the list that the kernel was given: the list of an op's outputs, so that there is one and not two. */
function mapInto(
  context: string,
  program: ScalarProgram,
  inputs: readonly Tensor[],
  shape: Shape,
  device: Device,
): readonly Tensor[] {
  const { dtype } = program.nodes[program.outputs[0]];
  const outputs = [allocateTensor(device, dtype, shape, context)];
  try {
    device.backend.kernels.map(program, broadcastViews(inputs, shape, context), outputs);
  } catch (error) {
    outputs[0].dispose();
    throw inContext(error, context, inputs);
  }
  return outputs;
}

function broadcastInputs(context: string, inputs: readonly Tensor[]): Shape {
  let common = inputs.length > 0 ? inputs[0].shape : [];
  for (let i = 1; i < inputs.length; i++) {
    const { shape } = inputs[i];
    // A scalar beside a tensor is the commonest broadcast, and needs no looking at axes.
    if (shape.length === 0 || sameShape(common, shape)) continue;
    if (common.length === 0) common = shape;
    else {
      return broadcastShapes(
        inputs.map((input) => input.shape),
        context,
      );
    }
  }
  return common;
}

function broadcastViews(inputs: readonly Tensor[], shape: Shape, context: string): readonly View[] {
  for (let i = 0; i < inputs.length; i++) {
    if (!sameShape(inputs[i].shape, shape))
      return inputs.map((input) => broadcastView(input, shape, context));
  }
  return inputs;
}

/** The tensor itself if it has the shape already, else a view of it repeated with stride 0. */
export function broadcastView(input: Tensor, shape: Shape, context: string): View {
  if (sameShape(input.shape, shape)) return input;
  const { strides, offset } = broadcastLayout(input, shape, context);
  return { buffer: input.buffer, dtype: input.dtype, shape, strides, offset };
}

function executeView(op: ViewOp, input: Tensor, attrs: Attrs): Tensor {
  const layout = op.layout(input, attrs);
  if (layout) return viewTensor(input, layout, op.name);
  const copy = packed(input, op.name);
  try {
    const copied = op.layout(copy, attrs);
    if (!copied) throw new TenonError(`${op.name}: a view op must accept a packed input.`);
    return viewTensor(copy, copied, op.name);
  } finally {
    if (copy !== input) copy.dispose();
  }
}

function executeKernel(
  op: KernelOp | RoutineOp,
  inputs: readonly Tensor[],
  attrs: Attrs,
  device: Device,
): readonly Tensor[] {
  // First what is wrong everywhere, then what this device cannot do.
  const specs = op.infer(inputs, attrs);
  if (op.kind === 'kernel') checkKernelSupport(op, inputs, device);
  else checkRoutineSupport(op, inputs, device);
  const outputs = allocateOutputs(specs, device, op.name);
  try {
    const { overrides, kernels, routines } = device.backend;
    if (!overrides?.[op.name]?.(inputs, attrs, outputs)) {
      if (op.kind === 'kernel') op.run(kernels, inputs, outputs, attrs);
      // It has the op's own: `supports` says so.
      else op.run(routines as Routines, inputs, outputs, attrs);
    }
  } catch (error) {
    for (const output of outputs) output.dispose();
    throw inContext(error, op.name, inputs);
  }
  return outputs;
}

function executeComposite(
  op: CompositeOp,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  device: Device,
): readonly Tensor[] {
  const overridden = overrideComposite(op, inputs, attrs, device);
  if (overridden) return overridden;
  const lower = () =>
    scoped(
      () => op.lower(inputs, attrs),
      (outputs) => outputs,
    );
  let outputs: readonly Tensor[];
  try {
    outputs = op.differentiation === 'lowering' ? lower() : withoutRecorders(lower);
  } catch (error) {
    throw inContext(error, op.name, inputs);
  }
  if (outputs.some((output) => inputs.includes(output))) {
    for (const output of outputs) if (!inputs.includes(output)) output.dispose();
    throw new TenonError(`${op.name}: a lowering must not return its input; return identity(input).`);
  }
  return outputs;
}

function overrideComposite(
  op: CompositeOp,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  device: Device,
): readonly Tensor[] | undefined {
  const override = device.backend.overrides?.[op.name];
  if (!override || !op.infer) return undefined;
  // A tape that records the lowering needs the lowering to run.
  if (op.differentiation === 'lowering' && activeRecorders().length > 0) return undefined;
  const outputs = allocateOutputs(op.infer(inputs, attrs), device, op.name);
  let done = false;
  try {
    done = override(inputs, attrs, outputs);
  } catch (error) {
    throw inContext(error, op.name, inputs);
  } finally {
    if (!done) for (const output of outputs) output.dispose();
  }
  return done ? outputs : undefined;
}

function allocateOutputs(specs: readonly TensorSpec[], device: Device, context: string): Tensor[] {
  const outputs: Tensor[] = [];
  try {
    for (const { dtype, shape } of specs) outputs.push(allocateTensor(device, dtype, shape, context));
  } catch (error) {
    for (const output of outputs) output.dispose();
    throw error;
  }
  return outputs;
}

/** The device of all inputs; null if some have to move there first. */
function commonDevice(op: OpRecord, inputs: readonly (Tensor | undefined)[]): Device | null {
  let device: Device | undefined;
  let mixed = false;
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input === undefined) continue;
    input.assertUsable(op.name);
    if (device === undefined) device = input.storage.device;
    else if (device !== input.storage.device) mixed = true;
  }
  if (mixed) return null;
  return device ?? currentDevice();
}

/** Whether a tensor follows the others to their device: a scalar that the host can read at once. */
export const isHostScalar = (tensor: Tensor): boolean =>
  tensor.rank === 0 &&
  tensor.storage.device.backend.deviceKind === 'cpu' &&
  tensor.storage.device.backend.supports.syncRead;

/** Runs an op on the device of its tensors after moving 0-d host scalars there. */
function executeMoved(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
): readonly Tensor[] {
  const settled = inputs.filter((input): input is Tensor => input !== undefined && !isHostScalar(input));
  const first = settled[0];
  const target =
    first?.storage.device ?? (inputs.find((input) => input !== undefined) as Tensor).storage.device;
  const stranger = settled.find((input) => input.storage.device !== target);
  if (stranger) {
    throw new DeviceError(
      `${op.name}: inputs are on ${target.name} (${describe(first as Tensor)}) and on ${stranger.device} ` +
        `(${describe(stranger)}). Move one of them first, with x.to('${target.name}').`,
    );
  }
  // The ops of a lowering that is itself recorded must see the caller's tensors; they move what they need.
  if (op.differentiation === 'lowering') return dispatch(op, inputs, attrs, target);
  const moved: (Tensor | undefined)[] = [];
  try {
    for (const input of inputs) {
      const stays = input === undefined || input.storage.device === target;
      moved.push(stays ? input : copyToDevice(input, target, op.name));
    }
    const outputs = dispatch(op, moved, attrs, target);
    // Recorded with the tensors the caller gave, so that a gradient finds its way back to them.
    notifyOp(op, inputs, attrs, outputs);
    return outputs;
  } finally {
    moved.forEach((tensor, i) => {
      if (tensor !== inputs[i]) tensor?.dispose();
    });
  }
}

const describe = (tensor: Tensor) => `${tensor.dtype} ${formatShape(tensor.shape)}`;

/** Names the op, and its operands, in an error that a kernel or an op of the lowering threw without knowing them. */
function inContext(error: unknown, op: string, inputs: readonly (Tensor | undefined)[]): unknown {
  // «gatherNd: …» does not name `gather`.
  const named = (message: string) => message.startsWith(op) && !/^\w/.test(message.slice(op.length));
  if (error instanceof TenonError && !named(error.message)) {
    const operands = inputs.map((input) => (input ? describe(input) : 'none'));
    error.message = `${op}(${operands.join(', ')}): ${error.message}`;
  }
  return error;
}

/** Whether a gradient may flow through a tensor. */
export function isDifferentiable(tensor: TensorSpec): boolean {
  return isFloating(tensor.dtype);
}
