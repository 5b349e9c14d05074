// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  type EstateApi,
  EstateClient,
  type Resource,
} from '@groundwork/backstage-plugin-groundwork-common';
import { estateApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { stack } from '../../__testUtils__/stacks';
import { EstateResources } from './EstateResources';

const resource = (name: string): Resource => ({
  arn: `arn:aws:s3:::${name}`,
  accountId: stack.target.accountId,
  region: 'eu-west-1',
  resourceType: 's3:bucket',
  name,
  tags: {},
  owners: [],
  firstSeenAt: '2025-11-01T00:00:00Z',
  lastSeenAt: '2025-11-20T00:00:00Z',
});

const freshness = { targets: 1, failed: 0 };
const answer = (names: string[]) => ({
  items: names.map(resource),
  problems: [],
  freshness,
});

function render(estate: Partial<EstateApi>) {
  const used: string[] = [];
  const client = new EstateClient({
    fetchApi: { fetch },
    baseUrl: async () => 'http://backend.test',
  });
  renderInTestApp(
    <EstateResources stack={stack} onUse={({ arn }) => used.push(arn)} />,
    { apis: [[estateApiRef, Object.assign(client, estate)]] },
  );
  return used;
}

it('offers what belongs to the owner of the stack, and what nobody owns', async () => {
  const asked: unknown[] = [];
  const used = render({
    listEntityResources: async (ref, query) => {
      asked.push([ref, query]);
      return answer(['orders']);
    },
    listResources: async query => {
      asked.push(query);
      const { items, ...rest } = answer(['stray', 'orders']);
      return {
        ...rest,
        items: items.map(item => ({ ...item, suggestions: [] })),
      };
    },
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Use orders' }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Use stray' }));
  expect(used).toEqual(['arn:aws:s3:::orders', 'arn:aws:s3:::stray']);
  const query = { accountId: stack.target.accountId, limit: 25 };
  expect(asked).toEqual([[stack.owner, query], { ...query, owned: 'false' }]);
});

it('shows what it may, and says what it may not', async () => {
  render({
    listEntityResources: async () => answer(['orders']),
    listResources: async () => {
      throw new Error('You need groundwork.estate.resource.read');
    },
  });
  expect(
    await screen.findByRole('button', { name: 'Use orders' }),
  ).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent(
    'You need groundwork.estate.resource.read',
  );
});

it('shows nothing where there is no estate', async () => {
  renderInTestApp(<EstateResources stack={stack} onUse={() => {}} />);
  expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
});
