// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type {
  StandingFinding,
  StandingFindings,
} from '@groundwork/backstage-plugin-groundwork-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { STACK_ID } from '../../__testUtils__/stacks';

const NETWORK: StandingFinding = {
  origin: 's3://groundwork-tfstate/network.tfstate',
  title: 'network',
  engine: 'terraform',
  region: 'us-east-1',
  resources: 14,
  outputs: 2,
  changedAt: '2025-11-01T00:00:00Z',
  suggestion: { name: 'network', owner: 'group:default/network' },
};
const QUEUE: StandingFinding = {
  ...NETWORK,
  origin: 'arn:aws:cloudformation:us-east-1:111111111111:stack/Queue/1',
  title: 'Queue',
  engine: 'cdk',
  suggestion: { name: 'queue', layer: 'queue', owner: 'group:default/orders' },
};

const found: StandingFindings = {
  items: [
    NETWORK,
    QUEUE,
    {
      ...NETWORK,
      origin: 's3://x/known.tfstate',
      title: 'known',
      stackId: STACK_ID,
    },
    {
      origin: 's3://x/broken.tfstate',
      title: 'broken',
      suggestion: {},
      objection: 'It is no Terraform state of format 4',
    },
  ],
  problems: [
    {
      accountId: '111111111111',
      region: 'us-east-1',
      code: 'AccessDenied',
      hint: 'Allow s3:ListBucket',
    },
  ],
  isCapped: false,
};

describe('the page that registers what stands', () => {
  registerMswTestHooks(backend);

  function posted(path: string, answer: object): unknown[] {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}${path}`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(answer);
      }),
    );
    return bodies;
  }

  async function look() {
    const user = userEvent.setup();
    renderPage('/stacks');
    await user.click(
      await screen.findByRole('link', { name: 'Register what stands' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Look in AWS' }),
    );
    return user;
  }

  it('lists what stands, registers what is ticked, and says what became of each', async () => {
    const asked = posted('/standing/search', found);
    const registered = posted('/standing', {
      items: [
        { origin: NETWORK.origin, stackId: STACK_ID },
        { origin: QUEUE.origin, objection: 'It is not there any more' },
      ],
    });
    const user = await look();
    const table = await screen.findByRole('table', { name: 'Found' });
    expect(asked).toEqual([{ accountId: '111111111111', region: 'us-east-1' }]);
    expect(within(table).getAllByText('14 resources, 2 outputs')).toHaveLength(
      3,
    );
    expect(screen.getByText(/Allow s3:ListBucket/)).toBeVisible();
    expect(
      within(table).getByText('It is no Terraform state of format 4'),
    ).toBeVisible();
    expect(within(table).getAllByRole('checkbox')).toHaveLength(2);

    await user.click(
      screen.getByRole('checkbox', { name: 'Register network' }),
    );
    const confirm = screen.getByRole('button', { name: 'Register 1' });
    expect(confirm).toBeDisabled();
    await user.click(screen.getByLabelText(/Layer of network/));
    await user.paste('vpc');
    expect(confirm).toBeEnabled();
    await user.click(screen.getByRole('checkbox', { name: 'Register Queue' }));
    await user.click(screen.getByRole('button', { name: 'Register 2' }));
    expect(
      await screen.findByText('Not registered: It is not there any more'),
    ).toBeVisible();
    expect(registered).toEqual([
      {
        accountId: '111111111111',
        region: 'us-east-1',
        stacks: [
          {
            origin: NETWORK.origin,
            layer: 'vpc',
            name: 'network',
            owner: 'group:default/network',
          },
          {
            origin: QUEUE.origin,
            layer: 'queue',
            name: 'queue',
            owner: 'group:default/orders',
          },
        ],
      },
    ]);
    expect(
      within(table).getAllByRole('link', { name: 'Open the stack' }),
    ).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Register 1' })).toBeEnabled();
  });

  it('says when nothing stands there, and when one may not look', async () => {
    posted('/standing/search', { items: [], problems: [], isCapped: false });
    const user = await look();
    expect(await screen.findByText(/Nothing stands there/)).toBeVisible();
    backend.use(
      http.post(`${BASE_URL}/standing/search`, () =>
        refusal(403, 'NotAllowedError', 'You need groundwork.stack.apply'),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Look in AWS' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You need groundwork.stack.apply',
    );
    expect(screen.queryByText(/Nothing stands there/)).not.toBeInTheDocument();
  });
});
