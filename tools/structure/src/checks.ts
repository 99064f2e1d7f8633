/** @file The checks by name, for the command line and for `npm test`. */
import { importCircles } from './circles.ts';
import { overlongFiles } from './file-length.ts';
import { folderOrderViolations } from './folder-order.ts';
import type { SourceFile } from './source-files.ts';

/** A rule and the function that yields one message per place where the sources break it. */
export interface StructureCheck {
  readonly name: string;
  readonly problems: (files: readonly SourceFile[]) => string[];
}

export const structureChecks: readonly StructureCheck[] = [
  { name: 'no import circles', problems: importCircles },
  { name: "order of core's folders", problems: folderOrderViolations },
  { name: 'length of files', problems: overlongFiles },
];
