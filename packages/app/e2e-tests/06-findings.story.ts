// SPDX-License-Identifier: Apache-2.0
import { expectedFindings, seededFindings } from '@groundwork/sandbox';
import { type Page, expect, test } from '@playwright/test';
import { addFault, security, tokenOf, waitUntil } from './support/api';
import { enterAs, visit } from './support/people';
import { photograph } from './support/screens';

const ENTITY = 'component:default/neuroweaver';
const CARD = '/catalog/default/component/neuroweaver';
const TAB = `${CARD}/security`;
/** Security Hub is not enabled in the accounts of AI Core. */
const UNKNOWN_CARD = '/catalog/default/component/nats';
const UNKNOWN_TAB = `${UNKNOWN_CARD}/security`;
/** Has resources through what it depends on, and no findings of its own. */
const RELATED_CARD = '/catalog/default/component/observability-stack';
const RELATED_TAB = `${RELATED_CARD}/security`;
/** Has nothing of AWS. */
const WITHOUT_CARD = '/catalog/default/component/status-sdk';

const SEVERITIES = ['Critical', 'High', 'Medium', 'Low', 'Informational'];
/** Findings are read every minute. */
const SWEPT_MS = 240_000;

const isOpen = (finding: ReturnType<typeof seededFindings>[number]) =>
  finding.recordState === 'ACTIVE' &&
  ['NEW', 'NOTIFIED'].includes(finding.workflowStatus);

/** What the seed says is open of the entity itself. */
function expectedOpen() {
  const ids = expectedFindings().get(ENTITY) ?? [];
  return seededFindings().filter(each => ids.includes(each.id) && isOpen(each));
}

function countsOf(findings: readonly { severity: string }[]): string[] {
  return SEVERITIES.map(severity => {
    const has = findings.filter(
      each => each.severity === severity.toUpperCase(),
    );
    return `${has.length}${severity}`;
  });
}

async function summaryOf(entityRef: string) {
  const token = await tokenOf('user:default/vic.tanaka');
  return security.getEntityFindingsSummary(entityRef, { token });
}

const knows = (entityRef: string, known: string) =>
  waitUntil(async () => (await summaryOf(entityRef)).known === known, SWEPT_MS);

const counts = (page: Page, name: string) =>
  page.getByRole('list', { name, exact: true }).getByRole('listitem');

const cardIsThere = (page: Page) =>
  expect(counts(page, 'Open findings by severity')).toHaveCount(5);

