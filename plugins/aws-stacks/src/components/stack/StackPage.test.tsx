// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { renderPage } from '../../__testUtils__/renderPlugin';
import {
  STACK_ID,
  dataLakeStack,
  stackDetail,
} from '../../__testUtils__/stacks';

describe('StackPage', () => {
  registerMswTestHooks(backend);
  const open = () => renderPage(`/stacks/${STACK_ID}`);

  it('shows facts, outputs, resources and runs', async () => {
    open();
    expect(
      await screen.findByRole('heading', { name: 'kms / orders' }),
    ).toBeVisible();
    expect(screen.getAllByText('In sync')).not.toHaveLength(0);
    const outputs = screen.getByRole('table', { name: 'Outputs' });
    expect(
      within(outputs).getByRole('row', { name: /alias_name/ }),
    ).toHaveTextContent('alias/orders');
    expect(
      within(outputs).getByRole('row', { name: /grants/ }),
    ).toHaveTextContent('{"readers":["orders-api"]}');
    const resources = screen.getByRole('table', { name: 'Resources' });
    expect(
      within(resources).getByRole('row', { name: /aws_kms_key.this/ }),
    ).toHaveTextContent('arn:aws:kms:eu-west-1:111111111111:key/1234abcd');
    expect(
      within(resources).getByRole('row', { name: /aws_kms_key_policy/ }),
    ).toHaveTextContent('None');
    expect(
      await screen.findByText(
        '2 to create, 1 to update, 1 to replace, 1 to delete',
      ),
    ).toBeVisible();
  });

  it('names a sensitive output and has no value of it to copy', async () => {
    open();
    const row = await screen.findByRole('row', { name: /import_token/ });
    expect(row).toHaveTextContent('Sensitive: the value stays in the account');
    expect(within(row).queryByRole('button')).not.toBeInTheDocument();
  });

  it('copies an output', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    open();
    await user.click(
      await screen.findByRole('button', { name: 'Copy alias_name' }),
    );
    expect(write).toHaveBeenCalledWith('alias/orders');
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  it('says what is missing of a stack that was never applied, and what it depends on', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        HttpResponse.json({ ...dataLakeStack, outputs: [], resources: [] }),
      ),
      http.get(`${BASE_URL}/runs`, () => HttpResponse.json(page([]))),
    );
    open();
    expect(await screen.findByText(/has not been applied yet/)).toBeVisible();
    expect(screen.getByText(/Nothing stands yet/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'kms-orders-production' }),
    ).toHaveAttribute('href', `/aws-stacks/stacks/${STACK_ID}`);
    expect(
      screen.queryByRole('button', { name: 'Download source' }),
    ).not.toBeInTheDocument();
    expect(
      await screen.findByText('No run of this stack is kept.'),
    ).toBeVisible();
  });

  it('keeps the stack in sight when its runs are denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.stack.read',
    );
    expect(screen.getByRole('heading', { name: 'kms / orders' })).toBeVisible();
  });

  it('says in words why the source could not be downloaded', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId/source`, () =>
        refusal(404, 'NotFoundError', 'The bundle is gone'),
      ),
    );
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download source' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The source could not be downloaded: The bundle is gone',
    );
  });

  it('tells an unknown stack from a failure', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        refusal(404, 'NotFoundError', `There is no stack ${stackDetail.id}.`),
      ),
    );
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      `There is no stack ${stackDetail.id}.`,
    );
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
  });
});
