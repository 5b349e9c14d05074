// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { ImportTargets } from '@groundwork/backstage-plugin-groundwork-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend } from '../../__testUtils__/backend';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, runDetail } from '../../__testUtils__/runs';
import { STACK_ID, stackDetail } from '../../__testUtils__/stacks';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/12-ab';
const TARGETS: ImportTargets = {
  source: { runId: RUN_ID, digest: 'a'.repeat(64), secretNames: [] },
  targets: [
    { address: 'aws_kms_key.this', type: 'aws_kms_key' },
    { address: 'aws_kms_alias.this', type: 'aws_kms_alias' },
  ],
};

/** At once, not letter by letter. */
async function fill(
  user: ReturnType<typeof userEvent.setup>,
  field: HTMLElement,
  text: string,
) {
  await user.click(field);
  await user.paste(text);
}

describe('importing resources', () => {
  registerMswTestHooks(backend);

  function serve(stack: object, targets: ImportTargets = TARGETS): unknown[] {
    const bodies: unknown[] = [];
    const imported = {
      ...runDetail,
      imports: [{ to: 'aws_kms_key.this', id: '12-ab' }],
    };
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        HttpResponse.json({ ...stackDetail, ...stack }),
      ),
      http.get(`${BASE_URL}/stacks/:stackId/import`, () =>
        HttpResponse.json(targets),
      ),
      http.post(`${BASE_URL}/stacks/:stackId/import`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(imported);
      }),
      http.get(`${BASE_URL}/runs/:runId`, () => HttpResponse.json(imported)),
    );
    return bodies;
  }

  const open = async (query = '') => {
    const user = userEvent.setup();
    renderPage(`/stacks/${STACK_ID}${query}`);
    if (!query) {
      await user.click(
        await screen.findByRole('button', { name: 'Import resources' }),
      );
    }
    return { user, dialog: await screen.findByRole('dialog') };
  };

  it('plans what is chosen under an address of the source, and the run says what it imports', async () => {
    const bodies = serve({ actions: ['import'] });
    const { user, dialog } = await open();
    await user.click(
      await within(dialog).findByRole('button', { name: 'aws_kms_key.this' }),
    );
    expect(
      within(dialog).queryByRole('button', { name: 'aws_kms_key.this' }),
    ).not.toBeInTheDocument();
    const id = within(dialog).getByLabelText(/Id 1 for the import/);
    await fill(user, within(dialog).getByLabelText(/Reason/), 'It stands');
    const confirm = within(dialog).getByRole('button', {
      name: 'Plan the import',
    });
    expect(confirm).toBeDisabled();
    await fill(user, id, '12-ab');
    expect(confirm).toBeEnabled();
    await user.click(confirm);
    expect(await screen.findByText('12-ab → aws_kms_key.this')).toBeVisible();
    expect(bodies).toEqual([
      {
        imports: [{ to: 'aws_kms_key.this', id: '12-ab' }],
        runId: RUN_ID,
        reason: 'It stands',
      },
    ]);
  });

  it('takes neither an expression for an address nor one address twice', async () => {
    serve({ actions: ['import'] });
    const { user, dialog } = await open();
    const first = await within(dialog).findByLabelText(/Address 1/);
    await fill(user, first, 'aws_kms_key.this[var.x]');
    expect(
      within(dialog).getByText('This is not the address of a resource.'),
    ).toBeVisible();
    await user.clear(first);
    await fill(user, first, 'aws_kms_key.this');
    await fill(user, within(dialog).getByLabelText(/Id 1/), 'one');
    await user.click(
      within(dialog).getByRole('button', { name: 'Add a resource' }),
    );
    await fill(
      user,
      within(dialog).getByLabelText(/Address 2/),
      'aws_kms_key.this',
    );
    await fill(user, within(dialog).getByLabelText(/Id 2/), 'two');
    await fill(user, within(dialog).getByLabelText(/Reason/), 'It stands');
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'can be named once',
    );
    expect(
      within(dialog).getByRole('button', { name: 'Plan the import' }),
    ).toBeDisabled();
    await user.click(
      within(dialog).getByRole('button', { name: 'Remove resource 2' }),
    );
    expect(
      within(dialog).getByRole('button', { name: 'Plan the import' }),
    ).toBeEnabled();
  });

  it('opens with the resource that another page wants to be imported', async () => {
    serve({ actions: ['import'] });
    const { dialog } = await open(`?import=${encodeURIComponent(KEY_ARN)}`);
    expect(
      await within(dialog).findByDisplayValue('aws_kms_key.this'),
    ).toBeVisible();
    expect(within(dialog).getByDisplayValue('12-ab')).toBeVisible();
  });

  it('says on the page of a CDK stack how it is done there', async () => {
    serve({ engine: 'cdk', actions: ['change'] });
    renderPage(`/stacks/${STACK_ID}`);
    expect(await screen.findByText(/with cdk import/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Import resources' }),
    ).not.toBeInTheDocument();
  });

  it('says of a registered stack where it comes from, and forgets it', async () => {
    const origin = 's3://states/network.tfstate';
    const forgotten: unknown[] = [];
    serve({
      standing: { origin },
      actions: ['deregister'],
      sourceDigest: undefined,
    });
    backend.use(
      http.post(`${BASE_URL}/stacks/:stackId/deregister`, async args => {
        forgotten.push(await args.request.json());
        return HttpResponse.json({ stackId: STACK_ID });
      }),
    );
    const user = userEvent.setup();
    renderPage(`/stacks/${STACK_ID}`);
    expect(await screen.findByText(/Origin: s3:\/\/states/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Forget' }));
    const dialog = await screen.findByRole('dialog');
    await fill(user, within(dialog).getByLabelText(/Reason/), 'A mistake');
    await user.click(within(dialog).getByRole('button', { name: 'Forget' }));
    await waitFor(() => expect(forgotten).toEqual([{ reason: 'A mistake' }]));
  });
});
