/**
 * @file The standing of both backends as a picture: a bar per row, on a logarithmic scale around 1.
 */

import { rows } from '../rows/rows.ts';
import type { Report } from './result.ts';
import { type BackendName, Results, shownRatio } from './standing.ts';

const ROW_HEIGHT = 30;
const LABEL_WIDTH = 250;
const PLOT_WIDTH = 560;
const TOP = 70;
/** The scale goes from 1/SPAN to SPAN; longer bars are cut there, and their number says how long they are. */
const SPAN = 32;
const ticks = [1 / 16, 1 / 4, 1, 4, 16];

const colours: Readonly<Record<BackendName, string>> = { wasm: '#6a4fc8', native: '#1f8a70' };
const legend: Readonly<Record<BackendName, string>> = {
  wasm: 'backend-cpu-wasm: the best WebAssembly peer’s number over its own',
  native: 'backend-node-native: torch’s number over its own; to the right is better',
};

/** Where a ratio lies, from the left. */
function x(ratio: number): number {
  const clamped = Math.min(Math.max(ratio, 1 / SPAN), SPAN);
  return LABEL_WIDTH + PLOT_WIDTH * (0.5 + Math.log(clamped) / (2 * Math.log(SPAN)));
}

/** An SVG of the ratios of a report. */
export function chart(report: Report): string {
  const results = new Results(report.rows);
  const shown = rows.filter((row) => report.rows.some(({ test }) => test === row.name));
  const height = TOP + shown.length * ROW_HEIGHT + 30;
  const width = LABEL_WIDTH + PLOT_WIDTH + 20;
  const parts = [
    ...(Object.keys(colours) as BackendName[]).map(
      (backend, i) =>
        `<rect x="10" y="${12 + i * 20}" width="12" height="12" fill="${colours[backend]}"/>` +
        `<text x="28" y="${22 + i * 20}">${legend[backend]}</text>`,
    ),
    ...ticks.map((tick) => {
      const at = x(tick).toFixed(1);
      const label = tick < 1 ? `1/${1 / tick}` : `${tick}`;
      return (
        `<line x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${height - 24}" stroke="${tick === 1 ? '#444' : '#ccc'}"/>` +
        `<text x="${at}" y="${height - 8}" text-anchor="middle">${label}×</text>`
      );
    }),
    ...shown.flatMap((row, i) => {
      const top = TOP + i * ROW_HEIGHT;
      const bars = (Object.keys(colours) as BackendName[]).map((backend, lane) =>
        bar(results.ratio(row, backend), top + lane * 12, colours[backend]),
      );
      return [
        `<text x="${LABEL_WIDTH - 8}" y="${top + 16}" text-anchor="end">${escaped(row.title)}</text>`,
        ...bars,
      ];
    }),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">\n` +
    `<rect width="${width}" height="${height}" fill="#fff"/>\n${parts.join('\n')}\n</svg>\n`
  );
}

/** A bar from 1 to the ratio, with the ratio at its end. */
function bar(ratio: number | undefined, top: number, colour: string): string {
  if (ratio === undefined) return '';
  const [from, to] = [x(1), x(ratio)];
  const rightward = to >= from;
  // Beyond the last tick there is no room outside of the bar.
  const inside = rightward ? to > x(16) : to < x(1 / 16);
  const anchor = rightward === inside ? 'end' : 'start';
  const label = to + (anchor === 'start' ? 3 : -3);
  return (
    `<rect x="${Math.min(from, to).toFixed(1)}" y="${top}" width="${Math.abs(to - from).toFixed(1)}" height="11" fill="${colour}"/>` +
    `<text x="${label.toFixed(1)}" y="${top + 9}" font-size="9" text-anchor="${anchor}" fill="${inside ? '#fff' : '#444'}">${shownRatio(ratio)}</text>`
  );
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
