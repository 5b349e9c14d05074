// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { run, runDetail } from '../../__testUtils__/runs';

const other = {
  ...run,
  id: '01JD5T000000000000000RVN77',
  name: 'billing',
};

describe('RunsPage', () => {
  registerMswTestHooks(backend);

  it('puts first what waits for the person who looks, and counts what waits for others', async () => {
    const states: string[] = [];
    backend.use(
      http.get(`${BASE_URL}/runs`, ({ request }) => {
        const state = new URL(request.url).searchParams.get('state');
        if (state) states.push(state);
        return HttpResponse.json(page([run, other]));
      }),
      http.get(`${BASE_URL}/approvals`, () =>
        HttpResponse.json(page([], { mine: 2, totalItems: 5 })),
      ),
      http.get(`${BASE_URL}/runs/:runId`, ({ params }) =>
        HttpResponse.json(
          params.runId === run.id
            ? { ...runDetail, state: 'needs-attention', actions: ['resume'] }
            : { ...runDetail, ...other, actions: ['discard'] },
        ),
      ),
    );
    renderPage('/runs');
    const waiting = await screen.findByRole('region', {
      name: 'Waiting for you',
    });
    expect(
      within(waiting).getByRole('link', { name: 'orders' }),
    ).toHaveAttribute('href', `/aws-stacks/runs/${run.id}`);
    expect(waiting).not.toHaveTextContent('billing');
    expect(
      within(waiting).getByRole('link', {
        name: '2 plans wait for your approval',
      }),
    ).toHaveAttribute('href', '/aws-stacks/approvals');
    expect(waiting).toHaveTextContent('4 runs wait for somebody else.');
    expect(states).toEqual(['policy-failed,gated,needs-attention']);
    const all = screen.getByRole('region', { name: 'All runs' });
    expect(
      await within(all).findByRole('link', { name: 'billing' }),
    ).toBeVisible();
  });

  it('filters by the state in the address', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs`, ({ request }) =>
        HttpResponse.json(
          page(
            new URL(request.url).searchParams.get('state') === 'failed'
              ? []
              : [run],
          ),
        ),
      ),
    );
    renderPage('/runs?state=failed');
    expect(await screen.findByText('No run is in this state')).toBeVisible();
  });

  it('shows older runs on demand', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs`, ({ request }) => {
        const query = new URL(request.url).searchParams;
        if (query.get('state')) return HttpResponse.json(page([]));
        return HttpResponse.json(
          query.get('cursor') === 'older'
            ? page([other])
            : page([run], { nextCursor: 'older' }),
        );
      }),
    );
    renderPage('/runs');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older runs' }),
    );
    expect(await screen.findByRole('link', { name: 'billing' })).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Show older runs' }),
    ).not.toBeInTheDocument();
  });

  it('says that there are no runs yet', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs`, () => HttpResponse.json(page([]))),
    );
    renderPage('/runs');
    expect(await screen.findByText('No runs yet')).toBeVisible();
    expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderPage('/runs');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.stack.read',
    );
  });
});
