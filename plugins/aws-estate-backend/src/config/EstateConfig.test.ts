// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readEstateConfig } from './EstateConfig';

const sourceOf = (estate: JsonObject) =>
  readEstateConfig(new ConfigReader({ groundwork: { estate } })).source;

const AGGREGATOR = {
  accountId: '100000000000',
  region: 'us-east-1',
  aggregator: 'organization',
};
const VIEW =
  'arn:aws:resource-explorer-2:us-east-1:100000000000:view/all/0123abcd';

describe('groundwork.estate', () => {
  it('reads resources from the Tagging API when nothing is said', () => {
    expect(readEstateConfig(new ConfigReader({}))).toEqual({
      source: { kind: 'tagging' },
      sweepEvery: { minutes: 15 },
      readCatalogEvery: { minutes: 1 },
      testConnectionsEvery: { hours: 6 },
      organization: undefined,
    });
  });

  it('knows where AWS Config and Resource Explorer are asked', () => {
    expect(sourceOf({ source: 'config', config: AGGREGATOR })).toEqual({
      kind: 'config',
      ...AGGREGATOR,
    });
    expect(sourceOf({ source: 'resource-explorer' })).toEqual({
      kind: 'resource-explorer',
    });
    const resourceExplorer = {
      accountId: '100000000000',
      region: 'us-east-1',
      viewArn: VIEW,
    };
    expect(sourceOf({ source: 'resource-explorer', resourceExplorer })).toEqual(
      { kind: 'resource-explorer', ...resourceExplorer },
    );
  });

  it.each<[JsonObject, string]>([
    [{ source: 'steampipe' }, 'groundwork.estate.source is steampipe'],
    [{ source: 'config' }, 'groundwork.estate.config.accountId is not valid'],
    [
      { source: 'config', config: { ...AGGREGATOR, region: 'everywhere' } },
      'groundwork.estate.config.region is not valid',
    ],
    [
      { source: 'config', config: { ...AGGREGATOR, name: 'x' } },
      'groundwork.estate.config is not valid',
    ],
    [
      {
        source: 'resource-explorer',
        resourceExplorer: { accountId: '100000000000' },
      },
      'groundwork.estate.resourceExplorer.region is not valid: is needed beside accountId',
    ],
    [
      { source: 'resource-explorer', resourceExplorer: { viewArn: VIEW } },
      'groundwork.estate.resourceExplorer.accountId is not valid',
    ],
  ])('refuses %j', (estate, message) => {
    expect(() => sourceOf(estate)).toThrow(message);
  });

  it('needs an account and Regions to discover an organization, and nothing when it does not', () => {
    const organization = (stated: JsonObject) =>
      readEstateConfig(
        new ConfigReader({ groundwork: { organization: stated } }),
      ).organization;
    expect(organization({ discover: false })).toBeUndefined();
    expect(() => organization({ discover: true })).toThrow(
      'groundwork.organization.accountId is not valid',
    );
    expect(
      organization({
        discover: true,
        accountId: '100000000000',
        regions: ['eu-west-1'],
      }),
    ).toEqual({
      discover: true,
      accountId: '100000000000',
      regions: ['eu-west-1'],
      environment: 'production',
    });
  });
});
