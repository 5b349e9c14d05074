// SPDX-License-Identifier: Apache-2.0
import {
  Capability,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  GROUNDWORK_TAGS,
  type LayerContext,
  cloudFormationStackName,
} from '@groundwork/backstage-plugin-groundwork-common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from './Emulator';
import type { Engine } from './Engine';

const POLL_MS = 200;
const POLLS = 300;

/** The tags of the stack, which the template does not hold. */
function tagsOf(context: LayerContext) {
  const tags = {
    [GROUNDWORK_TAGS.entityRef]: context.entityRef,
    [GROUNDWORK_TAGS.stack]: context.stackId,
    [GROUNDWORK_TAGS.layer]: context.layer,
    [GROUNDWORK_TAGS.environment]: context.environment,
    [GROUNDWORK_TAGS.owner]: context.owner,
  };
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Makes a layer from the template that its CDK app gave. */
export function cdkEngine(
  { clients: { cloudFormation } }: Emulator,
  context: LayerContext,
  template: unknown,
): Engine {
  const stackName = cloudFormationStackName(context);
  const stack = {
    StackName: stackName,
    TemplateBody: JSON.stringify(template),
    Capabilities: [Capability.CAPABILITY_NAMED_IAM],
    Tags: tagsOf(context),
  };
  const reasons = async () => {
    const { StackEvents = [] } = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: stackName }),
    );
    return StackEvents.filter(event => /FAILED/.test(`${event.ResourceStatus}`))
      .map(event => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
      .join('; ');
  };
  const settle = async (wanted: string) => {
    for (let poll = 0; poll < POLLS; poll++) {
      const { Stacks = [] } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: stackName }),
      );
      const { StackStatus: status = '' } = Stacks[0] ?? {};
      if (status === wanted) return;
      if (!status.endsWith('_IN_PROGRESS')) {
        throw new ServiceUnavailableError(
          `The stack ${stackName} is ${status}, not ${wanted}: ${await reasons()}`,
        );
      }
      await sleep(POLL_MS);
    }
    throw new ServiceUnavailableError(`The stack ${stackName} never settles`);
  };
  return {
    name: 'cdk',
    async apply() {
      await cloudFormation.send(new CreateStackCommand(stack));
      await settle('CREATE_COMPLETE');
    },
    async secondPlan() {
      const changeSet = { StackName: stackName, ChangeSetName: 'second-plan' };
      await cloudFormation.send(
        new CreateChangeSetCommand({ ...stack, ...changeSet }),
      );
      const { Changes = [] } = await cloudFormation.send(
        new DescribeChangeSetCommand(changeSet),
      );
      return Changes.map(({ ResourceChange: change }) =>
        [change?.Action, change?.LogicalResourceId].join(' '),
      );
    },
    async made() {
      const { StackResources = [] } = await cloudFormation.send(
        new DescribeStackResourcesCommand({ StackName: stackName }),
      );
      return StackResources.map(resource => ({
        type: resource.ResourceType ?? '',
        name: resource.PhysicalResourceId ?? '',
      }));
    },
    async destroy() {
      await cloudFormation.send(
        new DeleteStackCommand({ StackName: stackName }),
      );
      const gone = settle('DELETE_COMPLETE');
      await gone.catch((error: Error) => {
        if (!/does not exist/.test(error.message)) throw error;
      });
    },
  };
}
