// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from '@playwright/test';

/** People of the sandbox who act in the tests. */
export const PEOPLE = {
  requester: 'Rita Meyer',
  approver: 'Amir Haddad',
  secondApprover: 'Lena Sørensen',
  viewer: 'Vic Tanaka',
} as const;

type Person = keyof typeof PEOPLE | 'guest';

const entered = new Map<Person, Page>();

/**
 * The page of a person of the sandbox, or of the guest, who has entered. Each has one browser of his own, which the
 * tests of a file share: loading the application anew is most of what a page takes.
 */
export async function enterAs(browser: Browser, person: Person): Promise<Page> {
  const earlier = entered.get(person);
  if (earlier && !earlier.isClosed()) return earlier;
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
  entered.set(person, page);
  return page;
}

/** Goes to an address within the application, as a link in it does: nothing is loaded anew. */
export async function visit(page: Page, path: string) {
  await page.evaluate(address => {
    window.history.pushState(null, '', address);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}
