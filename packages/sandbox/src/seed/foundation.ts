// SPDX-License-Identifier: Apache-2.0
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { MANAGEMENT_ACCOUNT_ID, SANDBOX_REGIONS } from './accounts';
import { makeBucket } from './buckets';
import { ignoreExisting } from './ignoreExisting';
import { SeedClients } from './SeedClients';

/** Role name → the managed policy that stands for its permissions in the sandbox. */
const ROLES = {
  'groundwork-plan': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'groundwork-apply': 'arn:aws:iam::aws:policy/AdministratorAccess',
  'groundwork-sweep': 'arn:aws:iam::aws:policy/SecurityAudit',
};

const CDK_QUALIFIER = 'hnb659fds';
const CDK_BOOTSTRAP_VERSION = '28';
const CDK_ROLES = [
  'cfn-exec-role',
  'deploy-role',
  'file-publishing-role',
  'image-publishing-role',
  'lookup-role',
];

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:root` },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
});

const OWNED = { owner: 'group:default/platform-engineering' };

async function makeRole(iam: IAMClient, RoleName: string, policyArn?: string) {
  await ignoreExisting(() =>
    iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }),
    ),
  );
  if (policyArn) {
    await iam.send(
      new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn }),
    );
  }
}

async function makeRoles(clients: SeedClients, accountId: string) {
  const iam = new IAMClient(await clients.configFor(accountId, 'us-east-1'));
  const cdk = SANDBOX_REGIONS.flatMap(region =>
    CDK_ROLES.map(
      role => `cdk-${CDK_QUALIFIER}-${role}-${accountId}-${region}`,
    ),
  );
  await Promise.all([
    ...Object.entries(ROLES).map(([name, arn]) => makeRole(iam, name, arn)),
    ...cdk.map(name => makeRole(iam, name)),
  ]);
}

async function makeBuckets(
  clients: SeedClients,
  accountId: string,
  region: string,
) {
  const config = await clients.configFor(accountId, region);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const ssm = new SSMClient(config);
  const settings = { region, versioned: true, blocked: true, tags: OWNED };
  await Promise.all([
    makeBucket(s3, {
      ...settings,
      name: `groundwork-tfstate-${accountId}-${region}`,
    }),
    makeBucket(s3, {
      ...settings,
      name: `cdk-${CDK_QUALIFIER}-assets-${accountId}-${region}`,
    }),
    ssm.send(
      new PutParameterCommand({
        Name: `/cdk-bootstrap/${CDK_QUALIFIER}/version`,
        Value: CDK_BOOTSTRAP_VERSION,
        Type: 'String',
        Overwrite: true,
      }),
    ),
  ]);
}

/** What every account needs before anything can be provisioned in it. */
export async function seedFoundation(
  clients: SeedClients,
  accountId: string,
): Promise<void> {
  await Promise.all([
    makeRoles(clients, accountId),
    ...SANDBOX_REGIONS.map(region => makeBuckets(clients, accountId, region)),
  ]);
}
