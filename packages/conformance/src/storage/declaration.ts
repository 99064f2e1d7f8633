/**
 * @file What a backend says of itself must be possible, and agree with what it has.
 */

import { isDType } from '@tenon/core';
import { BACKEND_API_VERSION, routineDTypes } from '@tenon/core/backend';
import type { Findings } from '../checks/findings.ts';
import { kernelNames, routineNames } from '../subject/watched-backend.ts';
import type { Workbench } from '../subject/workbench.ts';

export function declaration({ backend, supports }: Workbench, findings: Findings): void {
  const expect = (condition: boolean, problem: string) => findings.expect(condition, 'declaration', problem);
  expect(backend.apiVersion === BACKEND_API_VERSION, `apiVersion is ${backend.apiVersion}`);
  expect(
    /^[a-z][a-z0-9-]*$/.test(backend.name),
    `'${backend.name}' is no name for a device: lower case and hyphens`,
  );
  expect(['cpu', 'gpu'].includes(backend.deviceKind), `deviceKind is '${backend.deviceKind}'`);
  expect(Number.isFinite(backend.preference), `preference is ${backend.preference}`);
  expect(supports.dtypes.length > 0, 'it has no dtypes');
  expect(supports.dtypes.every(isDType), `unknown dtypes among ${supports.dtypes.join(', ')}`);
  expect(new Set(supports.dtypes).size === supports.dtypes.length, 'a dtype is listed twice');
  expect(supports.maxRank >= 4, `maxRank is ${supports.maxRank}; images alone need 4`);
  expect((backend.readSync !== undefined) === supports.syncRead, 'readSync and supports.syncRead disagree');
  for (const kernel of Object.keys(kernelNames)) {
    expect(
      typeof backend.kernels[kernel as keyof typeof kernelNames] === 'function',
      `there is no kernel ${kernel}`,
    );
  }
  for (const [kernel, dtypes] of Object.entries(supports.kernels ?? {})) {
    expect(kernel in kernelNames, `supports names a kernel '${kernel}'`);
    const foreign = dtypes.filter((dtype) => !supports.dtypes.includes(dtype));
    expect(foreign.length === 0, `${kernel} takes ${foreign.join(', ')}, which the device has not`);
  }
  for (const [routine, dtypes] of Object.entries(supports.routines ?? {})) {
    expect(routine in routineNames, `supports names a routine '${routine}'`);
    const foreign = dtypes.filter(
      (dtype) => !supports.dtypes.includes(dtype) || !['float32', 'float64'].includes(dtype),
    );
    expect(
      foreign.length === 0,
      `${routine} takes ${foreign.join(', ')}: a routine takes float32 and float64`,
    );
  }
  for (const routine of Object.keys(routineNames) as (keyof typeof routineNames)[]) {
    const declared = routineDTypes(supports, routine).length > 0;
    const present = typeof backend.routines?.[routine] === 'function';
    expect(declared === present, `supports and routines disagree on ${routine}`);
  }
}
