// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { type Page, expect } from '@playwright/test';

const SCREENS = resolve(__dirname, '../../../../test-results/screens');

/** The views that are shown to people, and the states each is photographed in. */
export const VIEWS = [
  'stacks-page',
  'runs-page',
  'stack-page',
  'run-page',
  'entity-card',
  'entity-tab',
  'field-aws-target',
  'field-layer-output',
  'findings-card',
  'findings-tab',
  'resources-card',
  'resources-tab',
  'estate-page',
  'estate-unowned',
  'estate-connect',
] as const;
export const STATES = ['real', 'empty', 'failed', 'denied'] as const;
export const THEMES = ['light', 'dark'] as const;

/** What the engine shows of a run and a stack on their way through production. */
export const MOMENTS = [
  'approvals-page',
  'change-dialog',
  'destroy-dialog',
  'destroy-order',
  'freeze-banner',
  'freeze-dialog',
  'layers-page',
  'layers-table',
  'override-dialog',
  'promote-dialog',
  'rollback-dialog',
  'run-approvals',
  'run-destroy',
  'run-gate',
  'run-policy',
  'stack-destroyed',
  'stack-drift',
  'stack-promotion',
] as const;

/** Parts of views and states of some of them are photographed besides. */
type View =
  | (typeof VIEWS)[number]
  | (typeof MOMENTS)[number]
  | 'findings-drawer'
  | 'estate-accept';
type State = (typeof STATES)[number] | 'partial' | 'unknown';

/** Where the picture of a view in a state is kept. */
export function screenFile(view: View, state: State, theme: string): string {
  return resolve(SCREENS, `${view}-${state}-${theme}.png`);
}

/**
 * Photographs the page in both themes, the present one first, and leaves it in the other. Backstage builds the page anew
 * when the theme changes, so what a person had typed or opened is done again by `prepare`.
 */
export async function photograph(
  page: Page,
  view: View,
  state: State,
  prepare?: () => Promise<void>,
) {
  const present = await page.evaluate(() => document.body.dataset.themeMode);
  const themes = present === 'dark' ? [...THEMES].reverse() : THEMES;
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page
      .locator(`body[data-theme-mode="${theme}"]`)
      .waitFor({ state: 'attached' });
    await prepare?.();
    await expectLoaded(page);
    // What a dialog covers is as high as the window, and the page may be higher.
    const isCovered = (await page.getByRole('dialog').count()) > 0;
    await page.screenshot({
      path: screenFile(view, state, theme),
      fullPage: !isCovered,
      animations: 'disabled',
    });
  }
}

const PROGRESS_DELAY_MS = 300;

/** A picture of a page that still loads shows nothing of the view. Backstage shows progress only after a moment. */
async function expectLoaded(page: Page) {
  await page.waitForTimeout(PROGRESS_DELAY_MS);
  await expect(
    page
      .locator('[class*="Skeleton"], [role="progressbar"]')
      .filter({ visible: true }),
  ).toHaveCount(0);
}
