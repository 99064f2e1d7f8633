/**
 * @file The rules that the structure check enforces, as data: this is the file to edit when the
 * architecture changes.
 */

/**
 * The folders of `packages/core/src`, from the ground up: a folder imports only from those before it.
 */
export const coreFolders = [
  'errors',
  'dtype',
  'shape',
  'scalar',
  'backend',
  'tensor',
  'runtime',
  'random',
  'ops',
  'gradients',
  'autodiff',
  'variable',
  'jit',
  'io',
  'namespaces',
] as const;

/** The files beside core's folders: its entry points. They import from all folders, and no folder from them. */
export const coreEntryPoints: readonly string[] = ['index.ts', 'backend-api.ts'];

/** The longest a source file may be, in lines, unless it gives a reason. */
export const longestFile = 400;

/** How a file gives its reason for being longer: `@long REASON` in a comment among its first lines. */
export const longFileReason = { pattern: /(?:\*|\/\/)\s*@long\s+\S+/, withinLines: 30 };

/** Whether a file is a test or serves tests alone; such files may import from anywhere. */
export function isTest(path: string): boolean {
  return /\.test(-d)?\.ts$/.test(path) || path.includes('/testdata/') || path.includes('/testing/');
}
