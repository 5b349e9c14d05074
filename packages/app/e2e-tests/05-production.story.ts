// SPDX-License-Identifier: Apache-2.0
import {
  type StackDetail,
  cloudFormationStackName,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type Page, expect, test } from '@playwright/test';
import {
  callKms,
  isInCatalog,
  liftProtection,
  stacks,
  tokenOf,
  waitUntil,
} from './support/api';
import { plan } from './support/form';
import { setGate } from './support/gate';
import { enterAs, visit } from './support/people';
import {
  APPROVERS,
  REQUESTER,
  applyWithApprovals,
  approve,
  expectRunState,
  runIdOf,
  waitForRun,
} from './support/runs';
import { photograph } from './support/screens';

/** How long the catalog may take to hear of a stack that is gone. */
const HEARD_MS = 60_000;

const RUN_PAGE = /\/aws-stacks\/runs\/[0-9A-Z]{26}$/;

const section = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

const pageOf = ({ id }: StackDetail) => `/aws-stacks/stacks/${id}`;

const idOf = ({ outputs }: StackDetail) =>
  outputs.find(({ name }) => name === 'key_id')?.value;

async function findStack(name: string): Promise<StackDetail> {
  const token = await tokenOf(REQUESTER);
  const { items } = await stacks.listStacks({ text: name }, { token });
  const stack = items.find(each => each.name === name);
  if (!stack) throw new Error(`There is no stack ${name}`);
  return stacks.getStack(stack.id, { token });
}

/** Opens what a button opens, unless it is open. */
async function openDialog(page: Page, button: string) {
  const dialog = page.getByRole('dialog');
  if (!(await dialog.isVisible())) {
    await page.getByRole('button', { name: button }).first().click();
  }
  await expect(dialog).toBeVisible();
  return dialog;
}

