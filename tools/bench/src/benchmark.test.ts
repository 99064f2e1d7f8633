import { expect, test } from 'vitest';
import { formatDuration, formatMeasurement, machine, measureAll } from './benchmark.ts';

test('a duration is shown in the unit that fits it', () => {
  expect([5, 999, 1234, 45678, 1.5e6, 2.5e9].map(formatDuration)).toEqual([
    '5 ns',
    '999 ns',
    '1.23 µs',
    '45.7 µs',
    '1.50 ms',
    '2.50 s',
  ]);
});

test('a measurement says whether it is within its limit', () => {
  expect(formatMeasurement({ name: 'add', median: 300, low: 250, limit: 1000 }, 6)).toBe(
    'add       300 ns    250 ns  within 1.00 µs',
  );
  expect(formatMeasurement({ name: 'add', median: 1001, low: 250, limit: 1000 }, 6)).toContain(
    'OVER 1.00 µs',
  );
  expect(formatMeasurement({ name: 'add', median: 1001, low: 250 }, 6)).not.toMatch(/within|OVER/);
});

test('the machine is named with its runtime', () => {
  expect(machine()).toContain(`Node ${process.version}`);
});

test('a measurement is of one operation, whatever a call performs', async () => {
  let calls = 0;
  const spin = (rounds: number) => {
    calls++;
    for (let i = 0; i < rounds * 1000; i++) calls += 0;
  };
  const measured = [];
  for await (const each of measureAll([
    { name: 'one', run: () => spin(100) },
    { name: 'hundred', count: 100, run: () => spin(100) },
  ])) {
    measured.push(each);
  }
  expect(measured.map(({ name }) => name)).toEqual(['one', 'hundred']);
  // The same work counted as a hundred operations: a hundredth each, within what a busy machine adds.
  expect(measured[0].median / measured[1].median).toBeGreaterThan(10);
  expect(measured[0].low).toBeLessThanOrEqual(measured[0].median);
  expect(calls).toBeGreaterThan(2);
});
