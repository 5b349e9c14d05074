// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { refusalOfGuest, stacks, tokenOf } from './support/api';
import { openKeyField, openTemplate } from './support/form';
import { enterAs, visit } from './support/people';
import { photograph } from './support/screens';

const DENIED = /groundwork\.stack\.read/;

test.describe.serial('a guest, who may not see stacks', () => {
  let page: Page;
  let entity: string;
  let stackId: string;
  let runId: string;

  test.beforeAll(async ({ browser }) => {
    const token = await tokenOf('user:default/amir.haddad');
    const { items } = await stacks.listStacks({ text: 'lake-tf' }, { token });
    const [stack] = items;
    stackId = stack.id;
    runId = stack.lastRun?.id ?? '';
    entity = `/catalog/${stack.entityRef.replace(
      'resource:default',
      'default/resource',
    )}`;
    page = await enterAs(browser, 'guest');
  });

  test('is told which permission is missing on each page', async () => {
    for (const [view, path] of [
      ['stacks-page', '/aws-stacks'],
      ['runs-page', '/aws-stacks/runs'],
      ['stack-page', `/aws-stacks/stacks/${stackId}`],
      ['run-page', `/aws-stacks/runs/${runId}`],
      ['entity-card', entity],
      ['entity-tab', `${entity}/infrastructure`],
    ] as const) {
      await visit(page, path);
      await expect(page.getByText(DENIED).first()).toBeVisible();
      await photograph(page, view, 'denied');
    }
  });
});

/** In the sandbox who may fill in a form may see the accounts; elsewhere that is for its policy to say. */
test.describe('who may fill in a form, and may not see stacks', () => {
  async function refuse(page: Page, path: string, query = '') {
    const refusal = await refusalOfGuest(`${path}${query}`);
    expect(refusal.status).toBe(403);
    const address = `**/api/aws-stacks/v1/${path}${query && '?*'}`;
    await page.route(address, route => route.fulfill(refusal));
    return () => page.unroute(address);
  }

  test('cannot choose an account', async ({ browser }) => {
    const page = await enterAs(browser, 'requester');
    const allow = await refuse(page, 'accounts');
    await photograph(page, 'field-aws-target', 'denied', async () => {
      await openTemplate(page, 'KMS key');
      await expect(page.getByText(DENIED).first()).toBeVisible();
    });
    await allow();
  });

  test('cannot choose the output of another stack', async ({ browser }) => {
    const page = await enterAs(browser, 'requester');
    const allow = await refuse(page, 'outputs', '?layer=kms&output=key_arn');
    await photograph(page, 'field-layer-output', 'denied', async () => {
      await openKeyField(page, 'Healthy production');
      await expect(page.getByText(DENIED).first()).toBeVisible();
    });
    await allow();
  });
});

test('a viewer sees a run, and no button that changes it', async ({
  browser,
}) => {
  const page = await enterAs(browser, 'viewer');
  await visit(page, '/aws-stacks/runs');
  await page.getByText('lake-tf').first().click();
  await expect(page.getByText('What happened')).toBeVisible();
  for (const name of ['Approve', 'Reject', 'Discard', 'Cancel']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0);
  }
});
