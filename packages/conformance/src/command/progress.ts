/**
 * @file Progress while the kit runs: one line that is rewritten on a terminal, a line per tenth of the way elsewhere.
 */

import type { CheckResult } from '../checks/check-result.ts';

/** Shows how far a run is. */
export interface Progress {
  update(result: CheckResult, done: number, total: number): void;
  /** Clears what was shown. */
  end(): void;
}

/** Progress on a stream. */
export function showProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? rewrittenLine(stream) : occasionalLines(stream);
}

function rewrittenLine(stream: NodeJS.WriteStream): Progress {
  let failed = 0;
  let shown = 0;
  return {
    update(result, done, total) {
      if (result.status === 'failed') failed++;
      const now = performance.now();
      if (now - shown < 60 && done < total) return;
      shown = now;
      const failures = failed > 0 ? `, ${failed} failed` : '';
      const line = `${done} / ${total}${failures}  ${result.subject} ${result.dtype ?? ''}`;
      stream.write(`\r\u001b[2K${line.slice(0, stream.columns - 1)}`);
    },
    end: () => stream.write('\r\u001b[2K'),
  };
}

function occasionalLines(stream: NodeJS.WriteStream): Progress {
  let failed = 0;
  let tenths = 0;
  return {
    update(result, done, total) {
      if (result.status === 'failed') failed++;
      const reached = Math.floor((done / total) * 10);
      if (reached === tenths) return;
      tenths = reached;
      stream.write(`${done} of ${total} checks run, ${failed} failed\n`);
    },
    end() {},
  };
}
