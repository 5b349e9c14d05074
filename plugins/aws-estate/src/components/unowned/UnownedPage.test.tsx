// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import {
  ACTIONS_URL,
  BASE_URL,
  answer,
  backend,
  page,
  refusal,
} from '../../__testUtils__/backend';
import { denied, stray, suggested } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPlugin';

const entity = (kind: string, name: string, title?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', title },
});

const entities = [
  entity('Component', 'billing', 'Billing'),
  entity('Component', 'orders'),
  entity('User', 'billy'),
];

/** Writes accepted owners into a file, and keeps what was accepted. */
function takeOwners() {
  const accepted: unknown[] = [];
  backend.use(
    http.post(`${BASE_URL}/ownership/accept`, async ({ request }) => {
      const body = await request.json();
      accepted.push(body);
      return HttpResponse.json({
        fileName: 'aws-owners.patch.yaml',
        content: `kind: Component\n# ${accepted.length}\n`,
        hint: 'Add each annotation to the catalog file of its entity.',
      });
    }),
  );
  return accepted;
}

async function select(name: RegExp) {
  const row = await screen.findByRole('row', { name });
  await userEvent.click(within(row).getByRole('checkbox'));
}

describe('UnownedPage', () => {
  registerMswTestHooks(backend);

  it('lists what nobody owns, with who could and why', async () => {
    const queries: string[] = [];
    backend.use(
      http.get(`${BASE_URL}/resources`, ({ request }) => {
        queries.push(new URL(request.url).search);
        return HttpResponse.json(page([suggested, stray]));
      }),
    );
    renderPage('/unowned?account=111111111111&region=eu-west-1&type=sqs');
    const row = await screen.findByRole('row', { name: /dead-letters/ });
    expect(row).toHaveTextContent('orders');
    expect(row).toHaveTextContent('its name says so');
    expect(screen.getByRole('row', { name: /stray/ })).toHaveTextContent(
      'Nobody is suggested',
    );
    expect(screen.getByText('2 resources')).toBeVisible();
    expect(queries[0]).toBe(
      '?accountId=111111111111&region=eu-west-1&resourceType=sqs&limit=25&owned=false',
    );
  });

  it('leads to the stacks of the account that can import a resource', async () => {
    backend.use(
      http.get(`${BASE_URL}/resources`, () => HttpResponse.json(page([stray]))),
    );
    renderPage('/unowned');
    const link = await screen.findByRole('link', {
      name: `Import ${stray.name} into a stack`,
    });
    const url = new URL(link.getAttribute('href') ?? '', 'http://app.test');
    expect(url.pathname).toBe('/aws-stacks/stacks');
    expect(url.searchParams.get('import')).toBe(stray.arn);
    expect(url.searchParams.get('account')).toBe(stray.accountId);
  });

  it('accepts in bulk: a suggestion, another suggestion, any entity of the catalog', async () => {
    const accepted = takeOwners();
    renderPage('/unowned', { entities });
    await select(/dead-letters/);
    await select(/stray/);
    expect(
      screen.getByText('2 selected, one of them without an owner'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Choose another owner of orders-dead-letters',
      }),
    );
    await userEvent.click(
      await screen.findByRole('radio', { name: /it owns the account/ }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Use this owner' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose an owner of stray' }),
    );
    await userEvent.type(await screen.findByRole('combobox'), 'bill');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await userEvent.click(screen.getByRole('option', { name: /Billing/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Use this owner' }),
    );
    expect(await screen.findByRole('row', { name: /stray/ })).toHaveTextContent(
      'chosen by you',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Accept 2 owners' }),
    );
    expect(await screen.findByText(/kind: Component/)).toBeVisible();
    expect(accepted).toEqual([
      {
        owners: [
          { arn: suggested.arn, entityRef: 'group:default/orders-team' },
          { arn: stray.arn, entityRef: 'component:default/billing' },
        ],
        format: 'catalog-file',
      },
    ]);
  });

  it('gives the file in either format, to copy and to save', async () => {
    const user = userEvent.setup();
    const copy = jest.spyOn(navigator.clipboard, 'writeText');
    const accepted = takeOwners();
    const save = jest.fn();
    URL.createObjectURL = save.mockReturnValue('blob:1');
    URL.revokeObjectURL = jest.fn();
    renderPage('/unowned');
    await select(/dead-letters/);
    await user.click(screen.getByRole('button', { name: 'Accept one owner' }));
    await user.click(
      await screen.findByRole('radio', { name: /A catalog file/ }),
    );
    await waitFor(() =>
      expect(accepted[1]).toMatchObject({ format: 'catalog-file' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Copy the file' }),
    );
    expect(copy).toHaveBeenCalledWith('kind: Component\n# 2\n');
    await user.click(screen.getByRole('button', { name: 'Download' }));
    expect(save).toHaveBeenCalledTimes(1);
    expect(
      screen.getByText(
        'Add each annotation to the catalog file of its entity.',
      ),
    ).toBeVisible();
  });

  it('says what to install for a pull request', async () => {
    takeOwners();
    renderPage('/unowned');
    await select(/dead-letters/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Accept one owner' }),
    );
    expect(
      await screen.findByText(
        /install a scaffolder action publish:github:pull-request .*groundwork:ownership:write.*the template aws-ownership/,
      ),
    ).toBeVisible();
  });

  it('leads to the form of the pull request where everything is installed', async () => {
    takeOwners();
    backend.use(
      answer(ACTIONS_URL, [
        { id: 'publish:github:pull-request' },
        { id: 'groundwork:ownership:write' },
      ]),
    );
    renderPage('/unowned', { entities: [entity('Template', 'aws-ownership')] });
    await select(/dead-letters/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Accept one owner' }),
    );
    const link = await screen.findByRole('link', {
      name: 'Open a pull request',
    });
    const url = new URL(link.getAttribute('href') ?? '', 'http://app.test');
    expect(url.pathname).toBe('/create/templates/default/aws-ownership');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      owners: [{ arn: suggested.arn, entityRef: 'component:default/orders' }],
    });
  });

  it('shows in the dialog why the owners were refused', async () => {
    backend.use(
      http.post(`${BASE_URL}/ownership/accept`, () =>
        refusal(400, 'InputError', 'It belongs to somebody already'),
      ),
    );
    renderPage('/unowned');
    await select(/dead-letters/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Accept one owner' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It belongs to somebody already',
    );
  });

  it('tells "all have an owner" from "not all could be read"', async () => {
    backend.use(answer(`${BASE_URL}/resources`, page([])));
    const { unmount } = renderPage('/unowned');
    expect(
      await screen.findByText('Everything that was found belongs to somebody'),
    ).toBeVisible();
    unmount();
    backend.use(
      answer(`${BASE_URL}/resources`, page([], { problems: [denied] })),
    );
    renderPage('/unowned');
    expect(
      await screen.findByText('Nothing is known to be without an owner'),
    ).toBeVisible();
    expect(screen.getByText(/refused: tag:GetResources/)).toBeVisible();
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/resources`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderPage('/unowned');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.estate.resource.read',
    );
  });
});
