// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { stacks, tokenOf } from './support/api';
import { choose } from './support/form';
import { enterAs, visit } from './support/people';
import {
  REQUESTER,
  applyWithApprovals,
  approveAs,
  expectRunState,
  runIdOf,
  stackOf,
  waitForRun,
} from './support/runs';
import { photograph } from './support/screens';

const RUN_PAGE = /\/aws-stacks\/runs\/[0-9A-Z]{26}$/;

/** The source of a stack as a stack of its own in development; what a form plans is shown elsewhere. */
async function startLadder() {
  const token = await tokenOf(REQUESTER);
  const { items } = await stacks.listStacks({ text: 'lake-cdk' }, { token });
  const made = await stacks.getStack(items[0].id, { token });
  const run = await stacks.createRun(
    {
      layer: 'kms',
      name: 'ladder',
      engine: 'cdk',
      target: {
        accountId: '222222222223',
        region: 'us-east-1',
        environment: 'development',
      },
      owner: made.owner,
      source: { kind: 'bundle', digest: made.sourceDigest ?? '' },
    },
    { token },
  );
  return stackOf(await waitForRun(run.id, 'succeeded'));
}

async function openPromotion(page: Page, environment: string) {
  const section = page.getByRole('region', { name: 'Promotion', exact: true });
  await section
    .getByRole('button', { name: `Promote to ${environment}` })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  return dialog;
}

test('code goes from development through staging to production', async ({
  browser,
}) => {
  let stack = await startLadder();
  const page = await enterAs(browser, 'requester');
  for (const [environment, account] of [
    ['staging', 'Auterity staging'],
    ['production', 'Auterity production'],
  ] as const) {
    await visit(page, `/aws-stacks/stacks/${stack.id}`);
    if (environment === 'production') {
      await photograph(page, 'promote-dialog', 'real', async () => {
        await openPromotion(page, environment);
      });
      await page.keyboard.press('Escape');
    }
    const dialog = await openPromotion(page, environment);
    await choose(page, 'Account', account);
    await dialog
      .getByRole('textbox', { name: 'Reason' })
      .fill('It has proved itself');
    await dialog.getByRole('button', { name: 'Plan the promotion' }).click();
    await page.waitForURL(RUN_PAGE);
    await expectRunState(page, 'Awaiting approval', 60_000);
    const runId = runIdOf(page.url());
    // Who has asked for a change of staging confirms it.
    if (environment === 'staging') await approveAs(REQUESTER, runId);
    stack = await stackOf(await applyWithApprovals(runId));
    expect(stack.target.environment).toBe(environment);
  }
  await visit(page, `/aws-stacks/stacks/${stack.id}`);
  const ladder = page.getByRole('table', {
    name: 'This stack in each environment',
  });
  await expect(ladder.getByText('Same code')).toHaveCount(3);
  await photograph(page, 'stack-promotion', 'real', () =>
    expect(ladder.getByText('Same code')).toHaveCount(3),
  );
});

test('the layers show where each of them stands, as a graph and as a table', async ({
  browser,
}) => {
  const page = await enterAs(browser, 'requester');
  await visit(page, '/aws-stacks/layers?environment=production');
  await expect(page.getByRole('button', { name: /KMS key/ })).toBeVisible();
  await photograph(page, 'layers-page', 'real');
  await visit(page, '/aws-stacks/layers?environment=production&view=table');
  await expect(page.getByRole('table').first()).toContainText('KMS key');
  await photograph(page, 'layers-table', 'real');
});
