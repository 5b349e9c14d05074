// SPDX-License-Identifier: Apache-2.0
import { RecurringWindow } from './RecurringWindow';

const HOUR = 3_600_000;

const weekend = RecurringWindow.create({
  cron: '0 18 * * 5',
  timeZone: 'Europe/Berlin',
  durationMs: 60 * HOUR,
});

it('gives the window that is on and the next one', () => {
  expect(weekend.around(Date.parse('2026-12-05T12:00:00.500Z'))).toEqual([
    { from: '2026-12-04T17:00:00.000Z', until: '2026-12-07T05:00:00.000Z' },
    { from: '2026-12-11T17:00:00.000Z', until: '2026-12-14T05:00:00.000Z' },
  ]);
});

it('gives the next window alone when none is on', () => {
  expect(weekend.around(Date.parse('2026-12-08T12:00:00Z'))).toEqual([
    { from: '2026-12-11T17:00:00.000Z', until: '2026-12-14T05:00:00.000Z' },
  ]);
});

it.each([
  ['on at its first instant', '2026-12-04T17:00:00Z', '2026-12-04'],
  ['over at its last one', '2026-12-07T05:00:00Z', '2026-12-11'],
])('is %s', (_name, now, day) => {
  const [{ from }] = weekend.around(Date.parse(now));
  expect(from.slice(0, 10)).toBe(day);
});

it('keeps to the time of the zone when its clocks change', () => {
  const [{ from }] = weekend.around(Date.parse('2026-07-07T12:00:00Z'));
  expect(from).toBe('2026-07-10T16:00:00.000Z');
});

it('takes windows that run into each other for one', () => {
  const nights = RecurringWindow.create({
    cron: '0 20 * * 1-5',
    timeZone: 'UTC',
    durationMs: 24 * HOUR,
  });
  const [{ until }] = nights.around(Date.parse('2026-12-01T21:00:00Z'));
  expect(until).toBe('2026-12-05T20:00:00.000Z');
});

it.each([
  ['0 25 * * *', 'UTC', HOUR],
  ['nonsense', 'UTC', HOUR],
  ['0 0 30 2 *', 'UTC', HOUR],
  ['0 0 * * *', 'Europe/Nowhere', HOUR],
  ['0 0 * * *', 'UTC', 0],
])('refuses %s in %s for %s ms', (cron, timeZone, durationMs) => {
  expect(() =>
    RecurringWindow.create({ cron, timeZone, durationMs }),
  ).toThrow();
});
