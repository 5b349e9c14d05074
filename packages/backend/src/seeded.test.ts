// SPDX-License-Identifier: Apache-2.0
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  type Finding,
  type FindingsSummary,
  findingsPageSchema,
  findingsSummarySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  SANDBOX_ACCOUNTS,
  type Sandbox,
  expectedFindings,
  seededFindings,
  startSandbox,
} from '@groundwork/sandbox';
import { READS } from './__testUtils__/PeoplePolicy';
import {
  type AwsSecurityFinding,
  findingId,
  listFindings,
} from './__testUtils__/aws';
import { sandboxCatalog } from './__testUtils__/sandboxCatalog';
import { scopeOf } from './__testUtils__/scope';
import {
  type Groundwork,
  startGroundwork,
} from './__testUtils__/startGroundwork';

jest.setTimeout(180_000);

const ADA = 'user:default/ada';
const VIC = 'user:default/vic';
const PEOPLE = {
  [ADA]: { sees: 'everything', may: READS },
  [VIC]: { sees: ['group:default/ephemeris-team'], may: READS },
} as const;

const ACCOUNT_IDS = SANDBOX_ACCOUNTS.map(({ accountId }) => accountId);
const WITH_HUB = SANDBOX_ACCOUNTS.filter(({ estate }) => estate !== 'ai-core');
const WITHOUT_HUB = ACCOUNT_IDS.filter(
  id => !WITH_HUB.some(({ accountId }) => accountId === id),
);
/** Entities of packages/sandbox/catalog. */
const ENTITIES = 65;
const EVERY_STATE = ['active', 'archived', 'deleted'].map(
  state => `recordState=${state}`,
);

const pathOf = ({ kind, metadata }: Entity) =>
  `v1/entity/${metadata.namespace}/${kind}/${metadata.name}`;

