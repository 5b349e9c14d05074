// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  type Stack,
  type StackResourceDrift,
  paginateDescribeStackResourceDrifts,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import {
  Redactor,
  toDriftedAttribute,
  toOutputName,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  DriftFinding,
  StackOutput,
  StackResource,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import type { FoundStack } from './FoundStack';

/** Stacks that stand; one that was rolled back on creation has nothing. */
const STANDING =
  /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_COMPLETE$/;

const PAUSE_MS = 2_000;
const MOST_POLLS = 60;
/** It stands for nothing in the account. */
const NOTHING = 'AWS::CDK::Metadata';

/** What drift detection found. */
export interface CloudFormationDrift {
  resources: DriftFinding[];
  /** Logical ids of what it cannot compare. */
  unchecked: string[];
  notes: string[];
}

/** Reads CloudFormation stacks of one account and Region. */
export class CloudFormationSource {
  readonly #client: CloudFormationClient;
  readonly #region: string;

  static async create(
    clients: AwsClients,
    target: { accountId: string; region: string },
  ): Promise<CloudFormationSource> {
    const client = await clients.client(CloudFormationClient, target);
    return new CloudFormationSource(client, target.region);
  }

  private constructor(client: CloudFormationClient, region: string) {
    this.#client = client;
    this.#region = region;
  }

  async *read(wants: (title: string) => boolean): AsyncGenerator<FoundStack> {
    const pages = paginateDescribeStacks({ client: this.#client }, {});
    for await (const { Stacks: stacks = [] } of pages) {
      for (const stack of stacks) {
        const { StackName: title, StackStatus: status = '' } = stack;
        if (title && STANDING.test(status) && wants(title)) {
          yield await this.#found(stack, title);
        }
      }
    }
  }

  /** One stack by its ARN; `undefined` when it is gone. */
  async find(arn: string): Promise<FoundStack | undefined> {
    const stack = await this.#describe(arn);
    const { StackName: title, StackStatus: status = '' } = stack ?? {};
    return stack && title && STANDING.test(status)
      ? this.#found(stack, title)
      : undefined;
  }

  /** Has CloudFormation compare a stack with its template. */
  async drift(arn: string): Promise<CloudFormationDrift> {
    const notes = await this.#detect(arn);
    const hidesValues = hasSecrets(await this.#describe(arn));
    const drifts: StackResourceDrift[] = [];
    const pages = paginateDescribeStackResourceDrifts(
      { client: this.#client },
      { StackName: arn },
    );
    for await (const { StackResourceDrifts: items = [] } of pages) {
      drifts.push(...items);
    }
    const checked = new Set(
      drifts.filter(isCompared).map(({ LogicalResourceId: id }) => id),
    );
    const resources = await this.#resources(arn);
    return {
      resources: drifts.flatMap(drift => toFinding(drift, hidesValues)),
      unchecked: resources
        .filter(
          ({ address, type }) => type !== NOTHING && !checked.has(address),
        )
        .map(({ address }) => address),
      notes,
    };
  }

  /** What CloudFormation could not look at, in its own words. */
  async #detect(arn: string): Promise<string[]> {
    const { StackDriftDetectionId: id } = await this.#client.send(
      new DetectStackDriftCommand({ StackName: arn }),
    );
    for (let poll = 0; poll < MOST_POLLS; poll += 1) {
      const answer = await this.#client.send(
        new DescribeStackDriftDetectionStatusCommand({
          StackDriftDetectionId: id,
        }),
      );
      const { DetectionStatus: status, DetectionStatusReason: why } = answer;
      if (status === 'DETECTION_FAILED') {
        return [`Drift of some resources could not be detected: ${why}`];
      }
      if (status === 'DETECTION_COMPLETE') return [];
      await sleep(PAUSE_MS);
    }
    return ['Drift detection took too long and was not waited for'];
  }

  async #describe(arn: string): Promise<Stack | undefined> {
    try {
      const { Stacks: stacks } = await this.#client.send(
        new DescribeStacksCommand({ StackName: arn }),
      );
      return stacks?.[0];
    } catch (error) {
      if (isError(error) && /does not exist/.test(error.message)) {
        return undefined;
      }
      throw error;
    }
  }

  async #found(stack: Stack, title: string): Promise<FoundStack> {
    return {
      engine: 'cdk',
      origin: stack.StackId ?? title,
      title,
      region: this.#region,
      tags: Object.fromEntries(
        (stack.Tags ?? []).map(({ Key: key, Value: value }) => [
          key ?? '',
          value ?? '',
        ]),
      ),
      outputs: outputsOf(stack),
      resources: await this.#resources(title),
      changedAt: stack.LastUpdatedTime ?? stack.CreationTime,
    };
  }

  async #resources(title: string): Promise<StackResource[]> {
    const found: StackResource[] = [];
    const pages = paginateListStackResources(
      { client: this.#client },
      { StackName: title },
    );
    for await (const { StackResourceSummaries: items = [] } of pages) {
      for (const item of items) {
        const { LogicalResourceId: address, ResourceType: type } = item;
        const isThere = item.ResourceStatus !== 'DELETE_COMPLETE';
        if (address && type && isThere) {
          found.push({ address, type, physicalId: item.PhysicalResourceId });
        }
      }
    }
    return found;
  }
}

function outputsOf({ Outputs: outputs = [] }: Stack): StackOutput[] {
  const redactor = Redactor.create();
  return outputs.flatMap((output): StackOutput[] => {
    const { OutputKey: key, OutputValue: value } = output;
    if (!key) return [];
    const name = toOutputName(key);
    return value === undefined || redactor.touches(value)
      ? [{ name, sensitive: true }]
      : [{ name, value, sensitive: false }];
  });
}

function isCompared({ StackResourceDriftStatus: status }: StackResourceDrift) {
  return ['IN_SYNC', 'MODIFIED', 'DELETED'].includes(status ?? '');
}

/** CloudFormation shows the value of a parameter with NoEcho as asterisks. */
function hasSecrets(stack: Stack | undefined): boolean {
  return (stack?.Parameters ?? []).some(({ ParameterValue: value = '' }) =>
    /^\*+$/.test(value),
  );
}

/** Which property a secret parameter goes into only the template says, so with one of them no value is shown. */
function toFinding(
  drift: StackResourceDrift,
  hidesValues: boolean,
): DriftFinding[] {
  const { LogicalResourceId: address, StackResourceDriftStatus: status } =
    drift;
  if (!address || (status !== 'MODIFIED' && status !== 'DELETED')) return [];
  const redactor = Redactor.create();
  const physicalId = drift.PhysicalResourceId;
  return [
    {
      change: {
        address,
        type: drift.ResourceType ?? '',
        name: address,
        action: status === 'DELETED' ? 'create' : 'update',
        ...(physicalId ? { physicalId: redactor.text(physicalId) } : {}),
        attributes: (drift.PropertyDifferences ?? []).map(difference =>
          toDriftedAttribute(redactor, difference, () => hidesValues),
        ),
      },
    },
  ];
}
