export { type StructureCheck, structureChecks } from './checks.ts';
export { readSourceFiles, type SourceFile } from './source-files.ts';
