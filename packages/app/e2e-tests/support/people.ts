// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from '@playwright/test';

/** People of the sandbox who act in the tests. */
export const PEOPLE = {
  requester: 'Rita Meyer',
  approver: 'Amir Haddad',
  viewer: 'Vic Tanaka',
} as const;

/** Opens a browser of one's own as a person of the sandbox, or as the guest. */
export async function enterAs(
  browser: Browser,
  person: keyof typeof PEOPLE | 'guest',
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/');
  await page
    .getByRole('button', {
      name: person === 'guest' ? 'Enter as a guest' : PEOPLE[person],
    })
    .click();
  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Infrastructure' })
    .waitFor();
  return page;
}
