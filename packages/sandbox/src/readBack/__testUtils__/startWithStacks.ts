// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  CreateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientConfig, localhostAgent } from '../../__testUtils__/clients';
import { stacksOf } from '../../__testUtils__/stacks';
import { startSandbox } from '../../startSandbox';
import dataLakeTemplate from '../__fixtures__/data-lake.template.json';
import { everything } from '../__fixtures__/everything';
import kmsTemplate from '../__fixtures__/kms.template.json';
import { readBackStack } from '../readBackStack';

/** The account and Region that the layers were synthesized for. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

type Config = Awaited<ReturnType<typeof clientConfig>>;

/** What the layers take for granted: the CDK bootstrap, and the bucket of the other data lake. */
async function prepare(config: Config, s3: S3Client) {
  await new SSMClient(config).send(
    new PutParameterCommand({
      Name: '/cdk-bootstrap/hnb659fds/version',
      Value: '30',
      Type: 'String',
    }),
  );
  await s3.send(
    new CreateBucketCommand({
      Bucket: `dl-copy-data-${ACCOUNT}-us-east-1`,
      ObjectLockEnabledForBucket: true,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
}

function stackTools(endpoint: string, cloudformation: CloudFormationClient) {
  const stacks = stacksOf(cloudformation);
  const readBack = (stackName: string) =>
    readBackStack({ endpoint, accountId: ACCOUNT, region: REGION, stackName });
  return {
    readBack,
    physicalId: stacks.physicalId,
    /** The properties that differ, as `logicalId.property`. */
    differing: async (stackName: string) =>
      (await readBack(stackName)).differences.map(
        ({ logicalId, property }) => `${logicalId}.${property}`,
      ),
    async deploy(StackName: string, template: object) {
      await cloudformation.send(
        new CreateStackCommand({
          StackName,
          TemplateBody: JSON.stringify(template),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Tags: [{ Key: 'groundwork:layer', Value: 'test' }],
        }),
      );
      const { StackStatus, StackStatusReason } = await stacks.settled(
        StackName,
      );
      expect([StackStatus, StackStatusReason]).toEqual([
        'CREATE_COMPLETE',
        undefined,
      ]);
    },
  };
}

/** A sandbox in which both layers stand, and a stack of everything that they do not state. */
export async function startWithStacks() {
  const sandbox = await startSandbox();
  const { endpoint } = sandbox;
  const config = await clientConfig(endpoint, {
    roleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
    region: REGION,
  });
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const tools = stackTools(endpoint, new CloudFormationClient(config));
  await prepare(config, s3);
  await tools.deploy('kms', kmsTemplate);
  await tools.deploy('data-lake', dataLakeTemplate);
  await tools.deploy('everything', everything);
  return {
    ...tools,
    endpoint,
    stop: sandbox.stop,
    s3,
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    control: new S3ControlClient({
      ...config,
      requestHandler: { httpAgent: localhostAgent },
    }),
  };
}
