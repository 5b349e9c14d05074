// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, delay, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { stack } from '../../__testUtils__/stacks';

describe('StacksPage', () => {
  registerMswTestHooks(backend);

  it('lists stacks with account name, environment, status and last run in words', async () => {
    renderPage('/stacks');
    const row = await screen.findByRole('row', { name: /orders/ });
    expect(row).toHaveTextContent('kms');
    await waitFor(() => expect(row).toHaveTextContent('AI Core production'));
    expect(row).toHaveTextContent('111111111111eu-west-1');
    expect(row).toHaveTextContent('Production');
    expect(row).toHaveTextContent('Terraform');
    expect(row).toHaveTextContent('Applied');
    expect(row).toHaveTextContent('Succeeded');
    expect(screen.getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      `/aws-stacks/stacks/${stack.id}`,
    );
  });

  it('asks the backend for what the address says', async () => {
    const queries: string[] = [];
    backend.use(
      http.get(`${BASE_URL}/stacks`, ({ request }) => {
        queries.push(new URL(request.url).search);
        const all = new URL(request.url).searchParams.get('status') === null;
        return HttpResponse.json(page(all ? [stack] : []));
      }),
    );
    renderPage(
      '/stacks?layer=kms&environment=production&account=111111111111&text=ord&status=needs-attention',
    );
    expect(
      await screen.findByText('No stack matches these filters'),
    ).toBeVisible();
    expect(queries[0]).toBe(
      '?layer=kms&environment=production&accountId=111111111111&text=ord&status=needs-attention&limit=200',
    );
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await screen.findByRole('row', { name: /orders/ })).toBeVisible();
    await waitFor(() => expect(queries.at(-1)).toBe('?limit=200'));
  });

  it('reads on with the cursor until there is no more', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks`, ({ request }) =>
        new URL(request.url).searchParams.get('cursor') === 'next'
          ? HttpResponse.json(
              page([
                { ...stack, id: '01JD5T000000000000000KMS09', name: 'second' },
              ]),
            )
          : HttpResponse.json(page([stack], { nextCursor: 'next' })),
      ),
    );
    renderPage('/stacks');
    expect(await screen.findByRole('row', { name: /second/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /orders/ })).toBeVisible();
  });

  it('says that it is loading', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks`, async () => {
        await delay('infinite');
      }),
    );
    renderPage('/stacks');
    expect(await screen.findByText('Loading')).toBeInTheDocument();
  });

  it('points to the templates when there is no stack yet', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks`, () => HttpResponse.json(page([]))),
    );
    renderPage('/stacks');
    expect(await screen.findByText('No stacks yet')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Create the first one' }),
    ).toHaveAttribute('href', '/create');
  });

  it('shows what it has beside what could not be read', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks`, () =>
        HttpResponse.json(
          page([stack], {
            problems: [
              {
                accountId: '222222222222',
                region: 'eu-west-1',
                code: 'AccessDenied',
                action: 'sts:AssumeRole',
                hint: 'Let the role be assumed.',
              },
            ],
          }),
        ),
      ),
    );
    renderPage('/stacks');
    expect(await screen.findByText('Problems in one account')).toBeVisible();
    expect(screen.getByText(/refused: sts:AssumeRole/)).toBeVisible();
    expect(screen.getByRole('row', { name: /orders/ })).toBeVisible();
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/stacks`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderPage('/stacks');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.stack.read',
    );
  });

  it('says what failed and tries again', async () => {
    backend.use(
      http.get(
        `${BASE_URL}/stacks`,
        () => refusal(503, 'ServiceUnavailableError', 'The database is away'),
        { once: true },
      ),
    );
    renderPage('/stacks');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /orders/ })).toBeVisible();
  });
});
