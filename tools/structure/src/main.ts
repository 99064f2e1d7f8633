/** @file `pnpm structure`: runs the structure checks over the repository and prints what breaks them. */
import path from 'node:path';
import { structureChecks } from './checks.ts';
import { readSourceFiles } from './source-files.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const files = readSourceFiles(root);

for (const { name, problems } of structureChecks) {
  const found = problems(files);
  console.log(`${found.length === 0 ? '✓' : '✗'} ${name}`);
  for (const problem of found) console.log(problem.replace(/^/gm, '    '));
  if (found.length > 0) process.exitCode = 1;
}
console.log(`${files.length} source files read`);
