// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { openKeyField, openTemplate } from './support/form';
import { enterAs, visit } from './support/people';
import { photograph } from './support/screens';

test.describe.configure({ mode: 'serial' });

test.describe('before anything is made', () => {
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await enterAs(browser, 'requester');
  });

  test('the page of stacks says how to make one', async () => {
    await visit(page, '/aws-stacks');
    await expect(
      page.getByRole('link', { name: /create/i }).last(),
    ).toBeVisible();
    await photograph(page, 'stacks-page', 'empty');
  });

  test('the page of runs says that there is none', async () => {
    await visit(page, '/aws-stacks/runs');
    await expect(page.getByText(/no run/i).first()).toBeVisible();
    await photograph(page, 'runs-page', 'empty');
  });

  test('a system has no infrastructure', async () => {
    await visit(page, '/catalog/default/system/ai-core');
    await expect(page.getByText('AI Core').first()).toBeVisible();
    await photograph(page, 'entity-card', 'empty');
    await visit(page, '/catalog/default/system/ai-core/infrastructure');
    await expect(page.getByText(/no stack/i).first()).toBeVisible();
    await photograph(page, 'entity-tab', 'empty');
  });

  test('the form of a layer starts without a target, and shows the accounts', async () => {
    await photograph(page, 'field-aws-target', 'empty', () =>
      openTemplate(page, 'KMS key'),
    );
    await photograph(page, 'field-aws-target', 'real', async () => {
      await openTemplate(page, 'KMS key');
      await page
        .getByRole('button', { name: /Account/ })
        .first()
        .click();
      await expect(
        page.getByRole('option', { name: 'AI Core production' }),
      ).toBeVisible();
    });
    await page.keyboard.press('Escape');
  });

  test('a data lake cannot be made where there is no key', async () => {
    await photograph(page, 'field-layer-output', 'empty', async () => {
      await openKeyField(page, 'Healthy production');
      await expect(
        page.getByText('There is no applied kms stack in this account', {
          exact: false,
        }),
      ).toBeVisible();
    });
  });
});
