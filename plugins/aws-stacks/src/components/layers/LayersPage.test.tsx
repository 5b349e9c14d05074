// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { LayerGraph } from '@groundwork/backstage-plugin-groundwork-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { layerGraph, manyLayers } from '../../__testUtils__/layers';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { STACK_ID } from '../../__testUtils__/stacks';

const answer = (graph: LayerGraph) =>
  backend.use(
    http.get(`${BASE_URL}/layers/graph`, () => HttpResponse.json(graph)),
  );

const layer = (name: RegExp) => screen.findByRole('button', { name });
const panel = (name: string) => screen.findByRole('group', { name });

describe('LayersPage', () => {
  registerMswTestHooks(backend);

  it('draws the layers by phase, with state, progress and what they wait for', async () => {
    renderPage('/layers');
    expect(await layer(/^KMS key/)).toHaveTextContent('Not there yet');
    const lake = await layer(/^S3 data lake/);
    expect(lake).toHaveTextContent('Blocked');
    expect(lake).toHaveAccessibleDescription('waits for KMS key');
    const scale = screen.getByRole('region', { name: 'Global Scale' });
    expect(scale).toHaveTextContent('LedgerClosed by AWS');
    expect(scale).toHaveTextContent('requires also KMS key');
    const foundation = screen.getByRole('region', { name: 'Foundation' });
    expect(foundation).toHaveTextContent('0 of 2 stand');
    expect(foundation.querySelectorAll('path[d^="M 208"]')).toHaveLength(1);
  });

  it('shows another environment, and says so in the address', async () => {
    renderPage('/layers');
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Development' }),
    );
    expect(await layer(/^KMS key/)).toHaveTextContent('Drifted');
    expect(await layer(/^Ledger/)).toHaveTextContent('Not yours to see');
    expect(
      screen.getByRole('region', { name: 'Foundation' }),
    ).toHaveTextContent('1 of 2 stand, 1 needs attention');
    expect(screen.getByRole('radio', { name: 'Development' })).toBeChecked();
  });

  it('asks for the account of the address', async () => {
    const queries: string[] = [];
    backend.use(
      http.get(`${BASE_URL}/layers/graph`, ({ request }) => {
        queries.push(new URL(request.url).search);
        return HttpResponse.json({
          ...layerGraph,
          environments: layerGraph.environments.slice(1),
        });
      }),
    );
    renderPage('/layers?account=111111111113');
    expect(await layer(/^KMS key/)).toHaveTextContent('Drifted');
    expect(queries).toEqual(['?account=111111111113']);
  });

  it('opens a layer: its stacks, what is hidden, and its form filled in with the place', async () => {
    renderPage('/layers?environment=development');
    await userEvent.click(await layer(/^KMS key/));
    const key = within(await panel('KMS key'));
    expect(key.getByText('A key that rotates')).toBeVisible();
    expect(key.getByRole('link', { name: 'Stack orders' })).toHaveAttribute(
      'href',
      `/aws-stacks/stacks/${STACK_ID}`,
    );
    expect(key.getByRole('link', { name: 'Last run' })).toHaveAttribute(
      'href',
      '/aws-stacks/runs/01JD5T000000000000000RVN01',
    );
    expect(key.getByText('1 stack that you may not see.')).toBeVisible();
    await waitFor(() =>
      expect(
        key.getByRole('link', {
          name: 'Start KMS key in AI Core development, us-east-1',
        }),
      ).toBeVisible(),
    );
    const link = key.getByRole('link', { name: /, eu-west-1$/ });
    const address = new URL(link.getAttribute('href') ?? '', 'http://app');
    expect(address.pathname).toBe('/create/templates/default/kms');
    expect(JSON.parse(address.searchParams.get('formData') ?? '')).toEqual({
      target: {
        accountId: '111111111113',
        region: 'eu-west-1',
        environment: 'development',
      },
    });

    await userEvent.click(key.getByRole('button', { name: 'S3 data lake' }));
    const lake = within(await panel('S3 data lake'));
    expect(lake.getByText('iam (not in the catalog)')).toBeVisible();
    expect(lake.getByText('No stack.')).toBeVisible();
  });

  it('says what blocks a layer, and that AWS has closed one', async () => {
    renderPage('/layers?layer=data-lake');
    const lake = within(await panel('S3 data lake'));
    expect(
      lake.getByText('Waits for KMS key: it does not stand.'),
    ).toBeVisible();
    expect(lake.queryByRole('link', { name: /^Start/ })).toBeNull();
    await userEvent.click(lake.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('group', { name: 'S3 data lake' })).toBeNull();
    await userEvent.click(await layer(/^Ledger/));
    expect(await panel('Ledger')).toHaveTextContent(
      'AWS takes no new customers since 2025-07-31Use aurora for what is new.',
    );
  });

  it('is gone through with the keyboard alone', async () => {
    renderPage('/layers');
    const key = await layer(/^KMS key/);
    key.focus();
    await userEvent.keyboard('{ArrowDown}');
    const lake = await layer(/^S3 data lake/);
    expect(lake).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(key).toHaveFocus();
    await userEvent.keyboard('{End}');
    const ledger = await layer(/^Ledger/);
    expect(ledger).toHaveFocus();
    expect(ledger).toHaveAttribute('tabindex', '0');
    expect(key).toHaveAttribute('tabindex', '-1');
    await userEvent.keyboard('{Home}{ArrowRight}{Enter}');
    expect(await panel('S3 data lake')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(async () =>
      expect(await layer(/^S3 data lake/)).toHaveFocus(),
    );
  });

  it('shows the same as a table', async () => {
    renderPage('/layers?view=table&environment=development');
    const table = await screen.findByRole('table', { name: 'Foundation' });
    const rows = [...table.querySelectorAll('tr')].map(row =>
      [...row.children].map(cell => cell.textContent),
    );
    expect(rows.slice(1)).toEqual([
      ['KMS key', 'Drifted', 'in 1 of 1 accounts', '', '', '1'],
      [
        'S3 data lake',
        'Not there yet',
        'in 0 of 1 accounts',
        'KMS key, iam',
        '',
        '0',
      ],
    ]);
    await userEvent.click(await layer(/^KMS key/));
    expect(await panel('KMS key')).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'Graph' }));
    expect(
      await screen.findByRole('list', { name: 'Foundation' }),
    ).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('keeps sixty layers apart by phase, and folds a phase away', async () => {
    answer(manyLayers());
    renderPage('/layers');
    expect(await screen.findAllByText(/^layer-\d+$/)).toHaveLength(60);
    await userEvent.click(screen.getByLabelText('Hide Phase 1'));
    expect(screen.getAllByText(/^layer-\d+$/)).toHaveLength(40);
    expect(screen.getByLabelText('Show Phase 1')).toHaveAttribute(
      'aria-expanded',
      'false',
    );
  });

  it('says what could not be shown, and that nothing is enforced', async () => {
    answer({
      ...layerGraph,
      requirements: 'advisory',
      problems: [
        {
          code: 'layer-without-template',
          hint: '1 stack is of the layer own',
        },
      ],
    });
    renderPage('/layers');
    expect(
      await screen.findByText(/1 stack is of the layer own/),
    ).toBeVisible();
    expect(screen.getByText(/A missing layer is only warned of/)).toBeVisible();
  });

  it('says that there are no layers', async () => {
    answer({ ...layerGraph, layers: [] });
    renderPage('/layers');
    expect(await screen.findByText('No layers in the catalog')).toBeVisible();
  });

  it('says that there are no accounts', async () => {
    answer({ ...layerGraph, environments: [] });
    renderPage('/layers');
    expect(await screen.findByText('No accounts')).toBeVisible();
  });

  const refusals: [string, () => ReturnType<typeof refusal>, string][] = [
    [
      'the permission when it is denied',
      () => refusal(403, 'NotAllowedError', 'Not allowed'),
      'groundwork.stack.read',
    ],
    [
      'what went wrong',
      () => refusal(500, 'Error', 'The database is away'),
      'The database is away',
    ],
  ];

  it.each(refusals)('names %s', async (_name, answerWith, words) => {
    backend.use(http.get(`${BASE_URL}/layers/graph`, answerWith));
    renderPage('/layers');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });
});
