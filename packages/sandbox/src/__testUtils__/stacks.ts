// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { eventually } from './clients';

/** Proposes and executes change sets, and waits for what comes of them. */
export function stacksOf(cloudformation: CloudFormationClient) {
  let proposals = 0;

  async function propose(
    StackName: string,
    template: object,
    type: 'CREATE' | 'UPDATE' | 'IMPORT' = 'CREATE',
  ) {
    proposals += 1;
    const ChangeSetName = `run-${proposals}`;
    await cloudformation.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName,
        ChangeSetType: type,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: [{ Key: 'groundwork:layer', Value: 'test' }],
      }),
    );
    return cloudformation.send(
      new DescribeChangeSetCommand({
        StackName,
        ChangeSetName,
        IncludePropertyValues: true,
      }),
    );
  }

  async function settled(StackName: string) {
    const read = async () => {
      const { Stacks = [] } = await cloudformation.send(
        new DescribeStacksCommand({ StackName }),
      );
      return Stacks[0];
    };
    return eventually(read, stack => !stack.StackStatus?.endsWith('PROGRESS'));
  }

  async function execute(StackName: string, ChangeSetName?: string) {
    await cloudformation.send(
      new ExecuteChangeSetCommand({ StackName, ChangeSetName }),
    );
    return settled(StackName);
  }

  async function physicalId(StackName: string, LogicalResourceId: string) {
    const { StackResources = [] } = await cloudformation.send(
      new DescribeStackResourcesCommand({ StackName, LogicalResourceId }),
    );
    return StackResources[0].PhysicalResourceId ?? '';
  }

  async function events(StackName: string) {
    const { StackEvents = [] } = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    return StackEvents;
  }

  return { propose, settled, execute, physicalId, events };
}

/** A key with an alias. */
export const keyTemplate = (properties: object = {}) => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Description: 'orders',
        EnableKeyRotation: true,
        RotationPeriodInDays: 180,
        KeyPolicy: { Version: '2012-10-17', Statement: [] },
        Tags: [{ Key: 'environment', Value: 'staging' }],
        ...properties,
      },
    },
    Alias: {
      Type: 'AWS::KMS::Alias',
      Properties: {
        AliasName: { 'Fn::Sub': 'alias/${AWS::StackName}' },
        TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      },
    },
  },
  Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
});