describe('the seeded sandbox', () => {
  const expected = expectedFindings();
  let sandbox: Sandbox;
  let groundwork: Groundwork;
  let entities: Entity[];
  /** As AWS gives them, by the id of the wire. */
  let raw: Map<string, AwsSecurityFinding>;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'full' });
    groundwork = await startGroundwork({
      endpoint: sandbox.endpoint,
      accountIds: ACCOUNT_IDS,
      people: PEOPLE,
      config: { catalog: sandboxCatalog() },
    });
    entities = await groundwork.entities(ENTITIES);
    await groundwork.collect();
    const found = await listFindings(
      sandbox.endpoint,
      WITH_HUB.map(({ accountId }) => accountId),
    );
    raw = new Map(found.map(each => [findingId(each), each]));
  });

  afterAll(async () => {
    await groundwork?.stop();
    await sandbox?.stop();
  });

  /** All pages. */
  const listed = async (entity: Entity, query: string, user = ADA) => {
    const items: Finding[] = [];
    let cursor = '';
    do {
      const path = `aws-security/${pathOf(entity)}/findings?limit=50&${query}`;
      const { body } = await groundwork
        .get(`${path}${cursor && `&cursor=${cursor}`}`, user)
        .expect(200);
      const page = findingsPageSchema.parse(body);
      items.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor);
    return items;
  };
  const summaryOf = async (entity: Entity): Promise<FindingsSummary> => {
    const path = `aws-security/${pathOf(entity)}/findings/summary`;
    const { body } = await groundwork.get(path, ADA).expect(200);
    return findingsSummarySchema.parse(body);
  };
  const sourceIds = (items: Finding[]) =>
    items.map(({ id }) => raw.get(id)?.Id).sort();
  /** The seed's own list of all that these entities have. */
  const planned = (refs: readonly string[]) =>
    [...new Set(refs.flatMap(ref => expected.get(ref) ?? []))].sort();

  it('shows each entity the findings that the seed planned for it, and nobody another’s', async () => {
    const own: Record<string, unknown> = {};
    const whole: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const entity of entities) {
      const ref = stringifyEntityRef(entity);
      const items = await listed(entity, EVERY_STATE.join('&'));
      own[ref] = sourceIds(items.filter(({ via }) => via === undefined));
      whole[ref] = sourceIds(items);
      const { counted, related } = scopeOf(entity, entities);
      wanted[ref] = planned([...counted, ...related]);
    }
    const refs = entities.map(each => stringifyEntityRef(each));
    expect(own).toEqual(
      Object.fromEntries(refs.map(ref => [ref, expected.get(ref) ?? []])),
    );
    expect(whole).toEqual(wanted);
    expect([...expected.keys()].filter(ref => !refs.includes(ref))).toEqual([]);
    expect(expected.size).toBe(28);
  });

  it('shows only the open ones when no state is asked for', async () => {
    const open = new Set(
      seededFindings()
        .filter(
          ({ recordState, workflowStatus }) =>
            recordState === 'ACTIVE' &&
            ['NEW', 'NOTIFIED'].includes(workflowStatus),
        )
        .map(({ id }) => id),
    );
    for (const entity of entities) {
      const { counted, related } = scopeOf(entity, entities);
      expect(sourceIds(await listed(entity, ''))).toEqual(
        planned([...counted, ...related]).filter(id => open.has(id)),
      );
    }
    expect(open.size).toBeLessThan(seededFindings().length);
  });

  it('counts in the summary what the seed planned', async () => {
    const weekAgo = Date.now() - 7 * 24 * 60 * 60 * 1_000;
    const byId = new Map(seededFindings().map(each => [each.id, each]));
    const createdAt = new Map(
      [...raw.values()].map(({ Id, CreatedAt }) => [Id, CreatedAt]),
    );
    const isOpen = (id: string) => {
      const { recordState, workflowStatus } = byId.get(id) ?? {};
      const status = String(workflowStatus);
      return recordState === 'ACTIVE' && ['NEW', 'NOTIFIED'].includes(status);
    };
    const bySeverity = (ids: readonly string[]) => {
      const of = (severity: string) =>
        ids.filter(id => byId.get(id)?.severity === severity).length;
      return {
        critical: of('CRITICAL'),
        high: of('HIGH'),
        medium: of('MEDIUM'),
        low: of('LOW'),
        informational: of('INFORMATIONAL'),
      };
    };
    const states = new Set<string>();
    for (const entity of entities) {
      const { counted, related } = scopeOf(entity, entities);
      const own = planned(counted).filter(isOpen);
      const created = own.map(id => String(createdAt.get(id))).sort();
      const { problems, freshness, oldestOpenAt, known, ...summary } =
        await summaryOf(entity);
      expect(summary).toEqual({
        open: bySeverity(own),
        guardDuty: bySeverity(
          own.filter(id => byId.get(id)?.product === 'guardduty'),
        ),
        via: planned(related).filter(id => isOpen(id) && !own.includes(id))
          .length,
        newSinceLastWeek: created.filter(at => Date.parse(at) >= weekAgo)
          .length,
      });
      expect(oldestOpenAt && Date.parse(oldestOpenAt)).toBe(
        created[0] && Date.parse(created[0]),
      );
      // AI Core has no Security Hub: what is in it is not known, and that is nobody else's trouble.
      for (const { accountId = '', code } of problems) {
        expect([code, WITHOUT_HUB.includes(accountId)]).toEqual([
          'not-enabled',
          true,
        ]);
      }
      expect(known === 'all').toBe(problems.length === 0);
      const isPlanned = expected.has(stringifyEntityRef(entity));
      expect(isPlanned && known !== 'all').toBe(false);
      expect(freshness.targets).toBeGreaterThan(0);
      states.add(known);
    }
    expect(states.size).toBeGreaterThan(1);
  });

  it('gives each finding as the seed planned it, by its id', async () => {
    const byId = new Map(seededFindings().map(each => [each.id, each]));
    for (const [id, { Id = '' }] of raw) {
      const { body } = await groundwork
        .get(`aws-security/v1/findings/${id}`, ADA)
        .expect(200);
      const plan = byId.get(Id);
      expect(body).toMatchObject({
        id,
        sourceId: plan?.id,
        accountId: plan?.accountId,
        region: plan?.region,
        severity: plan?.severity.toLowerCase(),
        recordState: plan?.recordState.toLowerCase(),
        workflowStatus: plan?.workflowStatus.toLowerCase(),
      });
    }
    expect(raw.size).toBe(seededFindings().length);
  });

  it('answers 1,000 entity pages without a call to AWS', async () => {
    const last = async () => {
      let seq = 0;
      for (;;) {
        const page = await sandbox.requests({ since: seq, limit: 10_000 });
        if (page.length === 0) return seq;
        seq = page[page.length - 1].seq;
      }
    };
    const before = await last();
    // The log counts: the collectors were in it.
    expect(before).toBeGreaterThan(100);
    const paths = (entity: Entity) => [
      `aws-estate/${pathOf(entity)}/resources`,
      `aws-security/${pathOf(entity)}/findings`,
      `aws-security/${pathOf(entity)}/findings/summary`,
      'aws-security/v1/freshness',
    ];
    const open = async (load: number) => {
      const entity = entities[load % entities.length];
      const user = load % 3 === 0 ? VIC : ADA;
      const answers = await Promise.all(
        paths(entity).map(path => groundwork.get(path, user)),
      );
      return answers.map(({ status }) => status);
    };
    const statuses: number[] = [];
    for (let load = 0; load < 1_000; load += 1) {
      statuses.push(...(await open(load)));
    }
    expect(new Set(statuses)).toEqual(new Set([200, 404]));
    expect(statuses.filter(status => status === 200).length).toBeGreaterThan(
      3_000,
    );
    expect(await sandbox.requests({ since: before })).toEqual([]);
  });
});
