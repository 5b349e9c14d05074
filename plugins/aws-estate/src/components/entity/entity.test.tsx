// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, delay, http } from 'msw';
import {
  ENTITY_URL,
  answer,
  backend,
  page,
  refusal,
} from '../../__testUtils__/backend';
import {
  denied,
  freshness,
  queue,
  summary,
  table,
} from '../../__testUtils__/estate';
import { renderEntity } from '../../__testUtils__/renderPlugin';
import { canHaveResources } from '../../entityFilters';

const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

const nothing = { ...summary, types: [], totalItems: 0 };
const READ = 'groundwork.estate.resource.read';

describe('the card "AWS resources"', () => {
  registerMswTestHooks(backend);

  it('counts by type with the newest and the oldest sight, and shows the first few', async () => {
    renderEntity(orders, 'card');
    expect(
      await screen.findByRole('row', { name: /sqs:queue 7/ }),
    ).toHaveTextContent('sqs:queue72 minutes ago, the oldest yesterday');
    expect(
      screen.getByRole('row', { name: /s3:bucket/ }),
    ).not.toHaveTextContent('oldest');
    const own = screen.getByRole('row', { name: /orders ?sqs:queue/ });
    await waitFor(() => expect(own).toHaveTextContent('Orders production'));
    expect(own).toHaveTextContent('111111111111eu-west-1');
    expect(own).not.toHaveTextContent('via');
    expect(screen.getByRole('row', { name: /orders-db/ })).toHaveTextContent(
      'via orders-db',
    );
    expect(screen.getByText(/^Read between/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'All AWS resources' }),
    ).toHaveAttribute('href', '/aws-resources');
  });

  it('does not take what could not be read for nothing', async () => {
    backend.use(
      answer(`${ENTITY_URL}/summary`, {
        ...nothing,
        problems: [denied],
        freshness: { ...freshness, oldestAt: undefined, failed: 1 },
      }),
      answer(ENTITY_URL, page([])),
    );
    renderEntity(orders, 'card');
    expect(
      await screen.findByText(/No AWS resources known\. Not all accounts/),
    ).toBeVisible();
    expect(screen.getByText(/refused: tag:GetResources/)).toBeVisible();
    expect(screen.queryByText(/\b0\b/)).not.toBeInTheDocument();
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${ENTITY_URL}/summary`, () =>
        refusal(403, 'NotAllowedError', `This needs ${READ}`),
      ),
    );
    renderEntity(orders, 'card');
    expect(await screen.findByRole('alert')).toHaveTextContent(READ);
  });
});

describe('the tab "AWS resources"', () => {
  registerMswTestHooks(backend);

  it('says of each resource whose it is, by which rule and which way', async () => {
    renderEntity(orders, 'content');
    const own = await screen.findByRole('row', { name: /orders ?sqs:queue/ });
    expect(own).toHaveTextContent('by the tags in the entity’s annotation');
    expect(own).toHaveTextContent('app orders');
    expect(own).not.toHaveTextContent('tier');
    await userEvent.click(
      within(own).getByRole('button', { name: 'and 1 more' }),
    );
    expect(own).toHaveTextContent('tier 1');
    expect(
      within(own).getByRole('link', { name: 'Open orders in the AWS console' }),
    ).toHaveAttribute(
      'href',
      'https://console.aws.amazon.com/go/view?arn=arn%3Aaws%3Asqs%3Aeu-west-1%3A111111111111%3Aorders',
    );
    const related = screen.getByRole('row', { name: /orders-db/ });
    expect(related).toHaveTextContent('via orders-db');
    expect(related).toHaveTextContent('by the ARN in the entity’s annotation');
    expect(
      within(related).queryByRole('link', { name: /console/ }),
    ).not.toBeInTheDocument();
    expect(screen.getByText('One resource of its own')).toBeVisible();
  });

  it('copies an ARN whole', async () => {
    const user = userEvent.setup();
    const copy = jest.spyOn(navigator.clipboard, 'writeText');
    renderEntity(orders, 'content');
    await user.click(
      await screen.findByRole('button', { name: 'Copy ARN of orders' }),
    );
    expect(copy).toHaveBeenCalledWith(queue.arn);
  });

  it('asks for what is filtered by, and for the next page by its cursor', async () => {
    const queries: string[] = [];
    backend.use(
      http.get(ENTITY_URL, ({ request }) => {
        const { search, searchParams } = new URL(request.url);
        queries.push(search);
        return HttpResponse.json(
          searchParams.has('cursor')
            ? page([table])
            : page([queue], { nextCursor: 'c1' }),
        );
      }),
    );
    renderEntity(orders, 'content');
    await screen.findByRole('row', { name: /orders ?sqs:queue/ });
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(await screen.findByRole('row', { name: /orders-db/ })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /previous/i }));
    await screen.findByRole('row', { name: /orders ?sqs:queue/ });
    await userEvent.type(screen.getByRole('searchbox'), 'dead');
    await userEvent.click(screen.getByRole('button', { name: /Type/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 's3:bucket' }),
    );
    await waitFor(() =>
      expect(queries.at(-1)).toBe(
        '?text=dead&resourceType=s3%3Abucket&limit=25',
      ),
    );
    expect(queries.slice(0, 3)).toEqual([
      '?limit=25',
      '?limit=25&cursor=c1',
      '?limit=25',
    ]);
  });

  it('says how an entity comes to have resources', async () => {
    backend.use(
      answer(`${ENTITY_URL}/summary`, nothing),
      answer(ENTITY_URL, page([])),
    );
    renderEntity(orders, 'content');
    expect(await screen.findByText('No AWS resources')).toBeVisible();
    expect(
      screen.getByText(/backstage:entity-ref: component:default\/orders/),
    ).toBeVisible();
    expect(screen.queryByRole('search')).not.toBeInTheDocument();
  });

  it('says that it is loading, and that the plugin is not installed', async () => {
    backend.use(
      http.get(ENTITY_URL, async () => {
        await delay(200);
        return new HttpResponse(null, { status: 404 });
      }),
    );
    renderEntity(orders, 'content');
    expect(await screen.findByText('Loading')).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aws-estate does not answer: it is not installed in the backend',
    );
  });
});

describe('the views of an entity', () => {
  const has = (value: string) => ({
    'groundwork.dev/has-aws-resources': value,
  });

  it.each([
    ['a component', 'Component', undefined, true],
    ['an API with resources', 'API', has('true'), true],
    ['a group', 'Group', undefined, true],
    ['a system without resources', 'System', has('false'), false],
    ['a user', 'User', undefined, false],
    ['a location', 'Location', undefined, false],
    ['a template', 'Template', has('true'), false],
  ])('stand on %s as they should', (_name, kind, annotations, stands) => {
    const entity = { ...orders, kind, metadata: { name: 'x', annotations } };
    expect(filterPredicateToFilterFunction(canHaveResources)(entity)).toBe(
      stands,
    );
  });
});
