// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import {
  type AttributeChange,
  type Engine,
  type ResourceChange,
  type Run,
  type Stack,
  summarizePlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import { readPricesConfig } from '../config';
import { PricesEstimator } from '../PricesEstimator';

type Values = Record<string, NonNullable<AttributeChange['after']>>;

/** A resource of a plan as the runner writes it: attributes by dotted path, only those that differ. */
export interface PlannedResource {
  type: string;
  address?: string;
  action?: ResourceChange['action'];
  before?: Values;
  after?: Values;
  /** Paths that are only known after apply. */
  unknown?: string[];
  /** Paths whose values are masked. */
  sensitive?: string[];
  unchanged?: ResourceChange['unchanged'];
}

function toResource(resource: PlannedResource): ResourceChange {
  const { before = {}, after = {}, unknown = [], sensitive = [] } = resource;
  const paths = [
    ...Object.keys(before),
    ...Object.keys(after),
    ...unknown,
    ...sensitive,
  ];
  const attributes = [...new Set(paths)].map(path => ({
    path,
    ...(path in before ? { before: before[path] } : {}),
    ...(path in after ? { after: after[path] } : {}),
    unknown: unknown.includes(path),
    sensitive: sensitive.includes(path),
    forcesReplacement: false,
  }));
  return {
    address: resource.address ?? `${resource.type}.this`,
    type: resource.type,
    name: 'this',
    action: resource.action ?? 'create',
    attributes,
    ...(resource.unchanged ? { unchanged: resource.unchanged } : {}),
  };
}

/** A planned run with these resources. */
export function planned(
  resources: PlannedResource[],
  where: { region?: string; engine?: Engine } = {},
): PlannedRun {
  const { engine = 'terraform', region = 'eu-west-1' } = where;
  const stack: Stack = {
    id: '01JD5T0000000000000000KMS1',
    layer: 'kms',
    name: 'orders',
    engine,
    target: { accountId: '111111111111', region, environment: 'production' },
    owner: 'group:default/ai-core',
    entityRef: 'resource:default/kms-orders-production',
    status: 'applied',
    dependsOn: [],
    drift: { state: 'unknown', resources: 0 },
    createdAt: '2025-11-20T10:00:00Z',
    updatedAt: '2025-11-20T10:00:00Z',
  };
  const run: Run = {
    ...stack,
    id: '01JD5T000000000000000RVN02',
    stackId: stack.id,
    operation: 'apply',
    state: 'planned',
    requestedBy: 'user:default/rita',
    source: { kind: 'bundle', digest: 'a'.repeat(64) },
    gates: [],
    risks: [],
  };
  const changes = resources.map(toResource);
  return {
    run,
    stack,
    plan: {
      engine,
      engineVersion: '1.11.4',
      summary: summarizePlan(changes),
      hasChanges: true,
      resources: changes,
      outputs: [],
      notes: [],
    },
  };
}

/** What the estimator says of a planned run, under this `groundwork.stacks.prices`. */
export function estimate(of: PlannedRun, prices: JsonObject = {}) {
  const config = new ConfigReader({ groundwork: { stacks: { prices } } });
  return PricesEstimator.create(readPricesConfig(config)).estimate(of);
}

/** The lines of an estimate, short: `address | item | expected`. */
export async function expectedOf(of: PlannedRun): Promise<string[]> {
  const { lines } = await estimate(of);
  return lines.map(
    ({ address, item, monthly }) =>
      `${address} | ${item} | ${monthly.expected}`,
  );
}
