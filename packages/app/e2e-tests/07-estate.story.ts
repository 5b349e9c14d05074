// SPDX-License-Identifier: Apache-2.0
import { type Page, expect, test } from '@playwright/test';
import { addFault, estate, tokenOf } from './support/api';
import { enterAs, visit } from './support/people';
import { photograph } from './support/screens';

const CARD = '/catalog/default/component/ephemeris-worker';
const TAB = `${CARD}/aws-resources`;
/** Has resources through what it depends on, and none of its own. */
const RELATED_CARD = '/catalog/default/component/observability-stack';
const RELATED_TAB = `${RELATED_CARD}/aws-resources`;

const ACCOUNTS = '/aws-estate/accounts';
const UNOWNED = '/aws-estate/unowned';
const CONNECT = '/aws-estate/connect';

const DENIED_ACCOUNT = '333333333331';
const READ = 'groundwork.estate.resource.read';
/** The sandbox is swept each minute; after a failure, later. */
const SWEPT_MS = 240_000;

const cell = (page: Page, row: RegExp, at: number) =>
  page.getByRole('row', { name: row }).getByRole('gridcell').nth(at);

/** Gives a route of the estate an answer with nothing in it. */
async function emptied(page: Page, path: string, nothing: object) {
  const address = `**/api/aws-estate/v1/${path}`;
  await page.route(address, async route => {
    const response = await route.fetch();
    const json = { ...(await response.json()), ...nothing };
    await route.fulfill({ response, json });
  });
  return () => page.unroute(address);
}

