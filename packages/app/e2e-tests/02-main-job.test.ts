// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { createStack } from './support/form';
import { enterAs } from './support/people';

interface Journey {
  engine: 'Terraform' | 'AWS CDK';
  account: string;
  region: string;
}

const JOURNEYS: Journey[] = [
  { engine: 'Terraform', account: 'AI Core production', region: 'eu-west-1' },
  { engine: 'AWS CDK', account: 'Auterity production', region: 'us-east-1' },
];

/** Waits for a state of the run that the page shows. */
async function expectRunState(page: Page, state: string, timeout: number) {
  await expect(
    page.locator('header, main').getByText(state, { exact: true }).first(),
  ).toBeVisible({ timeout });
}

test.describe.configure({ mode: 'serial' });

for (const journey of JOURNEYS) {
  const slug = journey.engine === 'Terraform' ? 'tf' : 'cdk';

  test(`a KMS key with ${journey.engine}: form, plan, approval by somebody else, applied`, async ({
    browser,
  }) => {
    const requester = await enterAs(browser, 'requester');
    const run = await createStack(requester, {
      template: 'KMS key',
      name: `lake-${slug}${process.env.X ?? ''}`,
      account: journey.account,
      region: journey.region,
      engine: journey.engine,
      services: ['s3'],
    });
    await expectRunState(requester, 'Awaiting approval', 90_000);
    await expect(
      requester.getByRole('button', { name: 'Approve' }),
    ).toHaveCount(0);
    const approver = await enterAs(browser, 'approver');
    await approver.goto(run);
    await approver.getByRole('button', { name: 'Approve' }).click();
    await approver
      .getByRole('dialog')
      .getByRole('button', { name: /approve/i })
      .click();
    await expectRunState(approver, 'Succeeded', 180_000);
  });
}
