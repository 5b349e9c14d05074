// SPDX-License-Identifier: Apache-2.0
import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type StacksGate,
  type StacksPolicy,
  stacksGateExtensionPoint,
  stacksPolicyExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import {
  AMIR,
  type Bench,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

function moduleWith(parts: {
  policies?: StacksPolicy[];
  gates?: StacksGate[];
}) {
  return createBackendModule({
    pluginId: 'aws-stacks',
    moduleId: 'test',
    register(env) {
      env.registerInit({
        deps: {
          policy: stacksPolicyExtensionPoint,
          gate: stacksGateExtensionPoint,
        },
        async init({ policy, gate }) {
          parts.policies?.forEach(item => policy.addPolicy(item));
          parts.gates?.forEach(item => gate.addGate(item));
        },
      });
    },
  });
}

describe.each(databases.eachSupportedId())('decisions on %s', databaseId => {
  let bench: Bench;

  async function start(parts: Parameters<typeof moduleWith>[0]) {
    const db = await databases.init(databaseId);
    bench = await startBench({ db, features: [moduleWith(parts)] });
  }

  afterEach(() => bench.backend.stop());

  it('stops at a policy, and at a policy that fails', async () => {
    const check = jest.fn(async () => [
      {
        ruleId: 'rotates',
        level: 'hard' as const,
        message: 'Keys must rotate',
        address: 'aws_kms_key.this',
        fix: 'Set enable_key_rotation',
      },
    ]);
    await start({ policies: [{ id: 'rotation', check }] });
    const first = await bench.as().create({ name: 'one' });
    const run = await bench.as().reach(first.id, 'policy-failed');
    expect(run).toMatchObject({
      reason: 'aws_kms_key.this: Keys must rotate',
      hint: 'Set enable_key_rotation',
      actions: ['discard'],
      policy: { results: [{ policyId: 'rotation', ruleId: 'rotates' }] },
    });
    check.mockRejectedValueOnce(new Error('down'));
    const second = await bench.as().create({ name: 'two' });
    expect(
      (await bench.as().reach(second.id, 'policy-failed')).reason,
    ).toContain('could not be asked');
  });

  it('asks the gates after the plan and again at apply', async () => {
    const decide = jest.fn<ReturnType<StacksGate['decide']>, []>();
    const decision = (answer: 'allow' | 'deny') => ({
      door: 'production' as const,
      mode: 'enforce' as const,
      decision: answer,
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
    decide
      .mockResolvedValueOnce(decision('allow'))
      .mockResolvedValue(decision('deny'));
    await start({ gates: [{ id: 'readiness', decide }] });
    const { id } = await bench.as(RITA).create({ target: inProduction });
    await bench.as(RITA).reach(id, 'awaiting-approval');
    await bench.as(AMIR).approve(id).expect(200);
    const run = await bench.as().reach(id, 'gated');
    expect(run).toMatchObject({
      reason: 'Not ready: IAM.4 is FAILED',
      hint: 'Remove the root key',
      gates: [{ decision: 'deny' }],
    });
    expect(bench.runner.started.map(({ job }) => job.kind)).toEqual(['plan']);
  });

  it('closes at a gate that fails', async () => {
    const decide = async () => {
      throw new Error('down');
    };
    await start({ gates: [{ id: 'readiness', decide }] });
    const { id } = await bench.as().create();
    const run = await bench.as().reach(id, 'gated');
    expect(run.reason).toBe('Not ready: readiness is unknown');
  });
});
