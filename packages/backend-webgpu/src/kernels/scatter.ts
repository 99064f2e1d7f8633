/**
 * @file `scatter`: the operand is copied, then each element of the updates is folded into the element that it meets, by
 * an invocation of its own. So updates of one element come in any order, and every fold must be atomic.
 */

import {
  buildProgram,
  byteWidth,
  collapseLayouts,
  contiguousLayout,
  type DType,
  identityProgram,
  isFloating,
  type ScatterKind,
  sizeOf,
} from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { calledFunctions } from '../program/dialect.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { elementValue } from '../wgsl/element-value.ts';
import { narrowBits, type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { wgslType } from '../wgsl/types.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import { asBits } from './as-bits.ts';
import { addressParameters, addressStatements, addressValues } from './indexed-slices.ts';
import { type KernelContext, withTemporary } from './kernel-context.ts';
import { map } from './map.ts';

const WORKGROUP = 256;

export function scatter(
  context: KernelContext,
  kind: ScatterKind,
  operand: GpuView,
  indices: GpuView,
  updates: GpuView,
  output: GpuView,
): void {
  const { dtype, shape } = output;
  const roundsEach = (kind === 'add' || kind === 'mul') && isFloating(dtype) && byteWidth(dtype) < 4;
  if (!roundsEach) {
    const bits = asBits(output);
    map(context, identityProgram(bits.dtype), [asBits(operand)], [bits]);
    fold(context, kind, indices, updates, output);
    return;
  }
  // 16-bit floats accumulate in float32, and are rounded once.
  withTemporary(context, 4 * sizeOf(shape), (buffer) => {
    const wide: GpuView = { buffer, dtype: 'float32', ...contiguousLayout(shape) };
    map(context, castProgram(dtype, 'float32'), [operand], [wide]);
    fold(context, kind, indices, updates, wide);
    map(context, castProgram('float32', dtype), [wide], [output]);
  });
}

const castProgram = (from: DType, to: DType) => buildProgram([from], (s, [x]) => s.cast(x, to));

/** Folds updates into `output`, which may have a wider dtype. */
function fold(
  context: KernelContext,
  kind: ScatterKind,
  indices: GpuView,
  updates: GpuView,
  output: GpuView,
): void {
  const size = sizeOf(updates.shape);
  if (size === 0) return;
  const places = indices.shape.length - 1;
  const depth = indices.shape[places];
  const sliceStrides = output.strides.slice(depth);
  // All are walked over the updates' shape: places, then the slice.
  const collapsed = collapseLayouts(updates.shape, [
    updates.strides,
    [...indices.strides.slice(0, places), ...zeros(sliceStrides.length)],
    [...zeros(places), ...sliceStrides],
  ]);
  const [from, to] = [updates, output].map((view) => (kind === 'update' ? asBits(view) : view).dtype);
  const rank = collapsed.shape.length;
  const { buffers, binding } = planBindings([updates.buffer, indices.buffer, output.buffer]);
  const kernel = context.cache.get(null, `scatter ${kind} ${from} ${to} ${rank} ${depth} ${binding}`, () =>
    source(kind, from, to, rank, depth, binding),
  );
  const walks = [updates, indices, output].map(({ offset }, i) => ({
    offset,
    strides: collapsed.strides[i],
  }));
  const parameters = [size, ...addressValues(indices, output, 0), ...walkValues(collapsed.shape, walks)];
  context.queue.dispatch(kernel, buffers, parameters, Math.ceil(size / WORKGROUP));
}

const zeros = (count: number) => new Array<number>(count).fill(0);

function source(
  kind: ScatterKind,
  from: DType,
  to: DType,
  rank: number,
  depth: number,
  binding: readonly number[],
): KernelSource {
  const operands: readonly Operand[] = [
    { name: 'updates', dtype: from, access: 'read' },
    { name: 'indices', dtype: 'int32', access: 'read' },
    { name: 'y', dtype: to, access: 'write', atomic: true },
  ];
  const walks = operands.map(({ name }) => name);
  const folding = foldFunction(kind, to, `buffer${binding[2]}`);
  return kernelSource({
    label: `scatter ${kind}`,
    operands,
    binding,
    parameters: ['size', ...addressParameters(depth), ...walkParameters(rank, walks)],
    functions: folding.functions,
    declarations: [folding.declaration],
    workgroupSize: WORKGROUP,
    body: [
      `let element = group * ${WORKGROUP}u + local;`,
      'if (element >= parameters.size) { return; }',
      ...walkStatements(rank, walks, 'element'),
      ...addressStatements(depth),
      'if (is_inside) { fold(y_at + slice_at, load_updates(updates_at)); }',
    ].join('\n'),
  });
}

interface FoldFunction {
  readonly declaration: string;
  /** Functions of the library that it calls. */
  readonly functions: Iterable<string>;
}

/** `fold(i: u32, update)`: what an update does to element `i` of an array of atomic words. */
function foldFunction(kind: ScatterKind, dtype: DType, words: string): FoldFunction {
  const atomic = atomicFold(kind, dtype);
  if (!atomic) return exchangeLoop(kind, dtype, words);
  const type = wgslType(dtype);
  const bits = type === 'u32' ? 'update' : 'bitcast<u32>(update)';
  return {
    declaration: `fn fold(i: u32, update: ${type}) { ${atomic}(&${words}[i], ${bits}); }`,
    functions: [],
  };
}

/** WGSL's own atomic operation, if there is one on a word that holds nothing else. */
function atomicFold(kind: ScatterKind, dtype: DType): string | undefined {
  if (byteWidth(dtype) < 4) return undefined;
  if (kind === 'update') return 'atomicStore';
  if (kind === 'add' && !isFloating(dtype)) return 'atomicAdd';
  // The words are unsigned: those of an int32 have another order.
  if (dtype === 'uint32' && kind === 'min') return 'atomicMin';
  if (dtype === 'uint32' && kind === 'max') return 'atomicMax';
  return undefined;
}

/** A fold of any kind and dtype: the word is replaced if it is still what the fold was computed from, else once more. */
function exchangeLoop(kind: ScatterKind, dtype: DType, words: string): FoldFunction {
  const type = wgslType(dtype);
  const width = byteWidth(dtype);
  const functions = new Set<string>();
  const combined = combine(kind, dtype);
  const current = elementValue(dtype, '((old >> shift) & mask)', functions);
  const bits =
    width < 4
      ? narrowBits(dtype, combined, functions)
      : type === 'u32'
        ? combined
        : `bitcast<u32>(${combined})`;
  const mask = ['0xffu', '0xffffu', '0xffffffffu'][Math.log2(width)];
  const declaration = `fn fold(i: u32, update: ${type}) {
  let mask = ${mask};
  let shift = (i % ${4 / width}u) * ${8 * width}u;
  let word = i / ${4 / width}u;
  var old = atomicLoad(&${words}[word]);
  loop {
    let current = ${current};
    let changed = (old & ~(mask << shift)) | (((${bits}) & mask) << shift);
    // As often for a minimum or a maximum.
    if (changed == old) { break; }
    let exchange = atomicCompareExchangeWeak(&${words}[word], old, changed);
    if (exchange.exchanged) { break; }
    old = exchange.old_value;
  }
}`;
  return { declaration, functions: new Set([...functions, ...calledFunctions([declaration])]) };
}

/** An expression of `current` and `update`. */
function combine(kind: ScatterKind, dtype: DType): string {
  switch (kind) {
    case 'update':
      return 'update';
    case 'add':
      return 'current + update';
    case 'mul':
      return 'current * update';
    case 'min':
    case 'max':
      return isFloating(dtype) ? `tn_${kind}(current, update)` : `${kind}(current, update)`;
    default:
      return kind satisfies never;
  }
}
