// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { stacks, tokenOf } from './support/api';
import { openKeyField, openTemplate } from './support/form';
import { enterAs } from './support/people';
import { photograph } from './support/screens';

const DENIED = /groundwork\.stacks\.(stack|run)\.read/;

test.describe.serial('a guest, who may not see stacks', () => {
  let page: Page;
  let entity: string;
  let stackId: string;
  let runId: string;

  test.beforeAll(async ({ browser }) => {
    const token = await tokenOf('user:default/amir.haddad');
    const { items } = await stacks.listStacks({}, { token });
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
      await page.goto(path);
      await expect(page.getByText(DENIED).first()).toBeVisible();
      await photograph(page, view, 'denied');
    }
  });

  test('cannot choose an account in a form', async () => {
    await photograph(page, 'field-aws-target', 'denied', async () => {
      await openTemplate(page, 'KMS key');
      await expect(page.getByText(DENIED).first()).toBeVisible();
    });
  });

  test('cannot choose the output of another stack', async ({ browser }) => {
    const requester = await enterAs(browser, 'requester');
    await requester.route('**/api/aws-stacks/v1/outputs?*', route =>
      route.fulfill({
        status: 403,
        json: {
          error: { name: 'NotAllowedError', message: 'Not allowed' },
          response: { statusCode: 403 },
        },
      }),
    );
    await photograph(requester, 'field-layer-output', 'denied', async () => {
      await openKeyField(requester, 'Healthy production');
      await expect(requester.getByText(DENIED).first()).toBeVisible();
    });
  });
});

test('a viewer sees a run, and no button that changes it', async ({
  browser,
}) => {
  const page = await enterAs(browser, 'viewer');
  await page.goto('/aws-stacks/runs');
  await page.getByText('lake-tf').first().click();
  await expect(page.getByText('What happened')).toBeVisible();
  for (const name of ['Approve', 'Reject', 'Discard', 'Cancel']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0);
  }
});
