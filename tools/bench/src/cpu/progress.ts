/**
 * @file Progress while rows are measured: a line that is rewritten on a terminal; elsewhere the results alone are
 * told, row by row.
 */

export interface Progress {
  update(done: number, total: number, what: string): void;
  /** Clears the line, so that something lasting can be written. */
  clear(): void;
}

export function showProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { update() {}, clear() {} };
  return {
    update(done, total, what) {
      const line = `${Math.floor((100 * done) / total)} %  ${what}`;
      stream.write(`\r\u001b[2K${line.slice(0, stream.columns - 1)}`);
    },
    clear: () => void stream.write('\r\u001b[2K'),
  };
}
