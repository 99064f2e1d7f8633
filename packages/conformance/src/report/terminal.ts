/**
 * @file The report as lines of text, in colour if the reader of the lines wants it.
 */

import { type CheckResult, type Failure, levelNames } from '../checks/check-result.ts';
import { type Matrix, matrixOf, statusSigns } from './matrix.ts';
import type { ConformanceReport } from './report.ts';

/** Colours a text; the identity where there is no colour. */
export type Paint = (style: 'green' | 'red' | 'dim' | 'bold', text: string) => string;

/** Leaves text as it is. */
export const plain: Paint = (_style, text) => text;

/** The matrices, the failures, the counts and the verdict. */
export function reportLines(report: ConformanceReport, paint: Paint = plain): readonly string[] {
  return [
    ...report.levels.flatMap(({ level }) => matrixLines(matrixOf(level, report.results), paint)),
    ...failureLines(report.results, paint),
    ...summaryLines(report, paint),
  ];
}

const shortNames: Readonly<Record<string, string>> = { float: 'f', bfloat: 'bf', int: 'i', uint: 'u' };

/** A dtype in few letters: `f32`, `u8`, `bf16`. */
function shortName(dtype: string | null): string {
  return dtype === null ? 'any' : dtype.replace(/^[a-z]+(?=\d)/, (kind) => shortNames[kind]);
}

function matrixLines({ level, columns, rows }: Matrix, paint: Paint): readonly string[] {
  const width = Math.max(...rows.map((row) => row.subject.length)) + 2;
  const headings = columns.map(shortName);
  const header = `${''.padEnd(width)}${headings.map((heading) => heading.padEnd(5)).join('')}`;
  const body = rows.map(({ subject, cells }) => {
    const signs = cells.map((status) => {
      if (!status) return '     ';
      const style = status === 'passed' ? 'green' : status === 'failed' ? 'red' : 'dim';
      return `${paint(style, statusSigns[status])}    `;
    });
    return `${subject.padEnd(width)}${signs.join('')}`.trimEnd();
  });
  return ['', paint('bold', `Level ${level}: ${levelNames[level]}`), paint('dim', header.trimEnd()), ...body];
}

/** What failed; the same failures of one op in several dtypes once. */
function failureLines(results: readonly CheckResult[], paint: Paint): readonly string[] {
  const dtypesByText = new Map<string, (string | null)[]>();
  for (const { level, subject, dtype, failures } of results) {
    if (failures.length === 0) continue;
    const text = [`${levelNames[level]} · ${subject}`, ...failures.map(failureText)].join('\n');
    dtypesByText.set(text, [...(dtypesByText.get(text) ?? []), dtype]);
  }
  return [...dtypesByText].flatMap(([text, dtypes]) => {
    const [name, ...failures] = text.split('\n');
    const where = dtypes.filter(Boolean).join(', ');
    return ['', paint('red', `✗ ${name}${where && ` · ${where}`}`), ...failures.map((line) => `    ${line}`)];
  });
}

/** One failure as one line. */
export function failureText({ sample, problem, expected, actual, ulp }: Failure): string {
  const values = expected === undefined ? '' : `: expected ${expected}, got ${actual}`;
  const distance = ulp === undefined || !Number.isFinite(ulp) ? '' : ` (${Number(ulp.toPrecision(3))} ulp)`;
  return `${sample === '' ? '' : `${sample}: `}${problem}${values}${distance}`;
}

function summaryLines(report: ConformanceReport, paint: Paint): readonly string[] {
  const levels = report.levels.map(
    ({ level, passed, failed, skipped, comparisons }) =>
      `Level ${level} ${levelNames[level].padEnd(9)} ${passed} ✓  ${failed} ✗  ${skipped} –  ` +
      `(${comparisons.toLocaleString('en')} comparisons)`,
  );
  const oracle =
    report.tensorflow === null
      ? 'No vectors of TensorFlow were given.'
      : `Compared with TensorFlow ${report.tensorflow}; ${report.unrecorded || 'no'} calls lack a recorded answer.`;
  const verdict = report.verdict === 'passed' ? paint('green', 'PASSED') : paint('red', 'FAILED');
  return ['', ...levels, oracle, `${paint('bold', report.backend)}: ${verdict} in ${report.seconds} s`];
}
