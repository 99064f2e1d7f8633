/**
 * @file The kit must find what is wrong: backends with one fault each, and what is said of them.
 */

import { reference } from '@tenon/backend-reference';
import type { DType } from '@tenon/core';
import {
  type Backend,
  type Kernels,
  type Routines,
  UnimplementedError,
  type View,
} from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import type { Level } from './checks/check-result.ts';
import type { ConformanceReport } from './report/report.ts';
import { failureText } from './report/terminal.ts';
import { type ConformanceOptions, runConformance } from './run.ts';

/** A reference backend with some kernels replaced, each given the right one. */
function withKernels(replace: (right: Kernels) => Partial<Kernels>): () => Backend {
  return () => {
    const right: Backend = reference();
    return { ...right, name: 'broken', kernels: { ...right.kernels, ...replace(right.kernels) } };
  };
}

/** A reference backend with other members. */
function withMembers(change: (right: Backend) => Partial<Backend>): () => Backend {
  return () => {
    const right: Backend = reference();
    return { ...right, name: 'broken', ...change(right) };
  };
}

/** A reference backend with some routines replaced, each given the right one. */
function withRoutines(replace: (right: Routines, backend: Backend) => Partial<Routines>): () => Backend {
  return withMembers((right) => {
    // The reference backend has them all.
    const routines = right.routines as Routines;
    return { routines: { ...routines, ...replace(routines, right) } };
  });
}

/** What a run says of a backend, one line for each failure. */
async function failures(makeBackend: () => Backend, options: ConformanceOptions): Promise<string[]> {
  const report = await runConformance(makeBackend, options);
  expect(report.verdict).toBe('failed');
  return linesOf(report);
}

const linesOf = ({ results }: ConformanceReport) =>
  results.flatMap((result) => result.failures.map(failureText));

const at = (level: Level, op: string, dtype: DType = 'float32'): ConformanceOptions => ({
  levels: [level],
  op,
  dtype,
});

