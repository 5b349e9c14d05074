// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { renderEntity } from '../../__testUtils__/renderPlugin';
import {
  STACK_ID,
  brokenStack,
  dataLakeStack,
} from '../../__testUtils__/stacks';
import { hasInfrastructure } from '../../entityFilters';

const resource: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'kms-orders-production',
    annotations: { 'groundwork.dev/stack-id': STACK_ID },
  },
  spec: { type: 'aws-stack' },
};

const system: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'ai-core' },
};

const answerStacks = (items: unknown[]) =>
  backend.use(
    http.get(`${BASE_URL}/entity/:namespace/:kind/:name/stacks`, () =>
      HttpResponse.json(page(items)),
    ),
  );

describe('infrastructure of an entity', () => {
  registerMswTestHooks(backend);

  it('has a card on the entity of a stack: target, state, last run, drift', async () => {
    renderEntity(resource, 'card');
    expect(
      await screen.findByText('Applied', { selector: 'span' }),
    ).toBeVisible();
    expect(await screen.findByText('AI Core production')).toBeVisible();
    expect(screen.getByText('Succeeded')).toBeVisible();
    expect(screen.getByText('In sync')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the stack' }),
    ).toHaveAttribute('href', `/aws-stacks/stacks/${STACK_ID}`);
  });

  it('shows the own stack in the tab, with outputs and runs', async () => {
    renderEntity(resource, 'content');
    expect(
      await screen.findByRole('row', { name: /alias_name/ }),
    ).toHaveTextContent('alias/orders');
    expect(await screen.findByText('Awaiting approval')).toBeVisible();
  });

  it('lists the stacks of a system', async () => {
    answerStacks([dataLakeStack, brokenStack]);
    renderEntity(system, 'content');
    expect(await screen.findByRole('row', { name: /events/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /billing/ })).toBeVisible();
  });

  it('says in the tab of an entity without stacks how to have one', async () => {
    answerStacks([]);
    renderEntity(system, 'content');
    expect(await screen.findByText('No infrastructure yet')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Create a stack' }),
    ).toHaveAttribute('href', '/create');
  });

  it('says when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/entity/:namespace/:kind/:name/stacks`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderEntity(resource, 'card');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.stack.read',
    );
  });

  it.each([
    ['the entity of a stack', resource, true],
    ['a system', system, true],
    ['another resource', { ...resource, metadata: { name: 'queue' } }, false],
    ['an API', { ...system, kind: 'API' }, false],
  ])('stands on %s as it should', (_name, entity, stands) => {
    expect(filterPredicateToFilterFunction(hasInfrastructure)(entity)).toBe(
      stands,
    );
  });

  it('names in the card the stacks of a system', async () => {
    answerStacks([dataLakeStack, brokenStack]);
    renderEntity(system, 'card');
    expect(await screen.findByRole('link', { name: /billing/ })).toBeVisible();
  });
});
