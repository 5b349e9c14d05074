// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { form, someDependants, sources } from '../../__testUtils__/lifecycle';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, runDetail } from '../../__testUtils__/runs';
import { STACK_ID, stackDetail } from '../../__testUtils__/stacks';

describe('the life of a stack', () => {
  registerMswTestHooks(backend);
  const open = () => renderPage(`/stacks/${STACK_ID}`);

  beforeEach(() => {
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        HttpResponse.json({
          ...stackDetail,
          actions: ['change', 'rollback', 'destroy'],
        }),
      ),
    );
  });

  /** Takes note of what is posted, and answers a run. */
  function posted(what: string): unknown[] {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}/stacks/:stackId/${what}`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ ...runDetail, operation: 'destroy' });
      }),
      http.get(`${BASE_URL}/runs/:runId`, () =>
        HttpResponse.json({ ...runDetail, operation: 'destroy' }),
      ),
    );
    return bodies;
  }

  it('plans a destruction once the name and a reason are written, and opens its run', async () => {
    const user = userEvent.setup();
    const bodies = posted('destroy');
    open();
    await user.click(await screen.findByRole('button', { name: 'Destroy' }));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('Nothing that is known depends on it.'),
    ).toBeVisible();
    const confirm = within(dialog).getByRole('button', {
      name: 'Plan the destruction',
    });
    await user.type(within(dialog).getByLabelText(/Reason/), 'Moved away');
    await user.type(within(dialog).getByLabelText(/Ticket/), 'CHG-1042');
    await user.type(within(dialog).getByLabelText(/Name of the stack/), 'orde');
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByLabelText(/Name of the stack/), 'rs');
    expect(confirm).toBeEnabled();
    await user.click(confirm);
    expect(
      await screen.findByRole('heading', {
        name: 'Destruction of kms / orders',
      }),
    ).toBeVisible();
    expect(bodies).toEqual([
      {
        confirmation: 'orders',
        reason: 'Moved away',
        ticket: 'CHG-1042',
      },
    ]);
  });

  it('names what depends on a stack, in order, and plans no destruction', async () => {
    const user = userEvent.setup();
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId/dependants`, () =>
        HttpResponse.json(someDependants),
      ),
    );
    open();
    await user.click(await screen.findByRole('button', { name: 'Destroy' }));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/cannot be destroyed while others/),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('link', {
        name: 'data-lake-events-development',
      }),
    ).toBeVisible();
    expect(within(dialog).getByText(/orders-api/)).toBeVisible();
    expect(
      within(dialog).getByText(/1 more stack depends on it/),
    ).toBeVisible();
    await user.type(within(dialog).getByLabelText(/Reason/), 'Moved away');
    await user.type(
      within(dialog).getByLabelText(/Name of the stack/),
      'orders',
    );
    expect(
      within(dialog).getByRole('button', { name: 'Plan the destruction' }),
    ).toBeDisabled();
  });

  it('opens the form of the layer, filled in, and says what it is not filled in with', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/values are not kept: import_token/),
    ).toBeVisible();
    expect(
      within(dialog).getByText(/no longer asks for: old_alias/),
    ).toBeVisible();
    const href =
      within(dialog)
        .getByRole('link', { name: 'Open the form' })
        .getAttribute('href') ?? '';
    const url = new URL(href, 'http://app.test');
    expect(url.pathname).toBe('/create/templates/default/kms');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual(
      form.formData,
    );
  });

  it('says why a form cannot be filled in', async () => {
    const user = userEvent.setup();
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId/form`, () =>
        refusal(404, 'NotFoundError', 'There is no template:default/kms'),
      ),
    );
    open();
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'There is no template:default/kms',
    );
    expect(
      within(dialog).queryByRole('link', { name: 'Open the form' }),
    ).not.toBeInTheDocument();
  });

  it('shows the sources, and plans an older one', async () => {
    const user = userEvent.setup();
    const bodies = posted('rollback');
    open();
    const table = await screen.findByRole('table', {
      name: 'Sources that were applied',
    });
    expect(
      within(table).getByRole('row', { name: /aaaaaaaaaaaa/ }),
    ).toHaveTextContent('CHG-7: Rotate each quarter');
    expect(within(table).getAllByText('Applied now')).toHaveLength(1);
    expect(
      within(table).getAllByRole('button', { name: /Roll back/ }),
    ).toHaveLength(sources.length - 1);
    await user.click(
      within(table).getByRole('button', { name: 'Roll back cccccccccccc' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText(/Reason/), 'It was better');
    await user.click(
      within(dialog).getByRole('button', { name: 'Plan the way back' }),
    );
    await waitFor(() =>
      expect(bodies).toEqual([
        { runId: sources[1].runId, reason: 'It was better' },
      ]),
    );
  });

  it('leads back to the last good source from a run that failed', async () => {
    const user = userEvent.setup();
    const bodies = posted('rollback');
    backend.use(
      http.get(`${BASE_URL}/runs/:runId`, () =>
        HttpResponse.json({ ...runDetail, state: 'failed', actions: [] }),
      ),
    );
    renderPage(`/runs/${RUN_ID}`);
    await user.click(
      await screen.findByRole('button', {
        name: 'Back to the last good source',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText(/Reason/), 'It failed');
    const secret = await within(dialog).findByLabelText(/import_token/);
    const confirm = within(dialog).getByRole('button', {
      name: 'Plan the way back',
    });
    expect(confirm).toBeDisabled();
    await user.type(secret, 's3cret');
    await user.click(confirm);
    await waitFor(() =>
      expect(bodies).toEqual([
        { reason: 'It failed', secretVariables: { import_token: 's3cret' } },
      ]),
    );
  });

  it('keeps the dialog open with what the request was refused for', async () => {
    const user = userEvent.setup();
    backend.use(
      http.post(`${BASE_URL}/stacks/:stackId/destroy`, () =>
        refusal(409, 'ConflictError', 'It cannot be destroyed: orders-api'),
      ),
    );
    open();
    await user.click(await screen.findByRole('button', { name: 'Destroy' }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('Nothing that is known depends on it.');
    await user.type(within(dialog).getByLabelText(/Reason/), 'Moved away');
    await user.type(
      within(dialog).getByLabelText(/Name of the stack/),
      'orders',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Plan the destruction' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It cannot be destroyed: orders-api',
    );
  });

  it('says of a destroyed stack when and by which run, and what was kept', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        HttpResponse.json({
          ...stackDetail,
          status: 'destroyed',
          outputs: [],
          sourceDigest: undefined,
          appliedAt: undefined,
          actions: ['change'],
          destroyed: { runId: RUN_ID, at: '2025-11-21T10:00:00Z' },
        }),
      ),
    );
    open();
    expect(await screen.findByText('This stack was destroyed')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See the run that has destroyed it' }),
    ).toHaveAttribute('href', `/aws-stacks/runs/${RUN_ID}`);
    expect(
      screen.getByRole('region', { name: 'Kept when it was destroyed' }),
    ).toHaveTextContent('aws_kms_key.this');
    expect(
      screen.queryByRole('button', { name: 'Destroy' }),
    ).not.toBeInTheDocument();
  });

  it('offers nothing that the backend does not', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        HttpResponse.json({ ...stackDetail, actions: [] }),
      ),
    );
    open();
    await screen.findByRole('heading', { name: 'kms / orders' });
    await screen.findByRole('table', { name: 'Sources that were applied' });
    for (const name of ['Change', 'Destroy', /Roll back/]) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
  });
});