/** A view read as if it were packed. */
const packed = (view: View): View => {
  const strides = view.shape.map((_, axis) => view.shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  return { ...view, strides, offset: 0 };
};

/** Changes what a kernel wrote into a packed float32 output. */
function alter(backend: Backend, output: View, change: (x: number) => number): void {
  const length = output.shape.reduce((a, b) => a * b, 1);
  const bytes = backend.readSync?.(output.buffer, output.offset * 4, length * 4) ?? new Uint8Array();
  const changed = new Float32Array(bytes.slice().buffer).map(change);
  backend.write(output.buffer, output.offset * 4, new Uint8Array(changed.buffer));
}

describe('a kernel that', () => {
  test('ignores strides is told the layout in which it goes wrong', async () => {
    const broken = withKernels(({ map }) => ({
      map: (program, inputs, outputs) => map(program, inputs.map(packed), outputs),
    }));
    const lines = await failures(broken, at(1, 'map'));
    expect(lines.join('\n')).toMatch(
      /transposed: \d+ of 35 elements off by more than 4 ulp, at \[4, 5\]: expected/,
    );
  });

  test('is a little inexact is told by how much', async () => {
    const broken = () => {
      const right: Backend = reference();
      const kernels: Kernels = {
        ...right.kernels,
        map(program, inputs, outputs) {
          right.kernels.map(program, inputs, outputs);
          if (program.key.includes('exp('))
            for (const output of outputs) alter(right, output, (x) => x * (1 + 1e-5));
        },
      };
      return { ...right, name: 'broken', kernels };
    };
    const lines = await failures(broken, at(2, 'exp'));
    expect(lines[0]).toMatch(
      /^\(?.*elements? off by more than 4 ulp.*expected [\d.]+, got [\d.]+ \(\d+ ulp\)$/,
    );
  });

  test('writes beyond its output is found by the guards', async () => {
    const broken = () => {
      const right: Backend = reference();
      const scan: Kernels['scan'] = (kind, input, axis, exclusive, output) => {
        right.kernels.scan(kind, input, axis, exclusive, output);
        right.write(output.buffer, output.buffer.byteLength - 1, Uint8Array.of(0));
      };
      return { ...right, name: 'broken', kernels: { ...right.kernels, scan } };
    };
    expect((await failures(broken, at(1, 'scan')))[0]).toContain('wrote outside of output 0');
  });

  test('does not know a dtype that supports declares is not skipped', async () => {
    const broken = withKernels(() => ({
      reduce() {
        throw new UnimplementedError('no reductions today');
      },
    }));
    expect((await failures(broken, at(2, 'reduceSum')))[0]).toContain('threw UnimplementedError');
  });

  test('computes what supports says it does not fails the run', async () => {
    const broken = withMembers(({ supports }) => ({
      supports: { ...supports, kernels: { sort: ['float32'] } },
    }));
    const lines = await failures(broken, at(1, 'sort', 'int32'));
    expect(lines).toEqual(['declares no sort for int32, but computes it: declare it']);
  });

  test('sorts ties in any order is not stable', async () => {
    const broken = withKernels(({ sort }) => ({
      sort(input, descending, values, permutation) {
        const last = input.shape.length - 1;
        const strides = input.strides.with(last, -input.strides[last]);
        const offset = input.offset + (input.shape[last] - 1) * input.strides[last];
        if (input.shape[last] > 0) sort({ ...input, strides, offset }, descending, values, permutation);
      },
    }));
    expect((await failures(broken, at(1, 'sort', 'int32')))[0]).toMatch(/output 1|elements off/);
  });
});

describe('a memory that', () => {
  test('hands out the bytes it keeps is found', async () => {
    const shared = new Map<object, Uint8Array>();
    const broken = withMembers((right) => ({
      async read(buffer, byteOffset, byteLength) {
        const bytes = shared.get(buffer) ?? (await right.read(buffer, byteOffset, byteLength));
        shared.set(buffer, bytes);
        return bytes;
      },
    }));
    const lines = await failures(broken, { levels: [0], op: 'bytes of the caller' });
    expect(lines.join()).toContain('the buffer changed with the bytes read');
  });

  test('forgets the offset of a write is found', async () => {
    const broken = withMembers((right) => ({
      write: (buffer, _offset, bytes) => right.write(buffer, 0, bytes),
    }));
    const lines = await failures(broken, { levels: [0], op: 'partial writes and reads' });
    expect(lines.join()).toContain('2 bytes at 1: the write changed other bytes');
  });

  test('runs out without saying so by name is found', async () => {
    const broken = withMembers((right) => ({
      allocate(byteLength) {
        if (byteLength > 1e12) throw new RangeError('Array buffer allocation failed');
        return right.allocate(byteLength);
      },
    }));
    const lines = await failures(broken, { levels: [0], op: 'out of memory' });
    expect(lines[0]).toContain('not a ResourceExhaustedError');
  });
});

describe('a routine that', () => {
  test('solves the wrong triangle is told by what does not hold', async () => {
    const broken = withRoutines(({ triangularSolve }) => ({
      triangularSolve: (matrix, rhs, form, output) =>
        triangularSolve(matrix, rhs, { ...form, lower: !form.lower }, output),
    }));
    const lines = await failures(broken, at(1, 'triangularSolve'));
    expect(lines[0]).toMatch(
      /lower true.*does not hold: A · X is B.*expected a residual ratio of 30 at most, got NaN/,
    );
  });

  test('loses half of the digits is told by the ratio', async () => {
    const broken = withRoutines(({ cholesky }, backend) => ({
      cholesky(input, output) {
        cholesky(input, output);
        if (output.dtype === 'float32') alter(backend, output, (x) => x * (1 + 1e-3));
      },
    }));
    const lines = await failures(broken, at(1, 'cholesky'));
    expect(lines.join()).toMatch(/L · Lᵀ is the input.*ratio of 30 at most, got \d{3,}/);
  });

  test('leaves the eigenvalues in another order is found', async () => {
    const broken = withRoutines(({ eigh }, backend) => ({
      eigh(input, values, vectors) {
        eigh(input, values, vectors);
        if (values.dtype === 'float32') alter(backend, values, (x) => -x);
      },
    }));
    const lines = await failures(broken, at(1, 'eigh'));
    expect(lines.join()).toContain('does not hold: the values ascend');
  });

  test('takes a matrix that is not positive definite is found', async () => {
    const broken = withRoutines(({ cholesky }) => ({
      cholesky(input, output) {
        try {
          cholesky(input, output);
        } catch {
          // NaN, as TensorFlow has it.
        }
      },
    }));
    const lines = await failures(broken, at(1, 'cholesky'));
    expect(lines[0]).toContain('refused: indefinite: was not refused');
  });

  test('is there but not declared is found, and one that is declared but absent', async () => {
    const silent = withMembers(({ supports }) => ({ supports: { ...supports, routines: {} } }));
    const lines = await failures(silent, { levels: [0], op: 'declaration' });
    expect(lines.join()).toContain('supports and routines disagree on cholesky');
    const absent = withMembers(() => ({ routines: {} }));
    expect((await failures(absent, { levels: [0], op: 'declaration' })).join()).toContain('disagree on svd');
  });
});

test('an override that differs from the lowering is found, and the lowering is not blamed', async () => {
  const broken = withMembers((right) => ({
    overrides: {
      reduceSum([input], attrs, [output]) {
        if (attrs.axis !== null || !input) return false;
        const ones = input.shape.map(() => 1);
        const axes = input.shape.map((_, axis) => axis);
        right.kernels.reduce('max', null, [input], axes, { ...output, shape: ones, strides: ones });
        return true;
      },
    },
  }));
  const lines = await failures(broken, at(2, 'reduceSum'));
  expect(lines.some((line) => line.includes('[5, 7]'))).toBe(true);
  expect(lines.some((line) => line.includes('lowered'))).toBe(false);
});

test('a dtype that supports leaves out is skipped, and so is everything in it', async () => {
  const narrow = withMembers(({ supports }) => ({
    supports: { ...supports, dtypes: supports.dtypes.filter((dtype) => dtype !== 'float64') },
  }));
  const report = await runConformance(narrow, { op: 'reduceSum', dtype: 'float64' });
  expect(report.results.map((result) => result.status)).toEqual(['skipped', 'skipped']);
  // Nothing was compared, so nothing is proved.
  expect(report.verdict).toBe('failed');
});