test.describe('the estate', () => {
  test.describe.configure({ mode: 'serial', timeout: SWEPT_MS + 120_000 });

  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await enterAs(browser, 'approver');
  });

  test('each account and Region is read, and counted', async () => {
    await visit(page, ACCOUNTS);
    await expect(page.getByText('20 of 20 read at least once')).toBeVisible({
      timeout: SWEPT_MS,
    });
    const row = /WH-Ephemeris production.*us-east-1/;
    await expect(cell(page, row, 4)).toHaveText(/^Read\d/);
    await expect(cell(page, row, 2)).toHaveText(/^[1-9]\d*$/);
    await expect(cell(page, row, 3)).toHaveText('0');
    await photograph(page, 'estate-page', 'real');
  });

  test('the card of an entity counts what it has by type', async () => {
    await visit(page, CARD);
    const types = page.getByRole('table', { name: 'Resources by type' });
    await expect(types).toBeVisible({ timeout: SWEPT_MS });
    await expect(types.getByRole('row')).toHaveText([
      /^Type/,
      /^ec2:instance3/,
      /^sqs:queue3/,
    ]);
    await photograph(page, 'resources-card', 'real');
  });

  test('the tab lists each with the rule that gave it, filtered by the address', async () => {
    await page.getByRole('link', { name: 'All AWS resources' }).click();
    await expect(page).toHaveURL(new RegExp(`${TAB}$`));
    await expect(page.getByText('6 resources of its own')).toBeVisible();
    await expect(
      page.getByText('by the tags in the entity’s annotation'),
    ).toHaveCount(6);
    await expect(
      page.getByRole('row', { name: /ephemeris-files/ }).first(),
    ).toContainText('via Ephemeris files');
    await photograph(page, 'resources-tab', 'real');
    await visit(page, `${TAB}?account=${DENIED_ACCOUNT}&type=sqs:queue`);
    await expect(page.getByText('One resource of its own')).toBeVisible();
  });

  test('what nobody owns is accepted in bulk, as a file', async () => {
    const token = await tokenOf('user:default/amir.haddad');
    // What is being made meanwhile belongs to nobody until its entity is there.
    await expect(async () => {
      const query = { owned: 'false' } as const;
      const { totalItems } = await estate.listResources(query, { token });
      expect(totalItems).toBeGreaterThan(50);
      await visit(page, ACCOUNTS);
      await visit(page, UNOWNED);
      await expect(page.getByText(`${totalItems} resources`)).toBeVisible();
    }).toPass({ timeout: SWEPT_MS });
    await photograph(page, 'estate-unowned', 'real');
    await visit(page, `${UNOWNED}?text=autos&account=222222222223`);
    await expect(page.getByText('No resource matches')).toBeVisible();
    await visit(page, `${UNOWNED}?type=ec2:subnet`);
    await expect(page.getByText('4 resources')).toBeVisible();
    await page.getByRole('checkbox').first().check({ force: true });
    await page.getByRole('button', { name: 'Accept 4 owners' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText('catalog-info.aws-resources.yaml'),
    ).toBeVisible();
    await expect(dialog.locator('pre')).toContainText(
      /aws\.amazon\.com\/arn: arn:aws:ec2:us-east-1:222222222223:subnet/,
    );
    await expect(
      dialog.getByText(/install a scaffolder action publish:github/),
    ).toBeVisible();
    await photograph(page, 'estate-accept', 'real', async () => {
      if (await dialog.isVisible()) return;
      await page.getByRole('checkbox').first().check({ force: true });
      await page.getByRole('button', { name: 'Accept 4 owners' }).click();
      await expect(dialog.locator('pre')).toBeVisible();
    });
  });

  test('the matrix says what can be read where', async () => {
    await visit(page, CONNECT);
    const row = page.getByRole('row', { name: /111111111111.*us-east-1/ });
    await expect(row).toContainText('Not enabled', { timeout: SWEPT_MS });
    await expect(row).toContainText('Readable');
    await photograph(page, 'estate-connect', 'real');
  });

  test('nothing is said where everything was read', async () => {
    const restore = [
      await emptied(page, 'accounts', {
        items: [],
        coveragePercent: undefined,
        freshness: { targets: 0, failed: 0 },
        problems: [],
      }),
      await emptied(page, 'resources?*', {
        items: [],
        totalItems: 0,
        problems: [],
      }),
      await emptied(page, 'connections', { items: [] }),
    ];
    await visit(page, ACCOUNTS);
    await expect(page.getByText('No account is swept')).toBeVisible();
    await photograph(page, 'estate-page', 'empty');
    await visit(page, UNOWNED);
    await expect(
      page.getByText('Everything that was found belongs to somebody'),
    ).toBeVisible();
    await photograph(page, 'estate-unowned', 'empty');
    await visit(page, CONNECT);
    await expect(
      page.getByText('There is nothing to connect to'),
    ).toBeVisible();
    await photograph(page, 'estate-connect', 'empty');
    for (const each of restore) await each();
  });

  test('an entity without resources says so', async () => {
    await page.route(
      '**/api/aws-estate/v1/entity/default/component/observability-stack/**',
      route =>
        route.continue({
          url: route
            .request()
            .url()
            .replace('observability-stack', 'status-sdk'),
        }),
    );
    await visit(page, RELATED_CARD);
    await expect(page.getByText('No AWS resources.')).toBeVisible();
    await photograph(page, 'resources-card', 'empty');
    await visit(page, RELATED_TAB);
    await expect(
      page.getByRole('heading', { name: 'No AWS resources' }),
    ).toBeVisible();
    await photograph(page, 'resources-tab', 'empty');
    await page.unrouteAll();
  });

  test('who may not see the estate is told which permission is missing', async ({
    browser,
  }) => {
    const guest = await enterAs(browser, 'guest');
    for (const [view, path] of [
      ['estate-page', ACCOUNTS],
      ['estate-unowned', UNOWNED],
      ['estate-connect', CONNECT],
      ['resources-card', CARD],
      ['resources-tab', TAB],
    ] as const) {
      await visit(guest, path);
      await expect(guest.getByText(READ).first()).toBeVisible();
      await photograph(guest, view, 'denied');
    }
  });

  test('a viewer reads the estate, and is told what else he needs', async ({
    browser,
  }) => {
    const viewer = await enterAs(browser, 'viewer');
    await visit(viewer, ACCOUNTS);
    await expect(
      viewer.getByText('groundwork.estate.sweep.manage'),
    ).toBeVisible();
    await expect(viewer.getByRole('button', { name: /Sweep/ })).toHaveCount(0);
  });

  test('an account that is denied keeps its age and its numbers until it is read again', async () => {
    const removeFault = await addFault({
      kind: 'deny',
      action: 'tag:GetResources',
      accountId: DENIED_ACCOUNT,
    });
    await visit(page, ACCOUNTS);
    await page
      .getByRole('button', { name: `Sweep ${DENIED_ACCOUNT}/us-east-1 now` })
      .click();
    const row = /WH-Ephemeris production.*us-east-1/;
    await expect(cell(page, row, 4)).toHaveText(/^Could not be read/);
    await expect(cell(page, row, 2)).toHaveText(/^[1-9]\d*$/);
    await expect(cell(page, row, 5)).toContainText('tag:GetResources');
    await photograph(page, 'estate-page', 'failed');

    for (const [view, path] of [
      ['resources-card', CARD],
      ['resources-tab', TAB],
      ['estate-unowned', UNOWNED],
    ] as const) {
      await visit(page, path);
      await expect(
        page.getByText('refused: tag:GetResources').first(),
      ).toBeVisible();
      await photograph(page, view, 'failed');
    }

    await visit(page, CONNECT);
    await page
      .getByRole('button', { name: `Test ${DENIED_ACCOUNT}/us-east-1 again` })
      .click();
    await expect(page.getByText('Allow tag:GetResources')).toBeVisible();
    await photograph(page, 'estate-connect', 'failed');

    await removeFault();
    await visit(page, ACCOUNTS);
    await page
      .getByRole('button', { name: `Sweep ${DENIED_ACCOUNT}/us-east-1 now` })
      .click();
    await expect(cell(page, row, 4)).toHaveText(/^Read\d/);
  });
});
