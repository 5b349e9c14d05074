// SPDX-License-Identifier: Apache-2.0
import { type Page, expect } from '@playwright/test';
import { visit } from './people';

/** What a person fills into a layer's form. */
export interface LayerForm {
  template: string;
  name: string;
  account: string;
  region: string;
  engine: 'Terraform' | 'AWS CDK';
  /** The choice of the field "Key", where the layer asks for one. */
  key?: RegExp;
  /** Choices of the field "Services", where the layer asks for some. */
  services?: string[];
  /** The system the stack is part of, by its title. */
  system?: string;
}

/** Opens a template under Create. */
export async function openTemplate(page: Page, title: string) {
  await visit(page, '/create');
  const card = page.locator('.MuiCard-root', { hasText: title });
  await card.getByRole('button', { name: 'Choose' }).click();
  await expect(page.getByLabel('Name', { exact: false }).first()).toBeVisible();
}

/** Fills in the first page: name, place and engine. */
export async function fillPlace(
  page: Page,
  form: Omit<LayerForm, 'template' | 'key' | 'services' | 'system'>,
) {
  await page.getByRole('textbox', { name: 'Name' }).fill(form.name);
  await choose(page, 'Account', form.account);
  await choose(page, 'Region', form.region);
  await page.getByRole('radio', { name: form.engine }).check();
}

/** Picks an option of a select. */
export async function choose(
  page: Page,
  label: string,
  option: string | RegExp,
) {
  await page
    .getByRole('button', { name: new RegExp(`${label}`) })
    .first()
    .click();
  await page.getByRole('option', { name: option }).click();
}

/** Fills the whole form and creates; gives the address of the run. */
export async function createStack(
  page: Page,
  form: LayerForm,
): Promise<string> {
  await openTemplate(page, form.template);
  await fillPlace(page, form);
  await page.getByRole('button', { name: 'Next' }).click();
  if (form.key) await choose(page, 'Key', form.key);
  for (const service of form.services ?? []) {
    await page.getByRole('checkbox', { name: service, exact: true }).check();
  }
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: 'Owner' })
    .fill('Platform engineering');
  await page.getByRole('option', { name: 'Platform engineering' }).click();
  if (form.system) {
    await page.getByRole('textbox', { name: 'System' }).fill(form.system);
    await page.getByRole('option', { name: form.system }).click();
  }
  await page
    .getByRole('textbox', { name: 'Description' })
    .fill(`Made by the browser test with ${form.engine}`);
  return plan(page);
}

/** Sends a form that is filled in; gives the address of the run. */
export async function plan(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: 'Review the plan' });
  await expect(link).toBeVisible({ timeout: 120_000 });
  const run = new URL((await link.getAttribute('href')) ?? '', page.url())
    .pathname;
  expect(run).toMatch(/\/aws-stacks\/runs\/[0-9A-Z]{26}$/);
  await visit(page, run);
  return run;
}

/** Opens the form of a data lake at the page that asks for the key. */
export async function openKeyField(page: Page, account: string) {
  await openTemplate(page, 'S3 data lake');
  await fillPlace(page, {
    name: 'orders',
    account,
    region: 'eu-west-1',
    engine: 'Terraform',
  });
  await page.getByRole('button', { name: 'Next' }).click();
}
