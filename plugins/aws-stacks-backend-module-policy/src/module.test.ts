// SPDX-License-Identifier: Apache-2.0
import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { NotInstalledError } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type StacksPolicy,
  estateServiceRef,
  stacksPolicyExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import { created, planned, tagsAll, updated } from './__testUtils__/plans';
import module from './index';

const missing = () => Promise.reject(new NotInstalledError('aws-estate'));

/** A backend with the module in an engine that keeps its policies. */
async function start(policies: JsonObject = {}) {
  const added: StacksPolicy[] = [];
  const engine = createBackendPlugin({
    pluginId: 'aws-stacks',
    register(env) {
      env.registerExtensionPoint(stacksPolicyExtensionPoint, {
        addPolicy: policy => added.push(policy),
      });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      engine,
      module,
      createServiceFactory({
        service: estateServiceRef,
        deps: {},
        factory: () => ({
          resolve: missing,
          listOwningEntities: missing,
          getFreshness: missing,
          listResources: missing,
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          groundwork: {
            accounts: [
              {
                accountId: '111111111111',
                name: 'AI Core production',
                environment: 'production',
                regions: ['eu-west-1'],
              },
            ],
            stacks: { policies },
          },
        },
      }),
    ],
  });
  return { policies: added, backend };
}

const bucket = created('aws_s3_bucket', {
  ...tagsAll(),
  'tags_all.owner': 'group:default/others',
});
const gone = updated('aws_s3_bucket', {}, { action: 'delete' });

it('adds one policy, whose rules have the level of the environment', async () => {
  const { policies, backend } = await start();
  expect(policies.map(({ id }) => id)).toEqual(['groundwork']);
  const [policy] = policies;
  const results = await policy.check(planned([bucket, gone]));
  expect(results).toEqual([
    {
      ruleId: 'required-tags',
      level: 'soft',
      address: 'aws_s3_bucket.this',
      message: expect.stringContaining('owner is group:default/others'),
      fix: expect.any(String),
    },
    {
      ruleId: 'no-stateful-deletion',
      level: 'hard',
      address: 'aws_s3_bucket.this',
      message: expect.stringContaining('the data in it is lost'),
      fix: expect.any(String),
    },
  ]);
  const development = {
    accountId: '111111111111',
    region: 'eu-west-1',
    environment: 'development' as const,
  };
  const inDevelopment = await policy.check(
    planned([gone], { run: { target: development } }),
  );
  expect(inDevelopment.map(({ level }) => level)).toEqual(['soft']);
  const destroyed = await policy.check(
    planned([gone], { run: { operation: 'destroy' } }),
  );
  expect(destroyed.map(({ level }) => level)).toEqual(['soft']);
  await backend.stop();
});

it('does not lift a rule above its level, and does not ask one that is off', async () => {
  const { policies, backend } = await start({
    'no-stateful-deletion': { level: 'advisory', destroyAtMost: 'hard' },
    'required-tags': { level: 'off' },
  });
  const results = await policies[0].check(
    planned([bucket, gone], { run: { operation: 'destroy' } }),
  );
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['no-stateful-deletion', 'advisory'],
  ]);
  await backend.stop();
});

it('compares with the defaults of AWS where there are no credentials', async () => {
  const { policies, backend } = await start();
  const vpcs = Array.from({ length: 6 }, (_, at) =>
    created('aws_vpc', tagsAll(), `aws_vpc.this[${at}]`),
  );
  const results = await policies[0].check(planned(vpcs));
  expect(results).toMatchObject([
    {
      ruleId: 'service-quotas',
      level: 'soft',
      message: expect.stringMatching(
        /^VPCs per Region: 6 VPCs more makes 6, and 5 are allowed \(AWS's default of 2026-11-21, because the account's own could not be read: /,
      ),
    },
    {
      ruleId: 'service-quotas',
      level: 'advisory',
      message: expect.stringContaining('(aws-estate is not installed)'),
    },
  ]);
  await backend.stop();
});

it('stops the start at a wrong configuration, with the key', async () => {
  await expect(start({ 'required-tags': { level: 'always' } })).rejects.toThrow(
    /groundwork\.stacks\.policies\.required-tags\.level/,
  );
});
