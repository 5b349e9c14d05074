// SPDX-License-Identifier: Apache-2.0
import { type Browser, type Page, expect, test } from '@playwright/test';
import { waitForEntity } from './support/api';
import { type LayerForm, createStack } from './support/form';
import { planOutside } from './support/outside';
import { enterAs, visit } from './support/people';
import { readBack } from './support/readBack';
import {
  APPROVERS,
  applyWithApprovals,
  approve,
  expectRunState,
  runIdOf,
  stackOf,
} from './support/runs';
import { photograph } from './support/screens';

interface Journey {
  engine: LayerForm['engine'];
  account: string;
  region: string;
  suffix: string;
}

const JOURNEYS: Journey[] = [
  {
    engine: 'Terraform',
    account: 'AI Core production',
    region: 'eu-west-1',
    suffix: 'tf',
  },
  {
    engine: 'AWS CDK',
    account: 'Auterity production',
    region: 'us-east-1',
    suffix: 'cdk',
  },
];

/** From the form to the applied stack: asked for by one person, approved by two others. Gives the stack. */
async function make(browser: Browser, form: LayerForm) {
  const requester = await enterAs(browser, 'requester');
  const path = await createStack(requester, form);
  const runId = runIdOf(path);
  await expectRunState(requester, 'Awaiting approval', 120_000);
  await expect(requester.getByRole('button', { name: 'Approve' })).toHaveCount(
    0,
  );
  const approver = await enterAs(browser, 'approver');
  await visit(approver, path);
  await approve(approver);
  const run = await applyWithApprovals(runId);
  await expectRunState(approver, 'Succeeded', 20_000);
  return { page: approver, path, run, stack: await stackOf(run) };
}

async function expectAsStated(stackId: string, engine: LayerForm['engine']) {
  if (engine === 'Terraform') {
    expect(await planOutside(stackId)).toBe(0);
  } else {
    const { resources, differences } = await readBack(stackId);
    expect(differences).toEqual([]);
    expect(resources).toBeGreaterThan(1);
  }
}

for (const { engine, suffix, ...place } of JOURNEYS) {
  test.describe.serial(`with ${engine}`, () => {
    test('a KMS key goes from the form to applied, and stands in the catalog', async ({
      browser,
    }) => {
      const { page, path, run, stack } = await make(browser, {
        template: 'KMS key',
        name: `lake-${suffix}`,
        ...place,
        engine,
        services: ['s3'],
        system: 'Autonomous AI Core',
      });
      expect(run.approval.votes.map(vote => vote.userRef)).toEqual([
        ...APPROVERS,
      ]);
      expect(stack.status).toBe('applied');
      expect(stack.outputs.map(({ name }) => name).sort()).toEqual([
        'alias_name',
        'key_arn',
        'key_id',
      ]);
      await photograph(page, 'run-page', 'real');
      const entity = `/catalog/${stack.entityRef.replace(
        'resource:default',
        'default/resource',
      )}`;
      const { relations } = await waitForEntity(stack.entityRef, 30_000);
      expect(relations).toEqual(
        expect.arrayContaining([
          {
            type: 'ownedBy',
            targetRef: 'group:default/platform-engineering',
          },
          { type: 'partOf', targetRef: 'system:default/ai-core' },
        ]),
      );
      expect(path).toContain(run.id);
      // The data lake that takes this key is planned outside too; to plan with Terraform is what takes longest here.
      if (engine === 'Terraform') {
        await visit(page, entity);
        await photographStack(page, stack.id, entity);
      } else {
        await expectAsStated(stack.id, engine);
      }
    });

    test('a data lake takes the key of the stack before', async ({
      browser,
    }) => {
      const { stack } = await make(browser, {
        template: 'S3 data lake',
        name: `orders-${suffix}`,
        ...place,
        engine,
        key: new RegExp(`lake-${suffix}`),
      });
      expect(stack.status).toBe('applied');
      expect(stack.dependsOn.map(({ entityRef }) => entityRef)).toEqual([
        `resource:default/kms-lake-${suffix}-production`,
      ]);
      await expectAsStated(stack.id, engine);
    });
  });
}

async function photographStack(page: Page, stackId: string, entity: string) {
  await expect(page.getByText('Open the stack')).toBeVisible();
  await photograph(page, 'entity-card', 'real');
  await visit(page, `${entity}/infrastructure`);
  await expect(page.getByText('key_arn')).toBeVisible();
  await photograph(page, 'entity-tab', 'real');
  await visit(page, `/aws-stacks/stacks/${stackId}`);
  await expect(page.getByText('key_arn')).toBeVisible();
  await photograph(page, 'stack-page', 'real');
  await visit(page, '/aws-stacks');
  await expect(page.getByText('lake-tf').first()).toBeVisible();
  await photograph(page, 'stacks-page', 'real');
  await visit(page, '/aws-stacks/runs');
  await expect(page.getByText('lake-tf').first()).toBeVisible();
  await photograph(page, 'runs-page', 'real');
  await expectRunbook(page, `/docs/${entity.replace('/catalog/', '')}`);
}

/** The documentation of the stack's entity is made on the first visit, from the source the engine has stored. */
async function expectRunbook(page: Page, docs: string) {
  await visit(page, docs);
  await page
    .getByRole('link', { name: 'Runbook', exact: true })
    .click({ timeout: 60_000 });
  await expect(
    page.getByRole('heading', { name: 'Rotate or replace' }),
  ).toBeVisible();
}
