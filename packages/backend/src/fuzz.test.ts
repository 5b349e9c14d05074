// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  type Finding,
  findingDetailSchema,
  findingsPageSchema,
  findingsSummarySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  SANDBOX_REGIONS,
  type Sandbox,
  makeFindings,
  makeRandom,
  mutateFinding,
  startSandbox,
} from '@groundwork/sandbox';
import type { Knex } from 'knex';
import { READS } from './__testUtils__/PeoplePolicy';
import { aggregate, enableHubs, findingId } from './__testUtils__/aws';
import { entitiesModule } from './__testUtils__/entitiesModule';
import {
  type Groundwork,
  startGroundwork,
} from './__testUtils__/startGroundwork';

jest.setTimeout(180_000);

const ACCOUNTS = ['222222222221', '222222222222'];
const HUB = { accountId: ACCOUNTS[0], region: SANDBOX_REGIONS[0] };
const ADA = 'user:default/ada';
const PEOPLE = {
  [ADA]: { sees: 'everything', may: READS },
} as const;
/** Has both accounts, and so all that is about something in them. */
const OWNER: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'owner',
    annotations: {
      'groundwork.dev/aws-accounts': ACCOUNTS.join(','),
      'backstage.io/managed-by-location': 'url:http://here.example/a.yaml',
      'backstage.io/managed-by-origin-location':
        'url:http://here.example/a.yaml',
    },
  },
  spec: { owner: 'team' },
};
const PATH = 'aws-security/v1/entity/default/system/owner/findings';

interface Broken {
  accountId: string;
  region: string;
  finding: Record<string, unknown>;
}

/** Findings broken in every way, one of them of 5 MB; each with the hub it is put into. */
function broken(seed: number, count: number): Broken[] {
  const random = makeRandom(seed);
  const whole = makeFindings({
    count,
    accounts: ACCOUNTS,
    regions: SANDBOX_REGIONS,
    seed,
    entities: ACCOUNTS.map(accountId => ({
      entityRef: 'system:default/owner',
      resourceArns: SANDBOX_REGIONS.map(
        region => `arn:aws:sqs:${region}:${accountId}:queue`,
      ),
    })),
    now: new Date(),
  });
  return whole.map((each, index) => ({
    accountId: String(each.AwsAccountId),
    region: String(each.Region),
    finding: mutateFinding(each, random, {
      others: whole,
      mutation: index === 0 ? 'huge-text' : undefined,
    }).finding,
  }));
}

const isText = (part: unknown) => typeof part === 'string' && part !== '';
const isNamed = (
  finding: Record<string, unknown>,
): finding is Record<string, unknown> & { ProductArn: string; Id: string } =>
  isText(finding.ProductArn) && isText(finding.Id);

/** A hub keeps the last of those with the same ProductArn and Id; ours is one for all hubs. Without them each text is one. */
function distinct(kept: readonly Broken[]): Set<string> {
  const hubs = new Map<string, Broken>();
  for (const each of kept) {
    const { ProductArn, Id } = each.finding;
    const { accountId, region } = each;
    const key = [accountId, region, ProductArn ?? null, Id ?? null];
    hubs.set(JSON.stringify(key), each);
  }
  return new Set(
    [...hubs.values()].map(({ finding }) =>
      isNamed(finding)
        ? `${finding.ProductArn}|${finding.Id}`
        : JSON.stringify(finding),
    ),
  );
}

const putAll = async (sandbox: Sandbox, all: readonly Broken[]) => {
  for (const accountId of ACCOUNTS) {
    for (const region of SANDBOX_REGIONS) {
      const findings = all
        .filter(each => each.accountId === accountId && each.region === region)
        .map(({ finding }) => finding);
      await sandbox.putFindings({ accountId, region, findings });
    }
  }
};

