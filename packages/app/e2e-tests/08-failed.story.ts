// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { addFault, waitForEntity } from './support/api';
import { createStack, openKeyField, openTemplate } from './support/form';
import { enterAs, visit } from './support/people';
import { photograph } from './support/screens';

/** A state is an option of the filters too; those are not what is meant. */
async function expectShown(page: Page, state: string) {
  await expect(
    page.getByText(state, { exact: true }).filter({ visible: true }).first(),
  ).toBeVisible();
}

test.describe.serial('when AWS refuses', () => {
  let page: Page;
  let run: string;

  test('a run that was stopped half-way needs attention and says what to do', async ({
    browser,
  }) => {
    const removeFault = await addFault({
      kind: 'deny',
      action: 'kms:CreateAlias',
      accountId: '333333333333',
    });
    page = await enterAs(browser, 'requester');
    run = await createStack(page, {
      template: 'KMS key',
      name: 'half-way',
      account: 'WH-Ephemeris development',
      region: 'us-east-1',
      engine: 'Terraform',
    });
    await expect(
      page.getByText('Needs attention', { exact: true }).first(),
    ).toBeVisible({ timeout: 180_000 });
    await expect(page.getByText('kms:CreateAlias').first()).toBeVisible();
    await photograph(page, 'run-page', 'failed');
    await removeFault();
  });

  test('every place that shows the stack shows that it needs attention', async () => {
    await visit(page, '/aws-stacks');
    await expectShown(page, 'Needs attention');
    await photograph(page, 'stacks-page', 'failed');
    await visit(page, '/aws-stacks/runs');
    await expectShown(page, 'Needs attention');
    await photograph(page, 'runs-page', 'failed');
    await visit(page, run);
    await page.getByRole('link', { name: 'kms / half-way' }).click();
    await expectShown(page, 'Needs attention');
    await photograph(page, 'stack-page', 'failed');
    const entity = '/catalog/default/resource/kms-half-way-development';
    await waitForEntity('resource:default/kms-half-way-development', 30_000);
    await visit(page, entity);
    await expectShown(page, 'Needs attention');
    await photograph(page, 'entity-card', 'failed');
    await visit(page, `${entity}/infrastructure`);
    await expectShown(page, 'Needs attention');
    await photograph(page, 'entity-tab', 'failed');
  });

  test('the run is marked failed, and the next plan shows what is left', async () => {
    await visit(page, run);
    await page.getByRole('button', { name: 'Mark as failed' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /mark as failed/i })
      .click();
    await expect(
      page.getByText('Failed', { exact: true }).first(),
    ).toBeVisible();
  });

  test('a plan that is not there yet, and a stack that was never applied', async ({
    browser,
  }) => {
    const requester = await enterAs(browser, 'requester');
    const planned = await createStack(requester, {
      template: 'KMS key',
      name: 'never-applied',
      account: 'WH-Ephemeris production',
      region: 'us-east-1',
      engine: 'AWS CDK',
    });
    await visit(requester, planned);
    await requester.getByRole('link', { name: 'kms / never-applied' }).click();
    await expect(requester.getByText(/no output/i).first()).toBeVisible();
    await photograph(requester, 'stack-page', 'empty');
    await visit(requester, planned);
    await requester.getByRole('button', { name: 'Discard' }).click();
    await requester
      .getByRole('dialog')
      .getByRole('button', { name: /discard/i })
      .click();
    await expect(
      requester.getByText('Discarded', { exact: true }).first(),
    ).toBeVisible();
    await photograph(requester, 'run-page', 'empty');
  });
});

test.describe('when the backend does not answer', () => {
  test('the fields of a form say so and offer to try again', async ({
    browser,
  }) => {
    const page = await enterAs(browser, 'requester');
    const fail = (path: string) =>
      page.route(`**/api/aws-stacks/v1/${path}`, route =>
        route.fulfill({ status: 503, body: 'no backend' }),
      );
    const retry = page
      .getByRole('button', { name: /try again|retry/i })
      .first();
    await fail('accounts');
    await photograph(page, 'field-aws-target', 'failed', async () => {
      await openTemplate(page, 'KMS key');
      await expect(retry).toBeVisible();
    });
    await page.unroute('**/api/aws-stacks/v1/accounts');
    await fail('outputs?*');
    await photograph(page, 'field-layer-output', 'failed', async () => {
      await openKeyField(page, 'AI Core production');
      await expect(retry).toBeVisible();
    });
    await page.unroute('**/api/aws-stacks/v1/outputs?*');
    await photograph(page, 'field-layer-output', 'real', async () => {
      await openKeyField(page, 'AI Core production');
      await page.getByRole('button', { name: /Key/ }).first().click();
      await expect(page.getByRole('option').first()).toBeVisible();
    });
  });
});
