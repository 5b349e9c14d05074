// SPDX-License-Identifier: Apache-2.0
import { GROUNDWORK_TAGS } from '@groundwork/backstage-plugin-groundwork-common';
import { SandboxAccount, SandboxRegion } from '../accounts';
import { SeedClientConfig } from '../SeedClients';

/** A resource of an estate, as data. */
export interface ResourceSpec {
  kind:
    | 'bucket'
    | 'cache'
    | 'database'
    | 'ecs-service'
    | 'eks-cluster'
    | 'file-system'
    | 'function'
    | 'instance'
    | 'log-group'
    | 'queue'
    | 'repository'
    | 'table'
    | 'topic'
    | 'user-pool';
  name: string;
  /** Entity ref in the sample catalog; without it the resource carries no `backstage:entity-ref`. */
  entity?: string;
  /** Tags besides the account's. */
  tags?: Record<string, string>;
  /** Without it, the Region of the workloads. */
  region?: SandboxRegion;
  /** Without it, in every environment of the estate. */
  environments?: SandboxAccount['environment'][];
}

/** The network an account's resources live in. */
export interface SeedNetwork {
  vpcId: string;
  subnetIds: string[];
  serviceGroupId: string;
}

/** Where a maker works. */
export interface MakerContext {
  config: SeedClientConfig;
  account: SandboxAccount;
  region: string;
  network: SeedNetwork;
}

/** Makes one kind of resource; making it twice changes nothing. */
export type Maker = (
  context: MakerContext,
  spec: ResourceSpec,
) => Promise<void>;

/** The tags every seeded resource carries, and those of its own. */
export function tagsOf(
  account: SandboxAccount,
  spec: Pick<ResourceSpec, 'entity' | 'tags'> = {},
): Record<string, string> {
  return {
    ...(spec.entity ? { [GROUNDWORK_TAGS.entityRef]: spec.entity } : {}),
    ...spec.tags,
    [GROUNDWORK_TAGS.environment]: account.environment,
    [GROUNDWORK_TAGS.owner]: account.owner,
  };
}

/** Tags as `[{ Key, Value }]`. */
export function tagList(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
