/**
 * @file `@tenon/cpu-kernels`: the driver of the CPU kernels, for the two backends that host them.
 */

export { type CpuBackendOptions, cpuBackend } from './backend.ts';
export { statusNumber } from './contract/names.ts';
export { COMMAND_CAPACITY, type CpuHost } from './host.ts';
