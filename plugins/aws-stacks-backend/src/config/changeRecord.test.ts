// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readChangeRecordConfig } from './changeRecord';
import { readRetentionConfig } from './retention';

const stacks = (value: JsonObject) =>
  new ConfigReader({ groundwork: { stacks: value } });

describe('readChangeRecordConfig', () => {
  it('asks for nothing where nothing is set', () => {
    expect(readChangeRecordConfig(new ConfigReader({}))).toEqual({
      required: [],
    });
  });

  it.each<[JsonObject, string]>([
    [{ required: ['prod'] }, 'changeRecord.required has prod'],
    [{ ticketPattern: '(' }, 'ticketPattern is not a regular expression: ('],
    [
      { ticketUrl: 'https://tickets.test/' },
      'ticketUrl must be an http or https address with {ticket} in it',
    ],
    [
      { ticketUrl: 'data:text/html,{ticket}' },
      'ticketUrl must be an http or https address with {ticket} in it',
    ],
  ])('refuses %j', (changeRecord, message) => {
    expect(() => readChangeRecordConfig(stacks({ changeRecord }))).toThrow(
      message,
    );
  });
});

describe('readRetentionConfig', () => {
  it('keeps everything where nothing is set, and reads durations', () => {
    expect(readRetentionConfig(new ConfigReader({}))).toEqual({});
    const retention = { runs: { days: 2 }, audit: 'P1Y' };
    expect(readRetentionConfig(stacks({ retention }))).toMatchObject({
      runsMs: 172_800_000,
      auditMs: expect.any(Number),
      eventsMs: undefined,
    });
  });

  it('refuses to remove what nobody can have seen yet', () => {
    expect(() =>
      readRetentionConfig(stacks({ retention: { events: { hours: 23 } } })),
    ).toThrow('groundwork.stacks.retention.events must be at least a day');
  });
});
