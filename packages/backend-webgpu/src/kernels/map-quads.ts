/**
 * @file The shader of `map` where every operand's elements are neighbours along the last axis, or one element: four
 * coordinates for each invocation.
 */

import {
  byteWidth,
  printProgram,
  type ScalarOperation,
  type ScalarProgram,
  sizeOf,
} from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { calledFunctions, wgsl } from '../program/dialect.ts';
import { inputOperands, programReads } from '../program/source.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import type { Operand } from '../wgsl/operands.ts';
import { canBeQuads } from '../wgsl/quad-operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { wgslType } from '../wgsl/types.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import { type CollapsedMap, nameOf, resultOperands } from './collapsed-map.ts';
import type { KernelContext } from './kernel-context.ts';

const WORKGROUP = 64;

/** How an operand goes along the last axis: element by element, or not at all; coordinates go by their own stride. */
type Along = 'quad' | 'one' | 'coordinate';

/** Operations that are hundreds of others: memory is not what they wait for, and four of them take long to compile. */
const iterated: ReadonlySet<string> = new Set<ScalarOperation>([
  'lgamma',
  'digamma',
  'zeta',
  'igamma',
  'igammac',
  'igammaGradA',
  'betainc',
]);

const isIterated = (program: ScalarProgram): boolean =>
  program.nodes.some((node) => node.kind === 'apply' && iterated.has(node.operation));

/** Runs it, if it can be run so. */
export function dispatchMapQuads(context: KernelContext, map: CollapsedMap): boolean {
  const { program, outputs, collapsed, layouts, plan } = map;
  if (isIterated(program)) return false;
  const walks = collapsed.strides.map((strides, i) => ({ offset: layouts[i].offset, strides }));
  const { shape } = collapsed;
  const last = shape.length - 1;
  if (last < 0 || !(shape[last] % 4 === 0 || (last === 0 && outputs.every(isWhole)))) return false;
  const { inputs, axes } = programReads(program);
  const along = walks.map(({ offset, strides }, i): Along | undefined => {
    if (i >= inputs.length && i < inputs.length + axes.length) return 'coordinate';
    if (strides[last] === 0 && i < inputs.length) return 'one';
    const aligned = strides[last] === 1 && offset % 4 === 0;
    return aligned && strides.every((stride, axis) => axis === last || stride % 4 === 0) ? 'quad' : undefined;
  });
  const operands = [...inputOperands(program), ...resultOperands(program)];
  if (along.includes(undefined) || !canBeQuads(operands, plan.binding)) return false;

  const quads = [...shape.slice(0, last), Math.ceil(shape[last] / 4)];
  const scaled = walks.map(({ offset, strides }, i) =>
    along[i] === 'quad'
      ? { offset: offset / 4, strides: strides.map((stride, axis) => (axis === last ? 1 : stride / 4)) }
      : // Per step of four.
        { offset, strides: strides.map((stride, axis) => (axis === last ? 4 * stride : stride)) },
  );
  const rank = shape.length;
  const variant = `map quads ${rank} ${plan.binding} ${along}`;
  const kernel = context.cache.get(program, variant, () =>
    source(program, operands, rank, plan.binding, along as readonly Along[]),
  );
  const size = sizeOf(quads);
  const steps = axes.map((_, i) => walks[inputs.length + i].strides[last]);
  const parameters = [size, ...steps, ...walkValues(quads, scaled)];
  context.queue.dispatch(kernel, plan.buffers, parameters, Math.ceil(size / WORKGROUP));
  return true;
}

/** Whether what lies behind a view's last element is nobody's. */
function isWhole({ buffer, dtype, shape, offset }: GpuView): boolean {
  return offset === 0 && sizeOf(shape) * byteWidth(dtype) === buffer.byteLength;
}

function source(
  program: ScalarProgram,
  operands: readonly Operand[],
  rank: number,
  binding: readonly number[],
  along: readonly Along[],
): KernelSource {
  const { inputs, axes } = programReads(program);
  const coordinates = axes.map((axis) => `axis${axis}`);
  const results = operands.slice(inputs.length).map(({ name }) => name);
  const reads = inputs.map((input) => `x${input}`);
  const walks = [...reads, ...coordinates, ...results];
  const { statements, outputs } = printProgram(program, wgsl, {
    input: (input) => `x${input}`,
    index: (axis) => `i32(axis${axis})`,
  });
  const typed = [
    ...inputs.map((input) => `x${input}: ${wgslType(program.inputs[input])}`),
    ...coordinates.map((name) => `${name}: u32`),
  ];
  const types = program.outputs.map((position) => wgslType(program.nodes[position].dtype));
  const lane = (k: number) => {
    const values = [
      ...reads.map((name) => `${name}[${k}]`),
      ...coordinates.map((name) => `${name}_at + ${k}u * parameters.${name}_step`),
    ];
    return `let lane${k} = program(${values.join(', ')});`;
  };
  const lanes = [0, 1, 2, 3];
  return kernelSource({
    label: `map ${nameOf(program)}`,
    operands,
    binding,
    quads: true,
    parameters: ['size', ...coordinates.map((name) => `${name}_step`), ...walkParameters(rank, walks)],
    functions: calledFunctions(statements),
    declarations: [
      `struct Results { ${types.map((type, i) => `y${i}: ${type},`).join(' ')} }`,
      `fn program(${typed.join(', ')}) -> Results {
  ${statements.join('\n  ')}
  return Results(${outputs.join(', ')});
}`,
    ],
    workgroupSize: WORKGROUP,
    body: [
      `let quad = group * ${WORKGROUP}u + local;`,
      'if (quad >= parameters.size) { return; }',
      ...walkStatements(rank, walks, 'quad'),
      ...reads.map((name, i) => `let ${name} = ${along[i]}_${name}(${name}_at);`),
      ...lanes.map(lane),
      ...results.map((name, i) => {
        const values = lanes.map((k) => `lane${k}.y${i}`).join(', ');
        return `store_${name}(${name}_at, vec4<${types[i]}>(${values}));`;
      }),
    ].join('\n'),
  });
}