describe.each([
  {
    mode: 'each account and Region by itself',
    security: {},
    // What does not say whose it is, Security Hub gives to no account.
    prepare: (all: Broken[]) =>
      all.filter(
        ({ accountId, region, finding }) =>
          finding.AwsAccountId === accountId && finding.Region === region,
      ),
  },
  {
    mode: 'the administrator’s hub',
    security: { securityHub: { administrator: HUB } },
    prepare: (all: Broken[]) => all.map(each => ({ ...each, ...HUB })),
  },
])('2,400 broken findings, read from $mode', ({ security, prepare }) => {
  const put = prepare(broken(11, 2_400));
  let sandbox: Sandbox;
  let groundwork: Groundwork;
  let db: Knex;

  beforeAll(async () => {
    sandbox = await startSandbox();
    await enableHubs(sandbox.endpoint, ACCOUNTS);
    await aggregate({ endpoint: sandbox.endpoint, ...HUB });
    await putAll(sandbox, put);
    groundwork = await startGroundwork({
      endpoint: sandbox.endpoint,
      accountIds: ACCOUNTS,
      people: PEOPLE,
      config: { groundwork: { security } as JsonObject },
      features: [entitiesModule([OWNER]), storeOf(found => (db = found))],
    });
    await groundwork.entities(1);
    await groundwork.collect();
  });

  afterAll(async () => {
    await groundwork?.stop();
    await sandbox?.stop();
  });

  const stored = async () =>
    Number((await db('findings').count('* as all'))[0].all);
  const listed = async () => {
    const items: Finding[] = [];
    let cursor = '';
    let problems;
    do {
      const { body } = await groundwork
        .get(
          `${PATH}?limit=200&recordState=active&recordState=archived${cursor}`,
          ADA,
        )
        .expect(200);
      const page = findingsPageSchema.parse(body);
      items.push(...page.items);
      problems = page.problems;
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor);
    return { items, problems };
  };

  it('loses none, and keeps one of each', async () => {
    expect(put.length).toBeGreaterThan(2_000);
    expect(await stored()).toBe(distinct(put).size);
    await groundwork.collect();
    expect(await stored()).toBe(distinct(put).size);
  });

  it('fails nowhere', async () => {
    const { body } = await groundwork
      .get('aws-security/v1/freshness', ADA)
      .expect(200);
    expect(body.freshness.failed).toBe(0);
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(
      body.items.map(() => 'ok'),
    );
  });

  it('lists what is of the accounts in the order of severity, and says what is not clear', async () => {
    const { items, problems } = await listed();
    const ranks = ['informational', 'low', 'medium', 'high', 'critical'];
    const shown = items.map(({ severity }) => ranks.indexOf(severity));
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const codes = new Set(problems?.map(({ code }) => code));
    for (const code of [
      'unclear-severity',
      'unclear-date',
      'unclear-field',
      'missing-id',
    ]) {
      expect(codes).toContain(code);
    }
    const { body } = await groundwork.get(`${PATH}/summary`, ADA).expect(200);
    // A control that fails for one resource is one, in however many findings.
    const open = new Set(
      items
        .filter(
          ({ recordState, workflowStatus }) =>
            recordState === 'active' &&
            ['new', 'notified'].includes(workflowStatus),
        )
        .map(({ accountId, region, controlId, resource, id }) =>
          controlId ? [accountId, region, controlId, resource.id].join() : id,
        ),
    );
    const { open: counts } = findingsSummarySchema.parse(body);
    expect(Object.values(counts).reduce((sum, each) => sum + each, 0)).toBe(
      open.size,
    );
  });

  it('shows each by its id, the one of 5 MB in a part', async () => {
    const asked = put
      .map(({ finding }) => finding)
      .filter(isNamed)
      .filter((_, index) => index % 8 === 0);
    for (const finding of asked) {
      const id = findingId(finding);
      const { body, text } = await groundwork
        .get(`aws-security/v1/findings/${id}`, ADA)
        .expect(200);
      const detail = findingDetailSchema.parse(body);
      expect([detail.sourceId, detail.productArn]).toEqual([
        finding.Id,
        finding.ProductArn,
      ]);
      expect(text.length).toBeLessThan(1_000_000);
    }
    expect(asked.length).toBeGreaterThan(200);
  });
});

/** The plugin's own database. */
function storeOf(found: (db: Knex) => void) {
  return createBackendModule({
    pluginId: 'aws-security',
    moduleId: 'store',
    register(env) {
      env.registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          found(await database.getClient());
        },
      });
    },
  });
}
