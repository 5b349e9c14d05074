// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type {
  Stack,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { jobCredentials } from '../aws/credentials';
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import type { Redactor } from '../redact';
import { StackClient } from './StackClient';
import { parseTemplate } from './assembly';
import { findDrift } from './drift';
import { toOutputName } from './outputNames';
import { type SavedCdkPlan, openSavedCdkPlan } from './savedPlan';
import { StackEvents } from './stackEvents';
import { waitForStack } from './waitForStack';

const SETTLED = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;
const NAMED = 5;

type Applied = NonNullable<JobOutcome['applied']>;

function attention(reason: string): JobOutcome {
  return {
    outcome: 'needs-attention',
    changed: true,
    reason,
    hint: 'Look at the stack. Resume the run to verify it again, or mark it failed and plan again',
  };
}

const isDeleted = ({ ResourceStatus: status }: StackResourceSummary) =>
  status === 'DELETE_COMPLETE';

/** The stack as it stands, without what CloudFormation has deleted. */
export async function readStack(
  client: StackClient,
  stack: Stack,
  redactor: Redactor,
): Promise<Applied> {
  const resources = (await client.resources()).filter(item => !isDeleted(item));
  return toApplied(stack, resources, redactor);
}

function toApplied(
  stack: Stack,
  resources: StackResourceSummary[],
  redactor: Redactor,
): Applied {
  return {
    outputs: (stack.Outputs ?? []).flatMap(
      ({ OutputKey: key, OutputValue: value }) => {
        if (!key) return [];
        const name = toOutputName(key);
        return value === undefined || redactor.touches(value)
          ? { name, sensitive: true }
          : { name, value, sensitive: false };
      },
    ),
    resources: resources.flatMap(
      ({
        LogicalResourceId: address,
        ResourceType: type,
        PhysicalResourceId: id,
      }) =>
        address && type
          ? { address, type, ...(id ? { physicalId: redactor.text(id) } : {}) }
          : [],
    ),
  };
}

async function sameTemplate(
  client: StackClient,
  saved: SavedCdkPlan,
): Promise<boolean> {
  const text = await client.template();
  return (
    text !== undefined &&
    isDeepStrictEqual(parseTemplate(text), parseTemplate(saved.template))
  );
}

/** What the planned template has and the stack has not settled. */
function unsettled(
  resources: readonly StackResourceSummary[],
  saved: SavedCdkPlan,
): string[] {
  const standing = new Map(
    resources.map(item => [item.LogicalResourceId, item.ResourceStatus ?? '']),
  );
  const planned = Object.keys(parseTemplate(saved.template).Resources ?? {});
  const bad = resources.filter(
    ({ ResourceStatus: status }) => !status?.endsWith('_COMPLETE'),
  );
  return [
    ...bad.map(({ LogicalResourceId: id }) => id ?? ''),
    ...planned.filter(id => !standing.has(id)),
  ];
}

const list = (names: readonly string[]) =>
  names.slice(0, NAMED).join(', ') +
  (names.length > NAMED ? ' and others' : '');

/** Reads the stack back: its status, its template, each resource, and drift where AWS tells of it. */
export async function verifyStack(
  context: JobContext,
  client: StackClient,
  saved: SavedCdkPlan,
): Promise<JobOutcome> {
  const stack = await client.describe();
  const status = stack?.StackStatus ?? 'gone';
  if (!stack || !SETTLED.test(status)) {
    return attention(`The stack ${saved.stackName} is ${status}`);
  }
  if (!(await sameTemplate(client, saved))) {
    return attention(
      `The template of ${saved.stackName} is not the one that was approved`,
    );
  }
  const resources = (await client.resources()).filter(item => !isDeleted(item));
  const open = unsettled(resources, saved);
  if (open.length > 0) {
    return attention(
      `${open.length} resources are not complete: ${list(open)}`,
    );
  }
  const drifted = await findDrift(context, client);
  if (drifted.length > 0) {
    return attention(
      `${drifted.length} resources differ from the template: ${list(drifted)}`,
    );
  }
  return {
    outcome: 'succeeded',
    changed: context.progress.changed,
    applied: toApplied(stack, resources, context.redactor),
  };
}

/** Verifies a run whose own runner could not. CloudFormation has gone on meanwhile; it is waited for. */
export async function verifyCdk(
  context: JobContext<JobOf<'verify'>>,
): Promise<JobOutcome> {
  context.progress.changed = true;
  const saved = openSavedCdkPlan(context, context.job);
  const credentials = await jobCredentials(context);
  const client = await StackClient.create(
    context.job,
    credentials,
    saved.stackName,
  );
  const events = StackEvents.create(client, context);
  await events.skip();
  await waitForStack(client, context, events);
  return verifyStack(context, client, saved);
}
