// SPDX-License-Identifier: Apache-2.0
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CostExplorerClient,
  GetCostAndUsageCommand,
} from '@aws-sdk/client-cost-explorer';
import {
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';

const DAY_MS = 24 * 60 * 60 * 1000;

/** One small call that says whether a service can be read. */
export interface Probe {
  /** IAM prefix of the service. */
  service: string;
  /** The API operation. */
  operation: string;
  /** Errors by which AWS says that the service is not enabled. */
  notEnabledBy: readonly string[];
  /** Whether the service is enabled; throws AWS's error when it cannot be read. */
  isEnabled(clients: AwsClients, target: SweepTarget): Promise<boolean>;
}

const tagging: Probe = {
  service: 'tag',
  operation: 'GetResources',
  notEnabledBy: [],
  async isEnabled(clients, target) {
    const client = await clients.client(ResourceGroupsTaggingAPIClient, target);
    await client.send(new GetResourcesCommand({ ResourcesPerPage: 1 }));
    return true;
  },
};

const securityHub: Probe = {
  service: 'securityhub',
  operation: 'DescribeHub',
  notEnabledBy: ['InvalidAccessException', 'ResourceNotFoundException'],
  async isEnabled(clients, target) {
    const client = await clients.client(SecurityHubClient, target);
    const hub = await client.send(new DescribeHubCommand({}));
    return hub.HubArn !== undefined;
  },
};

const guardDuty: Probe = {
  service: 'guardduty',
  operation: 'ListDetectors',
  notEnabledBy: [],
  async isEnabled(clients, target) {
    const client = await clients.client(GuardDutyClient, target);
    const { DetectorIds } = await client.send(new ListDetectorsCommand({}));
    return (DetectorIds ?? []).length > 0;
  },
};

const cloudWatch: Probe = {
  service: 'cloudwatch',
  operation: 'DescribeAlarms',
  notEnabledBy: [],
  async isEnabled(clients, target) {
    const client = await clients.client(CloudWatchClient, target);
    await client.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
    return true;
  },
};

const cost: Probe = {
  service: 'ce',
  operation: 'GetCostAndUsage',
  notEnabledBy: ['DataUnavailableException'],
  async isEnabled(clients, target) {
    const client = await clients.client(CostExplorerClient, target);
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    const now = Date.now();
    await client.send(
      new GetCostAndUsageCommand({
        TimePeriod: { Start: day(now - DAY_MS), End: day(now) },
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
      }),
    );
    return true;
  },
};

/** Tried in each Region. */
export const REGIONAL_PROBES: readonly Probe[] = [
  tagging,
  securityHub,
  guardDuty,
  cloudWatch,
];

/** Tried once for an account, at somebody's request: Cost Explorer charges for each request. */
export const COST_PROBE = cost;
