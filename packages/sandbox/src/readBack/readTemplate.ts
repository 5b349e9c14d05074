// SPDX-License-Identifier: Apache-2.0
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { InputError, NotFoundError } from '@backstage/errors';
import { z } from 'zod/v4';
import { parseJson } from './values';

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.string() }))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});

/** The parts of a template that say what a resource is. */
export type Template = z.infer<typeof templateSchema>;

/** What a stack says of itself; what its resources are, their services say. */
export interface Stack {
  id: string;
  template: Template;
  parameters: ReadonlyMap<string, string>;
  physicalIds: ReadonlyMap<string, string>;
  tags: Readonly<Record<string, string>>;
}

function parseTemplate(stackName: string, body: string): Template {
  try {
    return templateSchema.parse(parseJson(body));
  } catch (error) {
    throw new InputError(
      `The template of ${stackName} is not a CloudFormation template in JSON, which alone can be read back`,
      error,
    );
  }
}

async function physicalIds(client: CloudFormationClient, StackName: string) {
  const ids = new Map<string, string>();
  const pages = paginateListStackResources({ client }, { StackName });
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const summary of StackResourceSummaries) {
      const { LogicalResourceId = '', PhysicalResourceId } = summary;
      if (summary.ResourceStatus === 'DELETE_COMPLETE') continue;
      if (PhysicalResourceId) ids.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return ids;
}

/** Reads a stack's template, parameters and the physical ids of its resources. */
export async function readTemplate(
  client: CloudFormationClient,
  StackName: string,
): Promise<Stack> {
  const { Stacks: [stack] = [] } = await client.send(
    new DescribeStacksCommand({ StackName }),
  );
  if (!stack?.StackId)
    throw new NotFoundError(`There is no stack ${StackName}`);
  const { TemplateBody = '' } = await client.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
  );
  const { Parameters = [], Tags = [] } = stack;
  return {
    id: stack.StackId,
    template: parseTemplate(StackName, TemplateBody),
    parameters: new Map(
      Parameters.map(({ ParameterKey = '', ParameterValue, ResolvedValue }) => [
        ParameterKey,
        ResolvedValue ?? ParameterValue ?? '',
      ]),
    ),
    physicalIds: await physicalIds(client, StackName),
    tags: Object.fromEntries(
      Tags.map(({ Key = '', Value = '' }) => [Key, Value]),
    ),
  };
}
