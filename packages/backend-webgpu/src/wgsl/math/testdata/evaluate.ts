/**
 * @file Values of WGSL expressions, computed by the device that tests have.
 */

import { bufferUsage, MAP_MODE_READ } from '../../../device/flags.ts';
import { requestDevice } from '../../../device/request-device.ts';
import { calledFunctions } from '../../../program/dialect.ts';
import { withDependencies } from '../../library.ts';

/** Arguments `a`, `b` and `c` of the expressions. */
export type Arguments = readonly (readonly number[])[];

/**
 * The bits of every expression's values: of `u32` as they are, of `f32` and `i32` by `bitcast`, in one dispatch.
 * @param expressions Of type `u32`, in the operands' `f32` values `a`, `b`, `c`.
 */
export async function evaluate(
  expressions: readonly string[],
  operands: Arguments,
): Promise<readonly Uint32Array[]> {
  const { device } = await requestDevice({});
  try {
    const count = operands[0].length;
    const inputs = new Float32Array(3 * count);
    operands.forEach((values, operand) => {
      inputs.set(values, operand * count);
    });
    const code = [
      ...withDependencies(calledFunctions(expressions)).map(({ source }) => source),
      `@group(0) @binding(0) var<storage, read_write> inputs: array<u32>;
@group(0) @binding(1) var<storage, read_write> results: array<u32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) position: vec3<u32>) {
  let at = position.x;
  if (at >= ${count}u) { return; }
  let a = bitcast<f32>(inputs[at]);
  let b = bitcast<f32>(inputs[at + ${count}u]);
  let c = bitcast<f32>(inputs[at + ${2 * count}u]);
  ${expressions.map((expression, i) => `results[at + ${i * count}u] = ${expression};`).join('\n  ')}
}`,
    ].join('\n');
    const module = device.createShaderModule({ code });
    const problems = (await module.getCompilationInfo()).messages.filter(({ type }) => type === 'error');
    if (problems.length > 0) {
      const lines = code.split('\n');
      throw new Error(problems.map(({ message, lineNum }) => `${message}: ${lines[lineNum - 1]}`).join('\n'));
    }
    const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
    const source = device.createBuffer({
      size: inputs.byteLength,
      usage: bufferUsage.storage | bufferUsage.copyDst,
    });
    device.queue.writeBuffer(source, 0, inputs);
    const size = 4 * count * expressions.length;
    const target = device.createBuffer({ size, usage: bufferUsage.storage | bufferUsage.copySrc });
    const readable = device.createBuffer({ size, usage: bufferUsage.mapRead | bufferUsage.copyDst });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(
      0,
      device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: source } },
          { binding: 1, resource: { buffer: target } },
        ],
      }),
    );
    pass.dispatchWorkgroups(Math.ceil(count / 64));
    pass.end();
    encoder.copyBufferToBuffer(target, 0, readable, 0, size);
    device.queue.submit([encoder.finish()]);
    await readable.mapAsync(MAP_MODE_READ);
    const all = new Uint32Array(readable.getMappedRange().slice(0));
    return expressions.map((_, i) => all.subarray(i * count, (i + 1) * count));
  } finally {
    device.destroy();
  }
}