test.describe('findings of an entity', () => {
  test.describe.configure({ mode: 'serial', timeout: SWEPT_MS + 120_000 });

  let page: Page;

  test.beforeAll(async ({ browser }) => {
    await knows(ENTITY, 'all');
    page = await enterAs(browser, 'viewer');
  });

  test('the card counts what the seed has put there', async () => {
    const open = expectedOpen();
    const threats = open.filter(({ product }) => product === 'guardduty');
    expect(threats.length).toBeGreaterThan(0);
    await visit(page, CARD);
    await expect(counts(page, 'Open findings by severity')).toHaveText(
      countsOf(open),
    );
    await expect(
      counts(page, 'Open findings from GuardDuty by severity'),
    ).toHaveText(countsOf(threats));
    await photograph(page, 'findings-card', 'real', () => cardIsThere(page));
  });

  test('the tab lists each of them, and says whose the others are', async () => {
    await visit(page, CARD);
    await page.getByRole('link', { name: 'All findings' }).click();
    await expect(page).toHaveURL(new RegExp(`${TAB}$`));
    const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
    const ofAnother = page.locator('a[href^="/catalog/default/resource/"]');
    const own = rows.filter({ hasNot: ofAnother });
    const open = expectedOpen();
    await expect(own).toHaveCount(open.length);
    for (const { title } of open) {
      await expect(own.filter({ hasText: title }).first()).toBeVisible();
    }
    const via = rows.filter({ has: ofAnother });
    expect(await via.count()).toBe((await summaryOf(ENTITY)).via);
    await photograph(page, 'findings-tab', 'real');
  });

  test('filters stand in the address, and a finding opens from it', async () => {
    await visit(page, `${TAB}?severity=high&product=GuardDuty`);
    const threat = expectedOpen().find(
      ({ product, severity }) => product === 'guardduty' && severity === 'HIGH',
    );
    const link = page
      .getByRole('link', { name: threat?.title, exact: true })
      .first();
    await link.click();
    const drawer = page.getByRole('dialog');
    const evidence = drawer.getByText('"SchemaVersion": "2018-10-08"');
    await expect(evidence).toBeVisible();
    expect(new URL(page.url()).search).toMatch(
      /^\?severity=high&product=GuardDuty&finding=[0-9a-f]{32}$/,
    );
    await photograph(page, 'findings-drawer', 'real');
    await expect(evidence).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    await expect(page).toHaveURL(/security\?severity=high&product=GuardDuty$/);
  });

  test('an entity that is known to have nothing has neither card nor tab', async () => {
    // A page reads its entity once; what is known of it may come later.
    await expect(async () => {
      await visit(page, CARD);
      await cardIsThere(page);
      await visit(page, WITHOUT_CARD);
      await expect(page.getByText('Report your own status')).toBeVisible();
      await expect(page.getByText('Security findings')).toHaveCount(0, {
        timeout: 2_000,
      });
    }).toPass({ timeout: SWEPT_MS });
    await expect(page.getByRole('tab', { name: 'Security' })).toHaveCount(0);
  });

  test('nothing open is said where everything was read', async () => {
    await page.route(
      '**/entity/default/component/observability-stack/**',
      route =>
        route.continue({
          url: route
            .request()
            .url()
            .replace('observability-stack', 'status-sdk'),
        }),
    );
    await visit(page, RELATED_CARD);
    await expect(page.getByText('No finding is open.')).toBeVisible();
    await photograph(page, 'findings-card', 'empty', () => cardIsThere(page));
    await visit(page, RELATED_TAB);
    await expect(
      page.getByRole('heading', { name: 'No open findings' }),
    ).toBeVisible();
    await photograph(page, 'findings-tab', 'empty');
    await page.unrouteAll();
  });

  test('what could never be read is unknown, and not none', async () => {
    await visit(page, UNKNOWN_CARD);
    await expect(page.getByText(/^Not known: nothing could/)).toBeVisible();
    await expect(counts(page, 'Open findings by severity')).toHaveText(
      SEVERITIES.map(severity => `?unknown${severity}`),
    );
    await photograph(page, 'findings-card', 'unknown', () => cardIsThere(page));
    await visit(page, UNKNOWN_TAB);
    await expect(
      page.getByRole('heading', { name: 'Not known yet' }),
    ).toBeVisible();
    await photograph(page, 'findings-tab', 'unknown');
  });

  test('who may not see findings is told which permission is missing', async ({
    browser,
  }) => {
    const guest = await enterAs(browser, 'guest');
    for (const [view, path] of [
      ['findings-card', CARD],
      ['findings-tab', TAB],
    ] as const) {
      await visit(guest, path);
      await photograph(guest, view, 'denied', () =>
        expect(
          guest.getByText('groundwork.security.finding.read').first(),
        ).toBeVisible(),
      );
    }
  });

  test('a list that does not answer leaves the numbers', async () => {
    const address = '**/api/aws-security/v1/entity/**/findings?*';
    await page.route(address, route =>
      route.fulfill({ status: 503, body: 'no backend' }),
    );
    await visit(page, UNKNOWN_TAB);
    await visit(page, TAB);
    await expect(
      page.getByRole('button', { name: 'Try again' }).first(),
    ).toBeVisible();
    await expect(
      page.getByRole('figure', { name: 'Open findings by severity' }),
    ).toBeVisible();
    await photograph(page, 'findings-tab', 'partial');
    await page.unroute(address);
  });

  test('a denied account is named, and nothing reads as none, until it can be read again', async () => {
    const removeFault = await addFault({
      kind: 'deny',
      action: 'securityhub:GetFindings',
      accountId: '222222222222',
    });
    await knows(ENTITY, 'part');
    await visit(page, UNKNOWN_CARD);
    await visit(page, CARD);
    await expect(
      page.getByText('refused: securityhub:GetFindings').first(),
    ).toBeVisible();
    await expect(page.getByText('222222222222').first()).toBeVisible();
    for (const words of await counts(
      page,
      'Open findings by severity',
    ).allTextContents()) {
      expect(words).toMatch(/^(≥ [1-9]|\?)/);
    }
    await photograph(page, 'findings-card', 'failed', () => cardIsThere(page));
    await visit(page, TAB);
    await expect(
      page.getByText('refused: securityhub:GetFindings').first(),
    ).toBeVisible();
    await photograph(page, 'findings-tab', 'failed');
    await removeFault();
    await expect(
      page.getByText('refused: securityhub:GetFindings'),
    ).toHaveCount(0, { timeout: SWEPT_MS });
  });
});
