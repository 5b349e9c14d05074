// SPDX-License-Identifier: Apache-2.0
import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type PolicyLevel,
  type PolicyResult,
  stackOverridePermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type StacksGate,
  type StacksPolicy,
  stacksGateExtensionPoint,
  stacksPolicyExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { PLAN_DIGEST } from '../__testUtils__/FakeRunner';
import { LENA, peopleService } from '../__testUtils__/people';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const OLGA = 'user:default/olga';
const OTHER_DIGEST = 'c'.repeat(64);

jest.setTimeout(60_000);

type Result = Omit<PolicyResult, 'policyId'>;

const objecting = (level: PolicyLevel, ruleId = `${level}-rule`): Result => ({
  ruleId,
  level,
  message: `${ruleId} does not hold`,
  address: 'aws_kms_key.this',
  fix: `Keep ${ruleId}`,
});

/** Permissions of which everybody has all but that to override. */
function withoutOverride() {
  const permissions = mockServices.permissions.mock();
  const decide = ({
    permission,
  }: {
    permission: { name: string };
  }): { result: AuthorizeResult.ALLOW | AuthorizeResult.DENY } => ({
    result:
      permission.name === stackOverridePermission.name
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  permissions.authorize.mockImplementation(async asked => asked.map(decide));
  permissions.authorizeConditional.mockImplementation(async asked =>
    asked.map(decide),
  );
  return permissions.factory;
}

describe.each(databases.eachSupportedId())('policies on %s', databaseId => {
  let bench: Bench;
  let db: Knex;
  let check: jest.Mock<ReturnType<StacksPolicy['check']>, []>;

  async function start(
    results: Result[],
    options: { gate?: StacksGate } & Partial<
      Parameters<typeof startBench>[0]
    > = {},
  ) {
    check = jest.fn(async () => results);
    const { gate, ...more } = options;
    const module = createBackendModule({
      pluginId: 'aws-stacks',
      moduleId: 'test',
      register(env) {
        env.registerInit({
          deps: {
            policies: stacksPolicyExtensionPoint,
            gates: stacksGateExtensionPoint,
          },
          async init({ policies, gates }) {
            policies.addPolicy({ id: 'house', check });
            if (gate) gates.addGate(gate);
          },
        });
      },
    });
    db = await databases.init(databaseId);
    bench = await startBench({ db, features: [module], ...more });
  }

  afterEach(() => bench.backend.stop());

  async function stopped() {
    const { id } = await bench.as(RITA).create({ target: inProduction });
    return bench.as(RITA).reach(id, 'policy-failed');
  }

  const override = (runId: string, body: object = {}, user = OLGA) =>
    bench.as(user).post(`/v1/runs/${runId}/override`, {
      planDigest: PLAN_DIGEST,
      reason: 'The incident needs it',
      ...body,
    });

  const auditOf = (runId: string) =>
    db('audit').where({ run_id: runId, action: 'run.override' });

  it('goes on with advice, and shows it', async () => {
    await start([objecting('advisory')]);
    const { id } = await bench.as(RITA).create({ target: inProduction });
    const run = await bench.as(AMIR).reach(id, 'awaiting-approval');
    expect(run.policy?.results).toEqual([
      { policyId: 'house', ...objecting('advisory') },
    ]);
    expect(run.actions).not.toContain('override');
    await override(id).expect(409);
  });

  it('stops at level soft; who overrides is named with the reason, and people still have to agree', async () => {
    await start([objecting('advisory'), objecting('soft')], {
      services: [peopleService().factory],
    });
    const run = await stopped();
    expect(run).toMatchObject({
      reason: 'aws_kms_key.this: soft-rule does not hold',
      hint: expect.stringContaining('overridden with a reason'),
      risks: [],
    });
    expect(run.policy?.results.map(({ level }) => level)).toEqual([
      'soft',
      'advisory',
    ]);
    expect(run.actions).toContain('override');
    await override(run.id).expect(200);
    const waiting = await bench.as(OLGA).reach(run.id, 'awaiting-approval');
    expect(waiting.policy).toMatchObject({
      results: [{ level: 'soft' }, { level: 'advisory' }],
      override: {
        userRef: OLGA,
        reason: 'The incident needs it',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        planDigest: PLAN_DIGEST,
      },
    });
    expect(waiting.risks).toEqual(['policy-override']);
    expect(check).toHaveBeenCalledTimes(2);
    expect(await auditOf(run.id)).toMatchObject([
      { actor: OLGA, outcome: 'done', reason: 'The incident needs it' },
    ]);
    expect(waiting.approval).toMatchObject({ required: 2 });
    await bench.as(AMIR).approve(run.id).expect(200);
    await bench.as(LENA).approve(run.id).expect(200);
    await bench.as(RITA).reach(run.id, 'succeeded');
  });

  it('asks the gates after an override', async () => {
    const decide: StacksGate['decide'] = async () => ({
      door: 'production',
      mode: 'enforce',
      decision: 'deny',
      reasons: [
        {
          checkId: 'IAM.4',
          status: 'FAILED',
          target: inProduction,
          remedies: ['Remove the root key'],
        },
      ],
      decidedAt: new Date().toISOString(),
    });
    await start([objecting('soft')], { gate: { id: 'readiness', decide } });
    const { id } = await stopped();
    await override(id).expect(200);
    const run = await bench.as().reach(id, 'gated');
    expect(run.reason).toBe('Not ready: IAM.4 is FAILED');
    expect(run.policy?.override?.userRef).toBe(OLGA);
  });

  it.each([
    ['another plan', { planDigest: OTHER_DIGEST }, 409, OTHER_DIGEST],
    ['no reason', { reason: '  ' }, 400, 'reason'],
  ])('refuses an override of %s', async (_, body, status, said) => {
    await start([objecting('soft')]);
    const { id } = await stopped();
    await override(id, body).expect(status);
    const run = await bench.as().reach(id, 'policy-failed');
    expect(run.policy?.override).toBeUndefined();
    const [row] = await auditOf(id);
    expect(row).toMatchObject({ actor: OLGA, outcome: 'refused' });
    expect(row.reason).toContain(said);
  });

  it('refuses who has not the permission, and does not offer it', async () => {
    await start([objecting('soft')], { services: [withoutOverride()] });
    const run = await stopped();
    expect(run.actions).not.toContain('override');
    const { body } = await override(run.id).expect(403);
    expect(body.error.message).toContain('groundwork.stack.override');
    await bench.as().reach(run.id, 'policy-failed');
    expect(await auditOf(run.id)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('lets nobody override level hard', async () => {
    await start([objecting('soft'), objecting('hard')]);
    const run = await stopped();
    expect(run).toMatchObject({
      reason:
        'aws_kms_key.this: hard-rule does not hold; aws_kms_key.this: soft-rule does not hold',
      hint: 'Keep hard-rule',
    });
    expect(run.actions).toEqual(['discard']);
    const { body } = await override(run.id).expect(409);
    expect(body.error.message).toContain('nobody can override it');
    await bench.as().reach(run.id, 'policy-failed');
    expect(await auditOf(run.id)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('takes a policy that fails for one of level hard', async () => {
    await start([]);
    check.mockRejectedValue(new Error('down: secret-of-mine'));
    const run = await stopped();
    expect(run.policy?.results).toEqual([
      {
        policyId: 'house',
        ruleId: 'answers',
        level: 'hard',
        message: 'The policy house could not be asked',
        fix: 'Look into the log of the backend, then plan again',
      },
    ]);
    expect(JSON.stringify(run)).not.toContain('secret-of-mine');
    await override(run.id).expect(409);
  });

  it('stops again when the policy has become strict meanwhile', async () => {
    await start([objecting('soft')]);
    const { id } = await stopped();
    check.mockResolvedValue([objecting('hard')]);
    await override(id).expect(200);
    const again = await bench.as().reach(id, 'policy-failed');
    expect(again.reason).toContain('hard-rule');
    await override(id).expect(409);
  });

  it('holds an override for one plan alone', async () => {
    await start([objecting('soft')]);
    const first = await stopped();
    await override(first.id).expect(200);
    await bench.as().reach(first.id, 'awaiting-approval');
    const second = await stopped();
    expect(second.id).not.toBe(first.id);
    expect(second.policy?.override).toBeUndefined();
  });
});