async function closeDialog(page: Page) {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test.describe.serial('a change in production', () => {
  let requester: Page;
  let approver: Page;
  let key: StackDetail;

  test.beforeAll(async ({ browser }) => {
    requester = await enterAs(browser, 'requester');
    approver = await enterAs(browser, 'approver');
    key = await findStack('lake-tf');
  });

  /** From the page of the stack to its form, which is filled in, at the page of its inputs. */
  async function changeKey() {
    await visit(requester, pageOf(key));
    const dialog = await openDialog(requester, 'Change');
    await dialog.getByRole('link', { name: 'Open the form' }).click();
    await expect(requester.getByRole('textbox', { name: 'Name' })).toHaveValue(
      key.name,
    );
    await requester.getByRole('button', { name: 'Next' }).click();
    await expect(
      requester.getByRole('checkbox', { name: 's3', exact: true }),
    ).toBeChecked();
  }

  const check = (name: string) =>
    requester.getByRole('checkbox', { name, exact: true }).check();

  async function planChange(reason: string): Promise<string> {
    await requester.getByRole('button', { name: 'Next' }).click();
    await requester.getByRole('textbox', { name: 'Ticket' }).fill('CHG-1042');
    await requester.getByRole('textbox', { name: 'Reason' }).fill(reason);
    return plan(requester);
  }

  test('a change that would lose data is stopped by a rule that nobody can override', async () => {
    await visit(requester, pageOf(key));
    await photograph(requester, 'change-dialog', 'real', async () => {
      const dialog = await openDialog(requester, 'Change');
      await expect(
        dialog.getByRole('link', { name: 'Open the form' }),
      ).toBeVisible();
    });
    await closeDialog(requester);
    await changeKey();
    await check('Multi-Region');
    const path = await planChange('Decrypt in another Region');
    await expectRunState(requester, 'Policy failed', 120_000);
    const policy = section(requester, 'Policy');
    await expect(policy).toContainText('no-stateful-deletion');
    await expect(policy).toContainText('aws_kms_key.this');
    await expect(policy).toContainText('because multi_region changes');
    await expect(policy).toContainText('What to do: Leave what forces');
    await photograph(requester, 'run-policy', 'real');
    await visit(approver, path);
    await expect(section(approver, 'Policy')).toBeVisible();
    for (const name of ['Approve', 'Override policy']) {
      await expect(approver.getByRole('button', { name })).toHaveCount(0);
    }
  });

  test('corrected, it is held by a gate until that opens', async () => {
    setGate([
      {
        accountId: key.target.accountId,
        checkId: 'runbook-reviewed',
        status: 'red',
        remedies: ['Have the runbook of the key reviewed.'],
      },
    ]);
    await changeKey();
    await check('sqs');
    const path = await planChange('Queues are encrypted with this key');
    await expectRunState(requester, 'Held by a gate', 120_000);
    await expect(section(requester, 'Gates')).toContainText(
      'runbook-reviewed: red. Have the runbook of the key reviewed.',
    );
    await photograph(requester, 'run-gate', 'real');
    await visit(approver, '/aws-stacks/runs');
    await photograph(approver, 'freeze-dialog', 'real', async () => {
      await openDialog(approver, 'Freeze applies');
    });
    const dialog = approver.getByRole('dialog');
    await dialog.getByLabel(/^Why/).fill('The quarter is being closed');
    await dialog.getByRole('button', { name: 'Freeze applies' }).click();
    await expect(dialog).toHaveCount(0);
    await visit(approver, path);
    const banner = approver.getByText('Frozen: nothing is applied anywhere');
    await expect(banner).toBeVisible();
    await photograph(approver, 'freeze-banner', 'real');
    await expect(approver.getByRole('button', { name: 'Approve' })).toHaveCount(
      0,
    );
    // When a freeze ends, the gates are asked at once and not only in their turn.
    setGate([]);
    await visit(approver, '/aws-stacks/runs');
    await approver.getByRole('button', { name: 'End freeze' }).click();
    await dialog.getByRole('button', { name: 'End freeze' }).click();
    await expectRunState(requester, 'Awaiting approval', 20_000);
  });

  test('two others than the requester agree, then it is applied and verified', async ({
    browser,
  }) => {
    const path = new URL(requester.url()).pathname;
    const runId = runIdOf(path);
    await expect(
      requester.getByRole('button', { name: 'Approve' }),
    ).toHaveCount(0);
    await visit(approver, '/aws-stacks/approvals');
    const row = approver.getByRole('row', { name: /lake-tf/ });
    await expect(row).toContainText('0 of 2');
    await expect(row).toContainText('Broadens permissions');
    await photograph(approver, 'approvals-page', 'real');
    await row.getByRole('link').first().click();
    await approve(approver);
    await expectRunState(approver, 'Awaiting approval', 20_000);
    await expect(approver.getByRole('button', { name: 'Approve' })).toHaveCount(
      0,
    );
    await photograph(approver, 'run-approvals', 'real');
    const second = await enterAs(browser, 'secondApprover');
    await visit(second, path);
    await approve(second);
    await expectRunState(second, 'Succeeded', 120_000);
    const { approval, change } = await waitForRun(runId, 'succeeded');
    expect(approval.votes.map(({ userRef }) => userRef)).toEqual([
      ...APPROVERS,
    ]);
    expect(change).toEqual({
      ticket: 'CHG-1042',
      reason: 'Queues are encrypted with this key',
    });
    const { Policy } = await callKms(key.target, 'GetKeyPolicy', {
      KeyId: idOf(key),
      PolicyName: 'default',
    });
    expect(Policy).toContain('sqs.eu-west-1.amazonaws.com');
    await visit(requester, pageOf(key));
    await photograph(requester, 'rollback-dialog', 'real', async () => {
      const history = requester.getByRole('table', {
        name: 'Sources that were applied',
      });
      await expect(history.getByRole('row')).toHaveCount(3);
      await openDialog(requester, 'Roll back');
    });
    await closeDialog(requester);
  });
});

test.describe.serial('what stands in production', () => {
  let requester: Page;
  let approver: Page;
  let key: StackDetail;

  test.beforeAll(async ({ browser }) => {
    requester = await enterAs(browser, 'requester');
    approver = await enterAs(browser, 'approver');
    key = await findStack('lake-cdk');
  });

  test('what is changed past it is found with its cause, and put back by a planned run', async () => {
    const KeyId = idOf(key);
    await callKms(key.target, 'DisableKeyRotation', { KeyId });
    await visit(requester, pageOf(key));
    const drift = section(requester, 'Drift');
    await drift.getByRole('button', { name: 'Look now' }).click();
    await expect(drift.getByText('1 differs from the source')).toBeVisible({
      timeout: 60_000,
    });
    await expect(drift).toContainText('EnableKeyRotation');
    await expect(drift).toContainText(
      /Last changed by .*browser-test with kms:DisableKeyRotation/,
    );
    await photograph(requester, 'stack-drift', 'real', () =>
      expect(drift.getByText('1 differs from the source')).toBeVisible(),
    );
    const dialog = await openDialog(requester, 'Plan a revert');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Put it back');
    await dialog.getByRole('button', { name: 'Plan the revert' }).click();
    await requester.waitForURL(RUN_PAGE);
    await expectRunState(requester, 'Awaiting approval', 60_000);
    await applyWithApprovals(runIdOf(requester.url()));
    const status = await callKms(key.target, 'GetKeyRotationStatus', { KeyId });
    expect(status.KeyRotationEnabled).toBe(true);
    await visit(requester, pageOf(key));
    await expect(drift.getByText(/^In sync/)).toBeVisible();
  });

  test('what others stand on is not destroyed before them', async () => {
    const token = await tokenOf(REQUESTER);
    await visit(requester, pageOf(key));
    await photograph(requester, 'destroy-order', 'real', async () => {
      const dialog = await openDialog(requester, 'Destroy');
      await expect(dialog.getByRole('listitem')).toHaveText([
        'data-lake-orders-cdk-production',
      ]);
    });
    const dialog = requester.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Name/ }).fill(key.name);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Not needed');
    await expect(
      dialog.getByRole('button', { name: 'Plan the destruction' }),
    ).toBeDisabled();
    const request = { confirmation: key.name, reason: 'Not needed' };
    await expect(
      stacks.destroyStack(key.id, request, { token }),
    ).rejects.toThrow('409 Conflict');
    await dialog.getByRole('link').first().click();
    const lake = await findStack('orders-cdk');
    for (const each of [lake, key]) {
      await liftProtection(each.target, cloudFormationStackName(each));
    }
    await destroyFromItsPage(lake);
  });

  async function destroyFromItsPage(lake: StackDetail) {
    await photograph(requester, 'destroy-dialog', 'real', async () => {
      const dialog = await openDialog(requester, 'Destroy');
      await expect(
        dialog.getByText('Nothing that is known depends on it.'),
      ).toBeVisible();
    });
    const dialog = requester.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Name/ }).fill(lake.name);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Moved away');
    await dialog.getByRole('button', { name: 'Plan the destruction' }).click();
    await requester.waitForURL(RUN_PAGE);
    await expectRunState(requester, 'Policy failed', 60_000);
    await photograph(requester, 'run-destroy', 'real');
    await visit(approver, new URL(requester.url()).pathname);
    await photograph(approver, 'override-dialog', 'real', async () => {
      await openDialog(approver, 'Override policy');
    });
    const override = approver.getByRole('dialog');
    await override.getByLabel(/^Why/).fill('The data has moved away');
    await override.getByRole('button', { name: 'Override policy' }).click();
    await expectRunState(approver, 'Awaiting approval', 20_000);
    await applyWithApprovals(runIdOf(approver.url()));
    await waitUntil(async () => !(await isInCatalog(lake.entityRef)), HEARD_MS);
    await visit(requester, `/aws-stacks/stacks/${lake.id}`);
    await expect(requester.getByText('This stack was destroyed')).toBeVisible();
    await photograph(requester, 'stack-destroyed', 'real');
  }

  test('after them it goes, and leaves the catalog', async () => {
    const [token, amir] = await Promise.all(
      [REQUESTER, APPROVERS[0]].map(tokenOf),
    );
    const reason = 'Nothing is encrypted with it any more';
    const request = { confirmation: key.name, reason };
    const { id } = await stacks.destroyStack(key.id, request, { token });
    const { planDigest = '' } = await waitForRun(id, 'policy-failed');
    await stacks.overrideRun(id, { planDigest, reason }, { token: amir });
    await applyWithApprovals(id);
    const KeyId = idOf(key);
    const { KeyMetadata } = await callKms(key.target, 'DescribeKey', { KeyId });
    expect(KeyMetadata.KeyState).toBe('PendingDeletion');
    await waitUntil(async () => !(await isInCatalog(key.entityRef)), HEARD_MS);
  });
});
