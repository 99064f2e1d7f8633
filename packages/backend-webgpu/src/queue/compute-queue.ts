/**
 * @file The way of kernels to the device: recorded into one encoder and submitted many at a time.
 *
 * Parameters of all kernels of a batch lie in one uniform buffer, each at an offset of its own, and are written to it
 * once before the batch. So a new shape makes neither a pipeline nor a bind group. Small writes lie there, too: scalars
 * are reused so soon that each would have to wait for a batch to be submitted.
 */

import { DeviceError, TenonError } from '@tenon/core/backend';
import { bufferUsage, STAGE_COMPUTE } from '../device/flags.ts';
import type { Block, GpuBuffer } from '../memory/gpu-buffer.ts';
import type { BindLayout, ComputeKernel, KernelSource } from './compute-kernel.ts';
import { type KernelTime, Profiler } from './profiler.ts';

/** Kernels of a batch: enough that submitting costs little, and few enough that the device soon has work. */
const MOST_DISPATCHES = 64;
/** Bytes that go along with a batch: parameters, and small writes. */
const CARRIED_BYTES = 64 * 1024;
/** The longest write that is small: scalars and short lists, which come with every other op. */
const SMALL_WRITE = 1024;
/** Offsets and sizes of parameters are multiples of this; every device allows it. */
const PARAMETER_ALIGNMENT = 256;
/** Bind groups that are kept. Training repeats a few thousand. */
const MOST_BIND_GROUPS = 8192;

export class ComputeQueue {
  readonly device: GPUDevice;
  readonly #groupsPerDimension: number;
  readonly #carried: GPUBuffer;
  readonly #words = new Uint32Array(CARRIED_BYTES / 4);
  readonly #layouts = new Map<string, BindLayout>();
  readonly #bindGroups = new Map<string, GPUBindGroup>();
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  #profiler: Profiler | undefined;
  #carriedBytes = 0;
  #dispatches = 0;
  /** The number of the batch that is being recorded. */
  #batch = 1;
  /** The kernel recorded last: named when the device is lost. */
  #lastLabel = 'the first kernel';
  #lost: string | undefined;
  #fault: Error | undefined;

