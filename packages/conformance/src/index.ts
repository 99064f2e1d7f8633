/**
 * @file The public surface of `@tenon/conformance`: what a program, in Node or a browser, needs to run the kit.
 */

export type { Check } from './checks/check.ts';
export type { CheckResult, Failure, Level } from './checks/check-result.ts';
export { type GoldenVectors, noGoldenVectors } from './golden/golden-vectors.ts';
export { type RecordableCall, recordableCalls } from './golden/recordable-calls.ts';
export { goldenVectors, readVectorFile, type VectorFile } from './golden/vector-file.ts';
export { opInfos } from './op-info/index.ts';
export type { OpInfo } from './op-info/op-info.ts';
export type { ConformanceReport, LevelSummary } from './report/report.ts';
export { reportLines } from './report/terminal.ts';
export { type ConformanceOptions, runConformance, selectChecks } from './run.ts';
export type { TensorValues } from './sample/tensor-values.ts';
export type { BackendFactory, Workbench } from './subject/workbench.ts';
