/** @file A file that outgrows what one sitting can read either has a reason or two ideas in it. */
import { longestFile, longFileReason } from './rules.ts';
import type { SourceFile } from './source-files.ts';

/** One message per file that is too long and gives no reason. */
export function overlongFiles(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ lines }) => lines.length > longestFile)
    .filter(
      ({ lines }) => !longFileReason.pattern.test(lines.slice(0, longFileReason.withinLines).join('\n')),
    )
    .map(
      ({ path, lines }) =>
        `${path} has ${lines.length} lines; split it at ${longestFile}, or say \`@long REASON\` in its first ` +
        `${longFileReason.withinLines} lines`,
    );
}
