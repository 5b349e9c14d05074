// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { configuredFreezes } from '../rules/freezes';
import { readFreezes } from './freezes';

const read = (...freezes: object[]) =>
  readFreezes(new ConfigReader({ groundwork: { stacks: { freezes } } }));

const yearEnd = {
  name: 'year-end',
  scope: { kind: 'environment', environment: 'production' },
  reason: 'Year-end close',
  from: '2026-12-18T00:00:00Z',
  until: '2027-01-04T00:00:00Z',
};

const weekend = {
  name: 'weekend',
  scope: { kind: 'account', accountId: '111111111111' },
  reason: 'Nobody is there',
  schedule: {
    cron: '0 18 * * 5',
    duration: { hours: 60 },
    timeZone: 'Europe/Berlin',
  },
};

it('reads freezes that are on once and again and again', () => {
  const freezes = read(yearEnd, weekend);
  const at = (instant: string) =>
    configuredFreezes(freezes, new Date(instant)).map(
      ({ id, from, until, isActive }) => [id, from, until, isActive],
    );
  expect(at('2026-12-19T12:00:00Z')).toEqual([
    ['year-end', '2026-12-18T00:00:00.000Z', '2027-01-04T00:00:00.000Z', true],
    ['weekend', '2026-12-18T17:00:00.000Z', '2026-12-21T05:00:00.000Z', true],
    ['weekend', '2026-12-25T17:00:00.000Z', '2026-12-28T05:00:00.000Z', false],
  ]);
  expect(at('2027-01-05T12:00:00Z')).toEqual([
    ['weekend', '2027-01-08T17:00:00.000Z', '2027-01-11T05:00:00.000Z', false],
  ]);
});

it('locks everything for good without an end', () => {
  const { until, ...lock } = yearEnd;
  const freezes = read({ ...lock, scope: { kind: 'everything' } });
  expect(configuredFreezes(freezes, new Date('2030-01-01T00:00:00Z'))).toEqual([
    {
      id: 'year-end',
      source: 'configuration',
      scope: { kind: 'everything' },
      reason: 'Year-end close',
      from: '2026-12-18T00:00:00.000Z',
      until: undefined,
      isActive: true,
    },
  ]);
  expect(until).toBe(yearEnd.until);
});

it.each<[object, string]>([
  [{ ...yearEnd, name: 'Year end' }, 'freezes[0].name'],
  [{ ...yearEnd, scope: { kind: 'region' } }, 'freezes[0].scope'],
  [{ ...yearEnd, from: 'tomorrow' }, 'freezes[0].from'],
  [{ ...yearEnd, until: yearEnd.from }, 'freezes[0].until'],
  [{ ...yearEnd, schedule: weekend.schedule }, 'either from'],
  [{ ...yearEnd, from: undefined, until: undefined }, 'either from'],
  [
    { ...weekend, schedule: { ...weekend.schedule, cron: 'never' } },
    'freezes[0].schedule',
  ],
])('refuses %j', (freeze, message) => {
  expect(() => read(freeze)).toThrow(message);
});

it('refuses two of one name', () => {
  expect(() => read(yearEnd, yearEnd)).toThrow('two freezes with the name');
});