  constructor(device: GPUDevice, groupsPerDimension: number) {
    this.device = device;
    this.#groupsPerDimension = groupsPerDimension;
    this.#carried = device.createBuffer({
      label: 'tenon batch',
      size: CARRIED_BYTES,
      usage: bufferUsage.uniform | bufferUsage.copySrc | bufferUsage.copyDst,
    });
    void device.lost.then(({ reason, message }) => {
      this.#lost = message || reason;
    });
    device.addEventListener('uncapturederror', (event) => {
      this.#fault ??= new TenonError(`webgpu: ${event.error.message}`);
      event.preventDefault();
    });
  }

  /** Makes a kernel's pipeline. */
  compile(source: KernelSource): ComputeKernel {
    this.#checkAlive(source.label);
    const layout = this.#layoutOf(source);
    const module = this.device.createShaderModule({ label: source.label, code: source.code });
    const pipeline = this.device.createComputePipeline({
      label: source.label,
      layout: layout.pipeline,
      compute: { module, entryPoint: 'main' },
    });
    return { ...source, pipeline, layout };
  }

  /**
   * Records a kernel.
   * @param parameters Its words; negative ones in two's complement.
   * @param groups How many workgroups. They are numbered `group.y * groups.x + group.x`, as there are limits to each
   *   dimension, and a few more may run than were asked for.
   * @throws DeviceError if the device was lost.
   */
  dispatch(
    kernel: ComputeKernel,
    buffers: readonly GpuBuffer[],
    parameters: readonly number[],
    groups: number,
  ): void {
    this.#checkAlive(kernel.label);
    if (groups === 0) return;
    const { window } = kernel.layout;
    if (this.#dispatches === MOST_DISPATCHES || this.#carriedBytes + window > CARRIED_BYTES) this.submit();
    const offset = this.#carriedBytes;
    this.#carriedBytes += window;
    this.#words.set(parameters, offset / 4);

    const pass = this.#openPass(kernel.label);
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, this.#bindGroup(kernel.layout, buffers), [offset]);
    const columns = Math.min(groups, this.#groupsPerDimension);
    pass.dispatchWorkgroups(columns, Math.ceil(groups / columns));
    this.#dispatches++;
    this.#lastLabel = kernel.label;
  }

  /** Records a copy. Offsets and length are multiples of 4. */
  copy(from: GpuBuffer, fromOffset: number, to: GPUBuffer, byteLength: number): void {
    this.#checkAlive('a read');
    this.#recordCopy(this.#used(from).memory, fromOffset, to, 0, byteLength);
  }

  /** Writes whole words, after everything recorded that uses the buffer. */
  write(buffer: GpuBuffer, byteOffset: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.#checkAlive('a write');
    const { block } = buffer;
    if (block.usedInBatch !== this.#batch) {
      this.device.queue.writeBuffer(block.memory, byteOffset, bytes);
    } else if (bytes.length <= SMALL_WRITE) {
      const offset = this.#carry(PARAMETER_ALIGNMENT * Math.ceil(bytes.length / PARAMETER_ALIGNMENT));
      new Uint8Array(this.#words.buffer, offset, bytes.length).set(bytes);
      this.#recordCopy(this.#carried, offset, this.#used(buffer).memory, byteOffset, bytes.length);
    } else {
      // The queue would write before it runs what is being recorded.
      this.submit();
      this.device.queue.writeBuffer(block.memory, byteOffset, bytes);
    }
  }

  /** Sends what was recorded on its way. */
  submit(): void {
    if (!this.#encoder) return;
    this.#pass?.end();
    if (this.#carriedBytes > 0) {
      this.device.queue.writeBuffer(this.#carried, 0, this.#words, 0, this.#carriedBytes / 4);
    }
    this.device.queue.submit([this.#encoder.finish()]);
    this.#encoder = undefined;
    this.#pass = undefined;
    this.#carriedBytes = 0;
    this.#dispatches = 0;
    this.#batch++;
  }

  /** Resolves when all that was submitted has run. @throws what failed since the last time. */
  async finish(): Promise<void> {
    this.submit();
    await this.device.queue.onSubmittedWorkDone();
    this.throwFault();
  }

  /**
   * Runs a function and tells how long the kernels took that it issued.
   * @throws UnimplementedError if the device has no timestamps.
   */
  async profile(run: () => unknown): Promise<readonly KernelTime[]> {
    const profiler = new Profiler(this.device);
    try {
      await this.finish();
      this.#profiler = profiler;
      await run();
      this.submit();
      this.#profiler = undefined;
      return await profiler.times();
    } finally {
      this.#profiler = undefined;
      profiler.dispose();
    }
  }

  /** @throws the first failure that was not reported yet. */
  throwFault(): void {
    const fault = this.#fault;
    this.#fault = undefined;
    this.#checkAlive(this.#lastLabel);
    if (fault) throw fault;
  }

  /** Forgets bind groups: blocks were destroyed. */
  forgetBindGroups(): void {
    this.#bindGroups.clear();
  }

  dispose(): void {
    this.#carried.destroy();
    this.#bindGroups.clear();
  }

  #checkAlive(doing: string): void {
    if (this.#lost === undefined) return;
    throw new DeviceError(
      `webgpu: the device was lost (${this.#lost}), noticed at ${doing}; the last kernel it was given is ` +
        `${this.#lastLabel}. Its tensors are gone. Register the backend anew: await tn.use(webgpu()).`,
    );
  }

  /** Room for bytes that go along with the batch. @returns their offset. */
  #carry(byteLength: number): number {
    if (this.#carriedBytes + byteLength > CARRIED_BYTES) this.submit();
    const offset = this.#carriedBytes;
    this.#carriedBytes += byteLength;
    return offset;
  }

  #recordCopy(
    from: GPUBuffer,
    fromOffset: number,
    to: GPUBuffer,
    toOffset: number,
    byteLength: number,
  ): void {
    this.#pass?.end();
    this.#pass = undefined;
    this.#openEncoder().copyBufferToBuffer(from, fromOffset, to, toOffset, byteLength);
  }

  #openEncoder(): GPUCommandEncoder {
    this.#encoder ??= this.device.createCommandEncoder();
    return this.#encoder;
  }

  /** The pass that kernels share; with a profiler, one for each. */
  #openPass(label: string): GPUComputePassEncoder {
    if (this.#profiler) {
      this.#pass?.end();
      this.#pass = this.#openEncoder().beginComputePass(this.#profiler.passOf(label));
    } else {
      this.#pass ??= this.#openEncoder().beginComputePass();
    }
    return this.#pass;
  }

  #used(buffer: GpuBuffer): Block {
    const { block } = buffer;
    block.usedInBatch = this.#batch;
    return block;
  }

  #layoutOf({ access, parameters }: KernelSource): BindLayout {
    const window = Math.max(1, Math.ceil((parameters * 4) / PARAMETER_ALIGNMENT)) * PARAMETER_ALIGNMENT;
    const key = `${access.join()}|${window}`;
    let layout = this.#layouts.get(key);
    if (layout) return layout;
    const group = this.device.createBindGroupLayout({
      entries: [
        {
          binding: 0,
          visibility: STAGE_COMPUTE,
          buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: window },
        },
        ...access.map((how, i) => ({
          binding: i + 1,
          visibility: STAGE_COMPUTE,
          buffer: { type: how === 'read' ? ('read-only-storage' as const) : ('storage' as const) },
        })),
      ],
    });
    const pipeline = this.device.createPipelineLayout({ bindGroupLayouts: [group] });
    layout = { id: this.#layouts.size, group, pipeline, window };
    this.#layouts.set(key, layout);
    return layout;
  }

  #bindGroup(layout: BindLayout, buffers: readonly GpuBuffer[]): GPUBindGroup {
    const blocks = buffers.map((buffer) => this.#used(buffer));
    let key = `${layout.id}`;
    for (const { id } of blocks) key += `,${id}`;
    let group = this.#bindGroups.get(key);
    if (group) return group;
    if (this.#bindGroups.size === MOST_BIND_GROUPS) this.#bindGroups.clear();
    group = this.device.createBindGroup({
      layout: layout.group,
      entries: [
        { binding: 0, resource: { buffer: this.#carried, offset: 0, size: layout.window } },
        ...blocks.map(({ memory }, i) => ({ binding: i + 1, resource: { buffer: memory } })),
      ],
    });
    this.#bindGroups.set(key, group);
    return group;
  }
}
