/**
 * @file The report as one page of HTML that needs nothing else: to attach to a release, or to open from a build.
 */

import { levelNames } from '../checks/check-result.ts';
import { type Matrix, matrixOf, statusSigns } from './matrix.ts';
import type { ConformanceReport } from './report.ts';
import { failureText } from './terminal.ts';

/** The whole page. */
export function reportPage(report: ConformanceReport): string {
  const title = `${report.backend}: ${report.verdict}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)} · Tenon conformance</title>
<style>${style}</style>
<h1>${escape(report.backend)} <span class="${report.verdict}">${report.verdict}</span></h1>
${summary(report)}
${failures(report)}
<label>Show only <input type="search" id="filter" placeholder="an op, kernel or behaviour"></label>
${report.levels.map(({ level }) => matrix(matrixOf(level, report.results), report)).join('\n')}
<script>${script}</script>
</html>
`;
}

function summary({ levels, seconds, tensorflow, unrecorded }: ConformanceReport): string {
  const rows = levels.map(
    ({ level, passed, failed, skipped, comparisons }) =>
      `<tr><th>${level} ${levelNames[level]}<td>${passed}<td>${failed}<td>${skipped}<td>${comparisons.toLocaleString('en')}`,
  );
  const oracle = tensorflow
    ? `Held against TensorFlow ${escape(tensorflow)}; ${unrecorded} calls are not recorded.`
    : 'No vectors of TensorFlow were given: the float64 run was the only oracle.';
  return `<table class="summary"><tr><th>level<th>✓<th>✗<th>–<th>comparisons${rows.join('')}</table>
<p>${oracle} Took ${seconds} s.</p>`;
}

function failures({ results }: ConformanceReport): string {
  const failed = results.filter((result) => result.status === 'failed');
  if (failed.length === 0) return '';
  const items = failed.map((result) => {
    const name = [levelNames[result.level], result.subject, result.dtype].filter(Boolean).join(' · ');
    const lines = result.failures.map((failure) => `<li>${escape(failureText(failure))}`);
    return `<details><summary>${escape(name)}</summary><ul>${lines.join('')}</ul></details>`;
  });
  return `<section><h2>${failed.length} failed</h2>${items.join('\n')}</section>`;
}

function matrix({ level, columns, rows }: Matrix, { results }: ConformanceReport): string {
  const head = columns.map((dtype) => `<th>${dtype ?? 'any'}`).join('');
  const body = rows.map(({ subject, cells }) => {
    const columnsOfRow = cells.map((status, i) => {
      if (!status) return '<td>';
      const result = results.find(
        (candidate) =>
          candidate.level === level && candidate.subject === subject && candidate.dtype === columns[i],
      );
      const detail =
        result?.skipped ??
        `${result?.comparisons} comparisons, worst error ${result?.worstUlp.toPrecision(2)} ulp`;
      return `<td class="${status}" title="${escape(detail)}">${statusSigns[status]}`;
    });
    return `<tr data-subject="${escape(subject)}"><th>${escape(subject)}${columnsOfRow.join('')}`;
  });
  return `<section><h2>Level ${level}: ${levelNames[level]}</h2>
<table class="matrix"><thead><tr><th>${head}</thead><tbody>${body.join('\n')}</tbody></table></section>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]);

const style = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 span { font-size: 1rem; padding: .15em .6em; border-radius: 1em; color: white; vertical-align: middle; }
.passed { --mark: #1a7f37; } .failed { --mark: #c62828; } .skipped { --mark: #888; }
h1 .passed, h1 .failed { background: var(--mark); }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
th { text-align: left; font-weight: 500; } th, td { padding: .1rem .6rem; }
.summary td { text-align: right; font-variant-numeric: tabular-nums; }
.matrix thead th { position: sticky; top: 0; background: Canvas; font-size: .85em; }
.matrix td { color: var(--mark); text-align: center; font-weight: 700; }
.matrix tr:hover { background: color-mix(in srgb, CanvasText 8%, transparent); }
details { margin: .3rem 0; } details ul { font-family: ui-monospace, monospace; font-size: .85em; }
`;

const script = `
document.getElementById('filter').addEventListener('input', (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const row of document.querySelectorAll('[data-subject]')) {
    row.hidden = !row.dataset.subject.toLowerCase().includes(wanted);
  }
});
`;
