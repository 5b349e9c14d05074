// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  accountUsePermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  accountConditions,
  createAccountConditionalDecision,
  createStackConditionalDecision,
  stackConditions,
} from '@groundwork/backstage-plugin-groundwork-node';
import {
  type Bench,
  PRODUCTION,
  inProduction,
  runRequest,
  startBench,
} from './__testUtils__/backend';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'conditional decisions on %s',
  databaseId => {
    const permissions = mockServices.permissions.mock();
    let bench: Bench;
    let ids: { dev: string; prod: string };

    /** Conditions are about one type of resource; what is asked about another is allowed. */
    const decide = (decision: PolicyDecision) =>
      permissions.authorizeConditional.mockImplementation(async asked =>
        asked.map(({ permission }) =>
          decision.result !== AuthorizeResult.CONDITIONAL ||
          permission.resourceType === decision.resourceType
            ? decision
            : { result: AuthorizeResult.ALLOW },
        ),
      );

    beforeAll(async () => {
      permissions.authorize.mockResolvedValue([
        { result: AuthorizeResult.ALLOW },
      ]);
      decide({ result: AuthorizeResult.ALLOW });
      bench = await startBench({
        db: await databases.init(databaseId),
        services: [permissions.factory],
      });
      const dev = await bench.as().create({ owner: 'group:default/other' });
      const prod = await bench.as().create({ target: inProduction });
      ids = { dev: dev.stackId, prod: prod.stackId };
    });

    afterAll(() => bench.backend.stop());

    const { isStackOwner, isInAccount, isInEnvironment } = stackConditions;
    const owners = (...claims: string[]) => isStackOwner({ claims });
    const inAccount = (...accountIds: string[]) => isInAccount({ accountIds });
    const production = isInEnvironment({ environments: ['production'] });

    const criteria: [
      string,
      Parameters<typeof createStackConditionalDecision>[1],
      ('dev' | 'prod')[],
    ][] = [
      ['owner', owners('group:default/ai-core', 'user:default/rita'), ['prod']],
      ['account', inAccount(PRODUCTION), ['prod']],
      ['environment', production, ['prod']],
      ['not', { not: production }, ['dev']],
      [
        'anyOf',
        { anyOf: [production, owners('group:default/other')] },
        ['prod', 'dev'],
      ],
      ['allOf', { allOf: [production, owners('group:default/other')] }, []],
      [
        'nested',
        {
          anyOf: [
            { allOf: [production, { not: inAccount(PRODUCTION) }] },
            owners('group:default/other'),
          ],
        },
        ['dev'],
      ],
      ['nobody', owners(), []],
    ];

    const stackIds = (names: ('dev' | 'prod')[]) =>
      names.map(name => ids[name]);

    it.each(criteria)(
      'by %s agree between lists and single reads',
      async (_name, condition, expected) => {
        for (const [list, permission] of [
          ['/v1/stacks', stackReadPermission],
          ['/v1/runs', stackReadPermission],
        ] as const) {
          decide(createStackConditionalDecision(permission, condition));
          const { body } = await bench.as().get(list).expect(200);
          const seen = body.items.map(
            (item: { id: string; stackId?: string }) => item.stackId ?? item.id,
          );
          expect(seen).toEqual(stackIds(expected));
        }
        for (const name of ['dev', 'prod'] as const) {
          decide(
            createStackConditionalDecision(stackReadPermission, condition),
          );
          await bench
            .as()
            .get(`/v1/stacks/${ids[name]}`)
            .expect(expected.includes(name) ? 200 : 403);
        }
      },
    );

    it('on accounts decide who may plan where', async () => {
      const { isAccountEnvironment, isAccountOwner, isAccount } =
        accountConditions;
      decide(
        createAccountConditionalDecision(accountUsePermission, {
          allOf: [
            { not: isAccountEnvironment({ environments: ['production'] }) },
            isAccountOwner({ claims: ['group:default/ai-core'] }),
            { not: isAccount({ accountIds: ['111111111112'] }) },
          ],
        }),
      );
      const { body } = await bench
        .as()
        .post('/v1/runs', runRequest({ target: inProduction }))
        .expect(403);
      expect(body.error.message).toContain(
        'groundwork.account.use on account 111111111111',
      );
    });
  },
);
