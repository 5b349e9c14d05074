// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { NextPromotion } from '@groundwork/backstage-plugin-groundwork-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { promotion } from '../../__testUtils__/promotion';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, runDetail } from '../../__testUtils__/runs';
import { STACK_ID } from '../../__testUtils__/stacks';

describe('promotion', () => {
  registerMswTestHooks(backend);
  const open = () => renderPage(`/stacks/${STACK_ID}`);

  function posted(): unknown[] {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}/stacks/:stackId/promote`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(runDetail);
      }),
    );
    return bodies;
  }

  const withNext = (next: Partial<NextPromotion>) =>
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId/promotion`, () =>
        HttpResponse.json({
          ...promotion,
          next: { ...promotion.next, ...next },
        }),
      ),
    );

  async function askFor(environment: string) {
    await userEvent.click(
      await screen.findByRole('button', { name: `Promote to ${environment}` }),
    );
    return screen.findByRole('dialog');
  }

  it('shows the ladder and where only promoted code is applied', async () => {
    open();
    const ladder = await screen.findByRole('table', {
      name: 'This stack in each environment',
    });
    const [, ...rows] = within(ladder).getAllByRole('row');
    expect(rows[0]).toHaveTextContent(/This stack.*Same code.*1\.9\.0/);
    expect(rows[1]).toHaveTextContent(/Older code.*1\.8\.0/);
    expect(rows[2]).toHaveTextContent(/Only code that has succeeded.*No stack/);
    expect(screen.getByText('1 file of the code differs')).toBeVisible();
    expect(screen.getByText('terraform/main.tf')).toBeVisible();
  });

  it('sends the inputs that were changed alone, and opens the run', async () => {
    const user = userEvent.setup();
    const bodies = posted();
    open();
    const dialog = await askFor('staging');
    expect(within(dialog).queryByLabelText('alias')).not.toBeInTheDocument();
    const rotation = within(dialog).getByLabelText('rotation');
    expect(rotation).toHaveValue('365');
    expect(rotation).toHaveAccessibleDescription('Here: 90 There now: 365');
    await user.click(within(dialog).getByLabelText('Show all inputs'));
    expect(within(dialog).getByLabelText('alias')).toHaveValue('orders');
    const confirm = within(dialog).getByRole('button', {
      name: 'Plan the promotion',
    });
    await user.type(within(dialog).getByLabelText(/Reason/), 'It is ready');
    await user.clear(rotation);
    await user.type(rotation, 'many');
    expect(confirm).toBeDisabled();
    await user.clear(rotation);
    await user.type(rotation, '180');
    await user.click(confirm);
    await waitFor(() =>
      expect(bodies).toEqual([
        {
          target: promotion.next?.target,
          inputs: { rotation: 180 },
          layerOutputs: [],
          reason: 'It is ready',
        },
      ]),
    );
  });

  it('asks for the account and for what is not taken along', async () => {
    const user = userEvent.setup();
    const bodies = posted();
    withNext({
      environment: 'production',
      target: undefined,
      secretNames: [],
      inputs: [
        {
          name: 'key_arn',
          secret: false,
          source: 'arn:dev',
          isSet: false,
          differs: true,
          isRequired: true,
          output: { layer: 'kms', output: 'key_arn' },
        },
      ],
    });
    const choice = {
      stackId: STACK_ID,
      output: 'key_arn',
      value: 'arn:prod',
      stackName: 'keys',
      entityRef: 'resource:default/kms-keys-production',
      target: {
        accountId: '111111111111',
        region: 'eu-west-1',
        environment: 'production',
      },
    };
    backend.use(
      http.get(`${BASE_URL}/outputs`, () => HttpResponse.json(page([choice]))),
    );
    open();
    const dialog = await askFor('production');
    await user.type(within(dialog).getByLabelText(/Reason/), 'It is ready');
    const choose = async (label: RegExp, option: RegExp) => {
      await user.click(within(dialog).getByRole('button', { name: label }));
      await user.click(await screen.findByRole('option', { name: option }));
    };
    await choose(/Account/, /AI Core production/);
    const confirm = within(dialog).getByRole('button', {
      name: 'Plan the promotion',
    });
    expect(confirm).toBeDisabled();
    await choose(/key_arn/, /keys: arn:prod/);
    await user.click(confirm);
    await waitFor(() =>
      expect(bodies).toEqual([
        {
          target: choice.target,
          inputs: { key_arn: 'arn:prod' },
          layerOutputs: [
            { stackId: STACK_ID, output: 'key_arn', value: 'arn:prod' },
          ],
          reason: 'It is ready',
        },
      ]),
    );
  });

  it('says why nothing can be promoted, and offers nothing', async () => {
    withNext({ blocked: 'Nothing is applied to it' });
    open();
    expect(
      await screen.findByText(/cannot be promoted: Nothing is applied to it/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Promote to/ }),
    ).not.toBeInTheDocument();
  });

  it('keeps the refusal of the backend in the dialog', async () => {
    const user = userEvent.setup();
    backend.use(
      http.post(`${BASE_URL}/stacks/:stackId/promote`, () =>
        refusal(409, 'ConflictError', 'It has not succeeded in staging'),
      ),
    );
    open();
    const dialog = await askFor('staging');
    await user.type(within(dialog).getByLabelText(/Reason/), 'It is ready');
    await user.click(
      within(dialog).getByRole('button', { name: 'Plan the promotion' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It has not succeeded in staging',
    );
  });

  it('says on the run where its code was before', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs/:runId`, () =>
        HttpResponse.json({
          ...runDetail,
          promotedFrom: {
            stackId: STACK_ID,
            entityRef: 'resource:default/kms-orders-staging',
            environment: 'staging',
            runId: '01JD5T000000000000000RVN01',
          },
        }),
      ),
    );
    renderPage(`/runs/${RUN_ID}`);
    expect(
      await screen.findByRole('link', { name: 'kms-orders-staging' }),
    ).toHaveAttribute('href', `/aws-stacks/stacks/${STACK_ID}`);
    expect(screen.getByText('Promoted from')).toBeVisible();
  });
});
