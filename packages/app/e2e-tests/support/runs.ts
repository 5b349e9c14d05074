// SPDX-License-Identifier: Apache-2.0
import type {
  RunDetail,
  RunState,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type Page, expect } from '@playwright/test';
import { stacks, tokenOf } from './api';

export const REQUESTER = 'user:default/rita.meyer';
export const APPROVERS = [
  'user:default/amir.haddad',
  'user:default/lena.sorensen',
] as const;

const BAD_ENDS: readonly RunState[] = [
  'policy-failed',
  'gated',
  'failed',
  'needs-attention',
];
const POLL_MS = 500;

/** Waits for a state of the run that the page shows, and no longer than until the run has come to a bad end. */
export async function expectRunState(
  page: Page,
  state: string,
  timeout: number,
) {
  const name = /^(Run|Destruction) of /;
  const header = page
    .locator('header')
    .filter({ has: page.getByRole('heading', { level: 1, name }) });
  const shown = header
    .getByText(new RegExp(`^(${state}|Failed|Needs attention)$`))
    .first();
  await expect(shown).toBeVisible({ timeout });
  await expect(shown).toHaveText(state, { timeout: 1_000 });
}

/** The id of a run by the address of its page. */
export const runIdOf = (address: string) =>
  new URL(address, 'http://localhost').pathname.split('/').at(-1) ?? '';

/** The stack that a run is of. */
export async function stackOf(run: RunDetail): Promise<StackDetail> {
  const token = await tokenOf(REQUESTER);
  return stacks.getStack(run.stackId, { token });
}

/** Waits for a state of a run; throws when it comes to another end, or to none within the limit. */
export async function waitForRun(
  runId: string,
  state: RunState,
  limitMs = 120_000,
): Promise<RunDetail> {
  const token = await tokenOf(REQUESTER);
  const startedAt = Date.now();
  for (;;) {
    const run = await stacks.getRun(runId, { token });
    if (run.state === state) return run;
    const isOver = Date.now() - startedAt > limitMs;
    if (isOver || BAD_ENDS.includes(run.state)) {
      throw new Error(
        `Run ${runId} is ${run.state} and not ${state}: ${run.reason ?? ''}`,
      );
    }
    await new Promise(resolve => {
      setTimeout(resolve, POLL_MS);
    });
  }
}

/** Agrees to the plan that the page shows. */
export async function approve(page: Page) {
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /approve/i }).click();
  await expect(dialog).toHaveCount(0);
}

/** Has a person agree to the plan that waits. */
export async function approveAs(userRef: string, runId: string) {
  const token = await tokenOf(userRef);
  const { planDigest } = await stacks.getRun(runId, { token });
  if (!planDigest) throw new Error(`Run ${runId} has no plan`);
  return stacks.decideRun(runId, 'approve', { planDigest }, { token });
}

/** Has as many people agree as are still asked for, and waits until the plan is applied and verified. */
export async function applyWithApprovals(runId: string): Promise<RunDetail> {
  const token = await tokenOf(REQUESTER);
  const { approval } = await stacks.getRun(runId, { token });
  const voters = approval.votes.map(({ userRef }) => userRef);
  const missing = approval.required - voters.length;
  const others = APPROVERS.filter(userRef => !voters.includes(userRef));
  for (const userRef of others.slice(0, missing)) {
    await approveAs(userRef, runId);
  }
  return waitForRun(runId, 'succeeded');
}
