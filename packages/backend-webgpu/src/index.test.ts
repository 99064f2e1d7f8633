/** @file What is this backend's own: limits, reading, a device that is lost. What ops give is the kit's to check. */

import * as tn from '@tenon/core';
import { type Backend, contiguousStrides, scalarBuilder, sizeOf } from '@tenon/core/backend';
import { afterEach, describe, expect, test } from 'vitest';
import { requestDevice } from './device/request-device.ts';
import { type WebGpuOptions, webgpu } from './index.ts';
import { whyNoAdapter } from './testdata/adapter.ts';

const obstacle = await whyNoAdapter();

const used: Backend[] = [];
afterEach(() => {
  for (const backend of used.splice(0)) tn.unregister(backend);
});

async function use(options: WebGpuOptions = {}): Promise<Backend> {
  const backend = await webgpu(options);
  used.push(backend);
  await tn.use(backend);
  return backend;
}

/** A view of int32 values in memory of their own. */
function int32View(backend: Backend, values: readonly number[]) {
  const buffer = backend.allocate(values.length * 4);
  backend.write(buffer, 0, new Uint8Array(new Int32Array(values).buffer));
  const shape = [values.length];
  return { buffer, dtype: 'int32', shape, strides: contiguousStrides(shape), offset: 0 } as const;
}

async function int32Values(backend: Backend, view: ReturnType<typeof int32View>): Promise<number[]> {
  const bytes = await backend.read(view.buffer, 0, sizeOf(view.shape) * 4);
  return [...new Int32Array(bytes.buffer)];
}

describe.skipIf(obstacle)('the WebGPU backend', () => {
  test.each([3, 4, 8])(
    'a program of nine inputs runs where a shader has %i storage buffers',
    async (limit) => {
      const backend = await use({ limits: { maxStorageBuffersPerShaderStage: limit } });
      const s = scalarBuilder(new Array(9).fill('int32'));
      const inputs = Array.from({ length: 9 }, (_, i) => s.input(i));
      const program = s.build([inputs.reduce((sum, x) => s.add(s.mul(sum, 2), x))]);
      const views = inputs.map((_, i) => int32View(backend, [i, 2 * i, -i]));
      const output = int32View(backend, [0, 0, 0]);
      backend.kernels.map(program, views, [output]);
      expect(await int32Values(backend, output)).toEqual([502, 1004, -502]);
    },
  );

  test('workgroups go to a second dimension where one is too short', async () => {
    await use({ limits: { maxComputeWorkgroupsPerDimension: 3 } });
    const x = tn.range(5000, { dtype: 'int32' });
    expect(await x.add(x).data()).toEqual(Int32Array.from({ length: 5000 }, (_, i) => 2 * i));
  });

  test('a buffer beyond the limit is refused by name, and nothing is lost', async () => {
    await use({ limits: { maxBufferSize: 4096 } });
    const x = tn.ones([1024]);
    const cause = { message: expect.stringContaining('the device allows 4096 in one buffer') };
    expect(() => tn.ones([1025])).toThrow(expect.objectContaining({ cause: expect.objectContaining(cause) }));
    expect(await x.data()).toEqual(new Float32Array(1024).fill(1));
  });

  test('a limit that is none is refused', async () => {
    await expect(webgpu({ limits: { maxTensors: 1 } as never })).rejects.toThrow(
      "there is no limit 'maxTensors'",
    );
    await expect(webgpu({ limits: { maxBufferSize: 0 } })).rejects.toThrow(
      'must be a positive integer, got 0',
    );
  });

  test('values are not to be had at once, and the error says how they are', async () => {
    await use();
    const x = tn.ones([2]);
    expect(() => x.dataSync()).toThrow(tn.UnimplementedError);
    expect(() => x.dataSync()).toThrow(/await/);
    expect(await x.data()).toEqual(new Float32Array([1, 1]));
  });

  test('what 64 bits need is refused, and the error says who can', async () => {
    await use();
    expect(() => tn.ones([2], { dtype: 'float64' })).toThrow(/float64/);
  });

  test('reads that are asked for together are one submission', async () => {
    const { device } = await requestDevice({});
    let submissions = 0;
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = (commands) => {
      submissions++;
      submit(commands);
    };
    await use({ device });
    const [x, y] = [tn.range(3, { dtype: 'int32' }), tn.range(3, { dtype: 'int32' })];
    const values = await Promise.all([x.add(y).data(), x.sub(y).data(), x.mul(y).data()]);
    expect(values.map((each) => [...each])).toEqual([
      [0, 2, 4],
      [0, 0, 0],
      [0, 1, 4],
    ]);
    expect(submissions).toBe(1);
  });

  test('a variable is updated in place, by kernels that read it, too', async () => {
    await use();
    const variable = new tn.Variable(tn.constant([1, 2, 3], { dtype: 'int32' }));
    variable.assignAdd(tn.constant([10, 20, 30], { dtype: 'int32' }));
    variable.assignSub(variable.value());
    expect(await variable.value().data()).toEqual(new Int32Array(3));
  });

  test('a profile tells the time of every kernel', async () => {
    const backend = await webgpu();
    used.push(backend);
    await tn.use(backend);
    const x = tn.range(1000, { dtype: 'int32' });
    const times = await backend.profile(() => [x.add(x), x.mul(x), x.add(x)]);
    expect(times.map(({ kernel, calls }) => [kernel, calls]).sort()).toEqual([
      ['map add', 2],
      ['map mul', 1],
    ]);
    for (const { milliseconds } of times) expect(milliseconds).toBeGreaterThanOrEqual(0);
    expect(times.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeGreaterThan(0);
    expect(await backend.profile(() => {})).toEqual([]);
  });

  test('a lost device is named, with the kernel, and the backend can be had again', async () => {
    const { device } = await requestDevice({});
    const backend = await use({ device });
    const x = tn.ones([2], { dtype: 'int32' });
    device.destroy();
    await device.lost;
    expect(() => x.add(x)).toThrow(tn.DeviceError);
    expect(() => x.add(x)).toThrow(/the device was lost .* at map add.*await tn.use\(webgpu\(\)\)/);
    await expect(x.data()).rejects.toThrow(/the device was lost/);
    tn.unregister(backend);
    used.splice(0);
    await use();
    expect(await tn.ones([2], { dtype: 'int32' }).data()).toEqual(new Int32Array([1, 1]));
  });
});
