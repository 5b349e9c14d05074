// SPDX-License-Identifier: Apache-2.0
import type {
  Stack,
  StacksPage,
  StacksQuery,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  StacksService,
  StacksServiceOptions,
} from '@groundwork/backstage-plugin-groundwork-node';

export const STACK_ID = '01K00000000000000000STACK0';

/** An applied stack. */
export function aStack(override: Partial<Stack> = {}): Stack {
  const layer = override.layer ?? 'kms';
  const name = override.name ?? 'orders';
  return {
    id: STACK_ID,
    layer,
    name,
    engine: 'terraform',
    target: {
      accountId: '111111111113',
      region: 'eu-west-1',
      environment: 'development',
    },
    owner: 'group:default/orders-team',
    entityRef: `resource:default/${layer}-${name}-development`,
    status: 'applied',
    dependsOn: [],
    drift: {
      state: 'in-sync',
      checkedAt: '2026-01-01T00:00:00Z',
      resources: 0,
    },
    sourceDigest: 'a'.repeat(64),
    appliedAt: '2026-01-01T00:00:00Z',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    ...override,
  };
}

/** An engine with the stacks of a test, which can be made to fail. Pages have two stacks. */
export class FakeStacks implements Pick<StacksService, 'listStacks'> {
  stacks: Stack[] = [];
  failure: Error | undefined;
  readonly queries: StacksQuery[] = [];
  readonly credentials: unknown[] = [];

  async listStacks(
    query: StacksQuery,
    options: StacksServiceOptions,
  ): Promise<StacksPage> {
    this.queries.push(query);
    this.credentials.push(options.credentials);
    if (this.failure) throw this.failure;
    const since = query.changedSince ?? '';
    const start = Number(query.cursor ?? 0);
    const wanted = query.status?.split(',');
    const all = this.stacks.filter(
      ({ status, updatedAt }) =>
        updatedAt > since &&
        (wanted ? wanted.includes(status) : status !== 'destroyed'),
    );
    const isLast = start + 2 >= all.length;
    return {
      items: all.slice(start, start + 2),
      ...(isLast ? {} : { nextCursor: String(start + 2) }),
      problems: [],
    };
  }
}
