// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  type AttributeChange,
  type PlanDiff,
  type ResourceChange,
  type Run,
  type Stack,
  summarizePlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountsConfig,
  type PlannedRun,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { RuleDefinition } from '../rules/Rule';

export const accounts = AccountsConfig.fromConfig(
  mockServices.rootConfig({
    data: {
      groundwork: {
        accounts: [
          {
            accountId: '111111111111',
            name: 'AI Core production',
            environment: 'production',
            regions: ['eu-west-1', 'eu-central-1'],
          },
        ],
      },
    },
  }),
);

/** The tags as the template of layers sets them. */
export const TAGS = {
  'backstage:entity-ref': 'resource:default/kms-orders-production',
  'groundwork:stack': '01JD5T0000000000000000KMS1',
  'groundwork:layer': 'kms',
  environment: 'production',
  owner: 'group:default/ai-core-team',
};

const run: Run = {
  id: '01JD5T000000000000000RVN02',
  stackId: '01JD5T0000000000000000KMS1',
  layer: 'kms',
  name: 'orders',
  engine: 'terraform',
  operation: 'apply',
  target: {
    accountId: '111111111111',
    region: 'eu-west-1',
    environment: 'production',
  },
  owner: 'group:default/ai-core-team',
  entityRef: 'resource:default/kms-orders-production',
  state: 'planned',
  requestedBy: 'user:default/rita',
  source: { kind: 'bundle', digest: 'a'.repeat(64) },
  planDigest: 'b'.repeat(64),
  gates: [],
  risks: [],
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-20T10:01:00Z',
};

const stack: Stack = {
  id: run.stackId,
  layer: run.layer,
  name: run.name,
  engine: run.engine,
  target: run.target,
  owner: run.owner,
  entityRef: run.entityRef,
  dependsOn: [],
  status: 'planned',
  drift: { state: 'unknown', resources: 0 },
  createdAt: run.createdAt,
  updatedAt: run.updatedAt,
};

/** A planned run of the layer kms in production, changed at will. */
export function planned(
  resources: ResourceChange[],
  change: { run?: Partial<Run>; plan?: Partial<PlanDiff> } = {},
): PlannedRun {
  return {
    run: { ...run, ...change.run },
    stack,
    plan: {
      engine: 'terraform',
      engineVersion: '1.11.4',
      summary: summarizePlan(resources),
      hasChanges: true,
      resources,
      outputs: [],
      notes: [],
      ...change.plan,
    },
  };
}

/** The same for CDK, whose stack hands its tags on. */
export function plannedCdk(
  resources: ResourceChange[],
  plan: Partial<PlanDiff> = {},
): PlannedRun {
  return planned(resources, {
    run: { engine: 'cdk' },
    plan: { engine: 'cdk', stackTags: TAGS, ...plan },
  });
}

/** What the plan of an attribute says, where it is not simply a value after the change. */
export const UNKNOWN = { unknown: true } as const;
export const MASKED = { sensitive: true } as const;

type Value = NonNullable<AttributeChange['after']>;
type Told = Value | Partial<AttributeChange>;

/** A new resource: each attribute by its dotted path, with its value, {@link UNKNOWN} or {@link MASKED}. */
export function created(
  type: string,
  attributes: Record<string, Told>,
  address = type.includes('::') ? 'This' : `${type}.this`,
): ResourceChange {
  return resource('create', type, address, attributes);
}

/** A changed resource: only what differs, as `{ before, after }`. */
export function updated(
  type: string,
  attributes: Record<string, Partial<AttributeChange>>,
  more: Partial<ResourceChange> = {},
): ResourceChange {
  const address = type.includes('::') ? 'This' : `${type}.this`;
  return { ...resource('update', type, address, attributes), ...more };
}

function resource(
  action: ResourceChange['action'],
  type: string,
  address: string,
  attributes: Record<string, Told>,
): ResourceChange {
  return {
    address,
    type,
    name: 'this',
    action,
    attributes: Object.entries(attributes).map(([path, told]) => ({
      path,
      unknown: false,
      sensitive: false,
      forcesReplacement: false,
      ...(isTold(told) ? told : { after: told }),
    })),
  };
}

function isTold(told: Told): told is Partial<AttributeChange> {
  return (
    typeof told === 'object' &&
    told !== null &&
    !Array.isArray(told) &&
    ['unknown', 'sensitive', 'before', 'after'].some(key => key in told)
  );
}

/** Each tag as Terraform's plan has it. */
export const tagsAll = (tags: Record<string, string> = TAGS) =>
  Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`tags_all.${key}`, value]),
  );

/** What a rule objects to, as `address: message`. */
export async function messagesOf(
  rule: RuleDefinition,
  plan: PlannedRun,
  options: JsonObject = {},
): Promise<string[]> {
  const objections = await rule.read(options)(plan);
  return objections.map(({ address, message }) =>
    address ? `${address}: ${message}` : message,
  );
}
