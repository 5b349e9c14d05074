// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';

jest.setTimeout(120_000);

const TEMPLATE = readFileSync(
  resolvePackagePath(
    '@groundwork/backstage-plugin-aws-stacks-backend',
    'roles/groundwork-roles.yaml',
  ),
  'utf8',
);

describe('the template of an account’s roles', () => {
  let sandbox: Sandbox;
  let client: CloudFormationClient;

  beforeAll(async () => {
    sandbox = await startSandbox();
    client = new CloudFormationClient({
      endpoint: sandbox.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });

  afterAll(async () => {
    client?.destroy();
    await sandbox?.stop();
  });

  it('makes what groundwork.accounts names', async () => {
    const StackName = 'groundwork-roles';
    await client.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: TEMPLATE,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Parameters: [
          {
            ParameterKey: 'TrustedPrincipalArn',
            ParameterValue: 'arn:aws:iam::100000000000:role/backstage',
          },
          { ParameterKey: 'ExternalId', ParameterValue: 'only-we-know' },
        ],
      }),
    );
    await waitUntilStackCreateComplete(
      { client, minDelay: 1, maxDelay: 1, maxWaitTime: 60 },
      { StackName },
    );
    const { Stacks = [] } = await client.send(
      new DescribeStacksCommand({ StackName }),
    );
    const [{ StackStatus, Outputs = [] }] = Stacks;
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const outputs = Object.fromEntries(
      Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    const role = (name: string) =>
      expect.stringMatching(`^arn:aws:iam::\\d{12}:role/${name}$`);
    expect(outputs).toEqual({
      PlanRoleArn: role('groundwork-plan'),
      ApplyRoleArn: role('groundwork-apply'),
      BoundaryArn: expect.stringMatching(
        /^arn:aws:iam::\d{12}:policy\/groundwork-boundary$/,
      ),
    });
    const { StackResources = [] } = await client.send(
      new DescribeStackResourcesCommand({ StackName }),
    );
    expect(
      StackResources.map(({ ResourceType }) => ResourceType).sort(),
    ).toEqual(['AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::IAM::Role']);
  });
});
