/**
 * @file How long kernels take on the device, by timestamps that it writes before and after each.
 */

import { UnimplementedError } from '@tenon/core/backend';
import { bufferUsage, MAP_MODE_READ } from '../device/flags.ts';

/** The time of all calls of one kernel. */
export interface KernelTime {
  /** What it is called: `map add`, `matmul`. */
  readonly kernel: string;
  readonly calls: number;
  /** Of the device, for all calls together. Browsers may round every call to 0.1 ms. */
  readonly milliseconds: number;
}

/** Calls that one profile can hold: a query set has 4,096 entries at most. */
const MOST_CALLS = 2048;

export class Profiler {
  readonly #device: GPUDevice;
  readonly #queries: GPUQuerySet;
  readonly #labels: string[] = [];
  #missed = 0;

  /** @throws UnimplementedError if the device has no timestamps. */
  constructor(device: GPUDevice) {
    if (!device.features.has('timestamp-query')) {
      throw new UnimplementedError(
        'webgpu: profile needs the feature timestamp-query, which this device was made without. Let webgpu() make the ' +
          'device, or request it with that feature; not every adapter has it.',
      );
    }
    this.#device = device;
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 * MOST_CALLS });
  }

  /** The pass in which a kernel is to run. */
  passOf(label: string): GPUComputePassDescriptor {
    if (this.#labels.length === MOST_CALLS) {
      this.#missed++;
      return {};
    }
    const first = 2 * (this.#labels.push(label) - 1);
    return {
      timestampWrites: {
        querySet: this.#queries,
        beginningOfPassWriteIndex: first,
        endOfPassWriteIndex: first + 1,
      },
    };
  }

  /** What was measured, the slowest first. To be called once all kernels were submitted. */
  async times(): Promise<readonly KernelTime[]> {
    const stamps = await this.#stamps();
    const times = new Map<string, { calls: number; milliseconds: number }>();
    this.#labels.forEach((label, call) => {
      const time = times.get(label) ?? { calls: 0, milliseconds: 0 };
      time.calls++;
      // Nanoseconds. Some devices now and then write an end before its beginning.
      time.milliseconds += Math.max(0, Number(stamps[2 * call + 1] - stamps[2 * call])) / 1e6;
      times.set(label, time);
    });
    const sorted = [...times].map(([kernel, time]) => ({ kernel, ...time }));
    sorted.sort((a, b) => b.milliseconds - a.milliseconds);
    if (this.#missed > 0)
      sorted.push({ kernel: '(not measured)', calls: this.#missed, milliseconds: Number.NaN });
    return sorted;
  }

  /** Gives the memory of the timestamps back. */
  dispose(): void {
    this.#queries.destroy();
  }

  async #stamps(): Promise<BigUint64Array> {
    const count = 2 * this.#labels.length;
    if (count === 0) return new BigUint64Array(0);
    const resolved = this.#device.createBuffer({
      size: 8 * count,
      usage: bufferUsage.queryResolve | bufferUsage.copySrc,
    });
    const mapped = this.#device.createBuffer({
      size: 8 * count,
      usage: bufferUsage.mapRead | bufferUsage.copyDst,
    });
    const encoder = this.#device.createCommandEncoder();
    encoder.resolveQuerySet(this.#queries, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, mapped, 0, 8 * count);
    this.#device.queue.submit([encoder.finish()]);
    await mapped.mapAsync(MAP_MODE_READ);
    const stamps = new BigUint64Array(mapped.getMappedRange().slice(0));
    for (const buffer of [resolved, mapped]) buffer.destroy();
    return stamps;
  }
}
