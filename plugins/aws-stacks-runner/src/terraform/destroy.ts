// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import { JobError, type JobOutcome } from '../job/context';
import { type CommandEnd, failureReason } from './TerraformCli';
import type { PlanJson } from './planJson';
import { type TerraformSession, findLock, runWithSecrets } from './session';
import { pullState } from './state';

const CHANGES = 2;
const NAMED = 5;

/** Attributes by which AWS itself refuses to delete a resource. */
const PROTECTIONS = [
  'deletion_protection',
  'deletion_protection_enabled',
  'disable_api_termination',
  'enable_deletion_protection',
] as const;

const PREVENTED = /prevent_destroy set/;

function protectionOf(before: JsonValue | undefined): string | undefined {
  if (typeof before !== 'object' || before === null || Array.isArray(before)) {
    return undefined;
  }
  return PROTECTIONS.find(
    name => before[name] === true || before[name] === 'ACTIVE',
  );
}

/** A destruction that AWS would refuse half way is refused before it begins. */
export function refuseProtected(plan: PlanJson): void {
  const found = plan.resource_changes.flatMap(({ address, change }) => {
    const name = protectionOf(change.before);
    return name ? [`${address} (${name})`] : [];
  });
  if (found.length === 0) return;
  throw new JobError(
    `AWS would refuse to delete ${list(found)}: deletion protection is on`,
    'Change the stack so that the protection is off, apply that, then plan its destruction again',
  );
}

/** Why the destruction could not be planned, where the source itself forbids it. */
export function preventedDestroy(
  end: CommandEnd,
): { reason: string; hint: string } | undefined {
  const prevented = end.messages.errors.some(({ summary, detail }) =>
    PREVENTED.test(`${summary} ${detail}`),
  );
  if (!prevented) return undefined;
  return {
    reason: `The source forbids it by prevent_destroy. ${failureReason(end)}`,
    hint: 'Change the stack so that prevent_destroy is gone, apply that, then plan its destruction again',
  };
}

/** A stack is destroyed when its state is empty, and nobody holds it. */
export async function verifyDestroyed(
  session: TerraformSession,
): Promise<JobOutcome> {
  const { context, cli } = session;
  const end = await runWithSecrets(session, [
    'plan',
    '-destroy',
    '-input=false',
    '-json',
    '-detailed-exitcode',
    cli.lockTimeout,
  ]);
  if (end.code !== 0 && end.code !== CHANGES) return unverified(session, end);
  const { resources } = await pullState(cli, context.redactor);
  if (resources.length === 0) {
    const { changed } = context.progress;
    const applied = { outputs: [], resources: [] };
    return { outcome: 'succeeded', changed, applied };
  }
  return {
    outcome: 'needs-attention',
    changed: true,
    standing: resources,
    reason: `${resources.length} resources still stand: ${list(
      resources.map(({ address }) => address),
    )}`,
    hint: 'Mark the run failed, remove the cause and plan the destruction again: the new plan shows what is left to do',
  };
}

async function unverified(
  session: TerraformSession,
  end: CommandEnd,
): Promise<JobOutcome> {
  const { interruption } = session.context;
  const lock = await findLock(session, end);
  const cause = interruption.cause
    ? interruption.describe()
    : failureReason(end);
  return {
    outcome: 'needs-attention',
    changed: true,
    reason: lock?.reason ?? `It could not be verified: ${cause}`,
    hint: lock?.hint ?? 'Resume the run to verify it again',
    lock: lock?.info,
  };
}

function list(names: readonly string[]): string {
  const more = names.length > NAMED ? ' and others' : '';
  return names.slice(0, NAMED).join(', ') + more;
}
