/**
 * @file `randomBits`: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, SC 2011), one block of four words an invocation.
 *
 * WGSL has no 64-bit product, so the high word of one is summed from 16-bit halves. Core's `PhiloxStream` is the same in
 * JavaScript.
 */

import { type RandomAlgorithm, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { kernelSource } from '../wgsl/shader.ts';
import type { KernelContext } from './kernel-context.ts';

const WORKGROUP = 64;
const WORDS_PER_BLOCK = 4;

export function randomBits(
  context: KernelContext,
  _algorithm: RandomAlgorithm,
  key: readonly [number, number],
  counter: readonly [number, number, number, number],
  output: GpuView,
): void {
  const size = sizeOf(output.shape);
  const { offset, buffer } = output;
  // Whole blocks are stored at once where they begin on a block's boundary.
  const isWhole = size % WORDS_PER_BLOCK === 0 && offset % WORDS_PER_BLOCK === 0;
  const kernel = context.cache.get(null, `randomBits ${isWhole}`, () => source(isWhole));
  const blocks = Math.ceil(size / WORDS_PER_BLOCK);
  const parameters = [size, offset, ...key, ...counter];
  context.queue.dispatch(kernel, [buffer], parameters, Math.ceil(blocks / WORKGROUP));
}

function source(isWhole: boolean): KernelSource {
  const store = isWhole
    ? 'store_y(parameters.offset / 4u + block, words);'
    : `for (var i = 0u; i < min(4u, parameters.size - 4u * block); i++) {
  store_y(parameters.offset + 4u * block + i, words[i]);
}`;
  return kernelSource({
    label: 'randomBits',
    operands: [{ name: 'y', dtype: 'uint32', access: 'write' }],
    binding: [0],
    quads: isWhole,
    parameters: ['size', 'offset', 'key_0', 'key_1', 'counter_0', 'counter_1', 'counter_2', 'counter_3'],
    declarations: [HIGH_PRODUCT, PHILOX],
    workgroupSize: WORKGROUP,
    body: `
let block = group * ${WORKGROUP}u + local;
if (4u * block >= parameters.size) { return; }
var counter = vec4<u32>(parameters.counter_0, parameters.counter_1, parameters.counter_2, parameters.counter_3);
counter[0] += block;
if (counter[0] < block) {
  counter[1] += 1u;
  if (counter[1] == 0u) {
    counter[2] += 1u;
    if (counter[2] == 0u) { counter[3] += 1u; }
  }
}
let words = philox(counter, vec2<u32>(parameters.key_0, parameters.key_1));
${store}`,
  });
}

const HIGH_PRODUCT = `fn high_product(a: u32, b: u32) -> u32 {
  let low_low = (a & 0xffffu) * (b & 0xffffu);
  let middle = (a >> 16u) * (b & 0xffffu) + (low_low >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}`;

/** The multipliers, and the steps of the key's Weyl sequence (the golden ratio and √3 − 1), are the paper's. */
const PHILOX = `fn philox(counter: vec4<u32>, first_key: vec2<u32>) -> vec4<u32> {
  var x = counter;
  var key = first_key;
  for (var round = 0; round < 10; round++) {
    let high = vec2<u32>(high_product(0xd2511f53u, x[0]), high_product(0xcd9e8d57u, x[2]));
    let low = vec2<u32>(0xd2511f53u * x[0], 0xcd9e8d57u * x[2]);
    x = vec4<u32>(high[1] ^ x[1] ^ key[0], low[1], high[0] ^ x[3] ^ key[1], low[0]);
    key += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
  }
  return x;
}`;
