// SPDX-License-Identifier: Apache-2.0
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type EntityResource,
  type Finding,
  type Resource,
  entityResourcesPageSchema,
  entityResourcesSummarySchema,
  estateAccountsSchema,
  estateFreshnessSchema,
  findingDetailSchema,
  findingsPageSchema,
  findingsSummarySchema,
  resourcesPageSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  SANDBOX_REGIONS,
  type Sandbox,
  startSandbox,
} from '@groundwork/sandbox';
import { Expected } from './__testUtils__/Expected';
import {
  type AwsSecurityFinding,
  type TaggedResource,
  enableHubs,
  findingId,
  listFindings,
  listResources,
  makeResources,
} from './__testUtils__/aws';
import { Visitor, messageOf, pathOf, settleVia } from './__testUtils__/Visitor';
import { entitiesModule } from './__testUtils__/entitiesModule';
import {
  SIX_ACCOUNTS,
  nearEqualEntities,
  nearEqualResources,
} from './__testUtils__/nearEqual';
import { nearEqualFindings } from './__testUtils__/nearEqualFindings';
import {
  type Groundwork,
  startGroundwork,
} from './__testUtils__/startGroundwork';

jest.setTimeout(180_000);

const PLANNED = nearEqualResources(3);
const ENTITIES = nearEqualEntities(5, PLANNED);
const FINDINGS = nearEqualFindings(7, PLANNED);
const ESTATE = 'groundwork.estate.resource.read';
const SECURITY = 'groundwork.security.finding.read';
const BOTH = [ESTATE, SECURITY];
const ADA = 'user:default/ada';
const PEOPLE = {
  [ADA]: { sees: 'everything', may: BOTH },
  'user:default/bob': { sees: ['group:default/team-a'], may: BOTH },
  'user:default/cyd': { sees: ['group:default/team-b'], may: [SECURITY] },
  'user:default/dan': {
    sees: ['group:default/team-a', 'group:default/team-c'],
    may: [ESTATE],
  },
  'user:default/eve': { sees: 'nothing', may: BOTH },
} as const;
const USERS = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];
const STATES = ['active', 'archived', 'deleted']
  .map(state => `recordState=${state}`)
  .join('&');

const ROUTES = [
  ['aws-estate/*/resources', ESTATE],
  ['aws-estate/*/resources/summary', ESTATE],
  ['aws-security/*/findings', SECURITY],
  ['aws-security/*/findings/summary', SECURITY],
] as const;

const may = (user: keyof typeof PEOPLE, permission: string) =>
  (PEOPLE[user].may as readonly string[]).includes(permission);
const shownResource = ({ arn, owners, tags }: Resource) => ({
  arn,
  tags,
  owners: owners.map(({ entityRef }) => entityRef),
});
const shownWithVia = (resource: EntityResource) => ({
  ...shownResource(resource),
  via: resource.via,
});
const shownFinding = ({ id, via }: Finding) => ({ id, via });

