// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type Target,
  summarizePlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type PlannedRun,
  type StacksGate,
  stacksGateExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import sandboxFeatures from '..';

const files = createMockDirectory();
const gateFile = files.resolve('gate.json');

/** The gates that `aws-stacks` would ask. */
async function gatesWith(sandbox: { enabled: boolean; gateFile?: string }) {
  const gates: StacksGate[] = [];
  const stacks = createBackendPlugin({
    pluginId: 'aws-stacks',
    register(reg) {
      reg.registerExtensionPoint(stacksGateExtensionPoint, {
        addGate: gate => gates.push(gate),
      });
      reg.registerInit({ deps: { _: coreServices.logger }, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      authPlugin,
      stacks,
      sandboxFeatures,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          auth: { providers: { sandbox: {} } },
          groundwork: { sandbox },
        },
      }),
    ],
  });
  await backend.stop();
  return gates;
}

/** A planned run in production. */
function runIn(accountId: string): PlannedRun {
  const at = '2026-11-20T10:00:00Z';
  const target: Target = {
    accountId,
    region: 'eu-west-1',
    environment: 'production',
  };
  const both = {
    layer: 'kms',
    name: 'lake',
    engine: 'cdk',
    target,
    owner: 'group:default/platform-engineering',
    entityRef: 'resource:default/kms-lake-production',
    createdAt: at,
    updatedAt: at,
  } as const;
  const stackId = '01JX0000000000000000000001';
  return {
    run: {
      ...both,
      id: '01JX0000000000000000000002',
      stackId,
      state: 'planned',
      operation: 'apply',
      requestedBy: 'user:default/rita.meyer',
      source: { kind: 'bundle', digest: 'a'.repeat(64) },
      gates: [],
      risks: [],
    },
    stack: {
      ...both,
      id: stackId,
      dependsOn: [],
      status: 'planned',
      drift: { state: 'unknown', resources: 0 },
    },
    plan: {
      engine: 'cdk',
      engineVersion: '2.0.0',
      summary: summarizePlan([]),
      hasChanges: true,
      resources: [],
      outputs: [],
      notes: [],
    },
  };
}

describe('the gate of the sandbox', () => {
  it.each([{ enabled: false, gateFile }, { enabled: true }])(
    'is not there with %p',
    async sandbox => {
      await expect(gatesWith(sandbox)).resolves.toEqual([]);
    },
  );

  it('is closed to the accounts of its file, and to all without one', async () => {
    const [gate] = await gatesWith({ enabled: true, gateFile });
    await expect(gate.decide(runIn('222222222221'))).rejects.toThrow('ENOENT');
    const remedies = ['Have the runbook reviewed'];
    const reason = { checkId: 'runbook', status: 'red', remedies };
    const closed = [{ accountId: '222222222221', ...reason }];
    files.setContent({ 'gate.json': JSON.stringify({ closed }) });
    const target = runIn('222222222221').run.target;
    await expect(gate.decide(runIn('222222222221'))).resolves.toMatchObject({
      mode: 'enforce',
      decision: 'deny',
      reasons: [{ ...reason, target }],
    });
    await expect(gate.decide(runIn('222222222222'))).resolves.toMatchObject({
      decision: 'allow',
      reasons: [],
    });
  });
});