describe('entities whose tags are nearly equal', () => {
  let sandbox: Sandbox;
  let groundwork: Groundwork;
  let resources: TaggedResource[];
  let findings: AwsSecurityFinding[];
  const people = new Map<string, { expected: Expected; visitor: Visitor }>();

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    const { endpoint } = sandbox;
    await makeResources(endpoint, PLANNED);
    await enableHubs(endpoint, SIX_ACCOUNTS);
    for (const put of FINDINGS) await sandbox.putFindings(put);
    groundwork = await startGroundwork({
      endpoint,
      accountIds: SIX_ACCOUNTS,
      people: PEOPLE,
      features: [entitiesModule(ENTITIES)],
    });
    await groundwork.entities(ENTITIES.length);
    await groundwork.collect();
    resources = await listResources(endpoint, SIX_ACCOUNTS);
    findings = await listFindings(endpoint, SIX_ACCOUNTS);
    for (const user of USERS) {
      const all = { entities: ENTITIES, resources, findings };
      const expected = new Expected(PEOPLE[user], all);
      const visitor = new Visitor(groundwork, user, expected);
      people.set(user, { expected, visitor });
    }
  });

  afterAll(async () => {
    await groundwork?.stop();
    await sandbox?.stop();
  });

  const of = (user: string) => {
    const found = people.get(user);
    if (!found) throw new Error(`${user} is nobody`);
    return found;
  };

  it.each(USERS)(
    'answers %s of what is hidden as of what is not there',
    async user => {
      const { expected, visitor } = of(user);
      for (const [route, permission] of ROUTES) {
        const isAllowed = may(user, permission);
        // Without the permission the catalog is not asked, whichever entity it is.
        const refused = isAllowed
          ? expected.hidden
          : ENTITIES.filter((_, index) => index % 10 === 0);
        for (const entity of refused) {
          const absent = await visitor.refusalOfNone(entity.kind, route);
          expect(await visitor.refusal(entity, route)).toBe(absent);
          expect(absent).toContain(isAllowed ? '[404,' : '[403,');
          expect(absent.includes(permission)).toBe(!isAllowed);
        }
      }
    },
  );

  it.each(USERS.filter(user => may(user, ESTATE)))(
    'shows %s the resources of each entity',
    async user => {
      const { expected, visitor } = of(user);
      for (const entity of ENTITIES.filter(each => expected.sees(each))) {
        const route = `aws-estate/${pathOf(entity)}/resources`;
        const { items, totalItems } = await visitor.list(
          route,
          entityResourcesPageSchema,
        );
        const wanted = expected.resourcesOf(entity);
        const shown = settleVia(items.map(shownWithVia), wanted.items);
        expect({ route, totalItems, items: shown }).toEqual({
          route,
          ...wanted,
        });
        const { types, ...summary } = await visitor.read(
          `${route}/summary`,
          entityResourcesSummarySchema,
        );
        const counts = types.map(({ resources: each }) => each);
        expect([summary.totalItems, sum(counts)]).toEqual([
          wanted.totalItems,
          wanted.totalItems,
        ]);
      }
    },
  );

  it.each(USERS.filter(user => may(user, SECURITY)))(
    'shows %s the findings of each entity',
    async user => {
      const { expected, visitor } = of(user);
      for (const entity of ENTITIES.filter(each => expected.sees(each))) {
        const route = `aws-security/${pathOf(entity)}/findings`;
        const open = await visitor.list(route, findingsPageSchema);
        const all = await visitor.list(
          `${route}?${STATES}`,
          findingsPageSchema,
        );
        const body = await visitor.read(
          `${route}/summary`,
          findingsSummarySchema,
        );
        const { problems, freshness, ...summary } = body;
        const wanted = {
          open: expected.findingsOf(entity, false),
          all: expected.findingsOf(entity, true),
        };
        expect({
          route,
          open: settleVia(open.items.map(shownFinding), wanted.open),
          all: settleVia(all.items.map(shownFinding), wanted.all),
          summary,
        }).toEqual({ route, ...wanted, summary: expected.summaryOf(entity) });
        expect([problems, freshness.failed]).toEqual([[], 0]);
      }
    },
  );

  it.each(USERS)(
    'shows %s one finding when one of its entities is seen',
    async user => {
      const { expected, visitor } = of(user);
      const path = (id: string) => `aws-security/v1/findings/${id}`;
      const absent = '0'.repeat(32);
      const none = await visitor.ask(path(absent));
      expect(none.status).toBe(may(user, SECURITY) ? 404 : 403);
      for (const id of findings.map(findingId)) {
        const { body, status } = await visitor.ask(path(id));
        const isSeen =
          may(user, SECURITY) && expected.seesFinding(id, may(user, ESTATE));
        const shown = isSeen
          ? [status, findingDetailSchema.parse(body).id]
          : [status, messageOf(body)?.replace(id, absent)];
        expect(shown).toEqual(
          isSeen ? [200, id] : [none.status, messageOf(none.body)],
        );
      }
    },
  );

  it.each(USERS.filter(user => !may(user, ESTATE)))(
    'refuses %s the estate',
    async user => {
      for (const route of ['accounts', 'resources', 'freshness']) {
        const { body, status } = await of(user).visitor.ask(
          `aws-estate/v1/${route}`,
        );
        expect(status).toBe(403);
        expect(messageOf(body)).toContain(ESTATE);
      }
    },
  );

  it.each(USERS.filter(user => may(user, ESTATE)))(
    'shows %s the estate as far as it is his',
    async user => {
      const { expected, visitor } = of(user);
      for (const owned of [undefined, true, false]) {
        const query = owned === undefined ? '' : `?owned=${owned}`;
        const { items, totalItems } = await visitor.list(
          `aws-estate/v1/resources${query}`,
          resourcesPageSchema,
        );
        expect({ owned, totalItems, items: items.map(shownResource) }).toEqual({
          owned,
          ...expected.resources(owned),
        });
      }
      const body = await visitor.read(
        'aws-estate/v1/accounts',
        estateAccountsSchema,
      );
      expect(body.coveragePercent).toBe(expected.coveragePercent());
      for (const { accountId, regions } of body.items) {
        for (const { region, resources: count, unowned } of regions) {
          expect({ accountId, region, resources: count, unowned }).toEqual({
            accountId,
            region,
            ...expected.counts(accountId, region),
          });
        }
      }
      const named = body.problems.flatMap(({ accountId, region, hint }) => {
        const [, count, ref] =
          /of (\d+) resource.*says "(.*)", which/.exec(hint) ?? [];
        return Array(Number(count)).fill(`${accountId} ${region} ${ref}`);
      });
      expect(named.sort()).toEqual(expected.unknownRefs());
      const { freshness } = await visitor.read(
        'aws-estate/v1/freshness',
        estateFreshnessSchema,
      );
      expect(freshness).toMatchObject({ targets: 12, failed: 0 });
    },
  );

  it('resolves every ARN for other backends, and for no user', async () => {
    const arns = [
      ...resources.map(({ arn }) => arn),
      ...resources.map(({ arn }) => `${arn}-gone`),
      ...SANDBOX_REGIONS.map(region => `arn:aws:sqs:${region}:999999999999:x`),
    ];
    const { body } = await groundwork
      .post('aws-estate/v1/resolve', { arns }, mockCredentials.service.header())
      .expect(200);
    expect(body.refs).toEqual(
      Object.fromEntries(
        arns.map(arn => [arn, of(ADA).expected.ownersOfArn(arn)]),
      ),
    );
    for (const user of USERS) {
      await groundwork
        .post(
          'aws-estate/v1/resolve',
          { arns },
          mockCredentials.user.header(user),
        )
        .expect(403);
    }
  });

  it('tries every rule, and leaves something over', () => {
    const counts = resources.map(
      ({ arn }) => of(ADA).expected.ownersOfArn(arn).length,
    );
    expect(ENTITIES).toHaveLength(200);
    expect(counts.filter(count => count === 0).length).toBeGreaterThan(20);
    expect(counts.filter(count => count === 1).length).toBeGreaterThan(30);
    expect(counts.filter(count => count > 1).length).toBeGreaterThan(30);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
