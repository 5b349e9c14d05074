// SPDX-License-Identifier: Apache-2.0
import type {
  CloudFormationClient,
  CreateChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
  Stack,
  StackEvent,
  StackResourceDrift,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import { type AwsCredentials, sdkRegion } from '../aws/credentials';
import type { RunnerJob } from '../protocol';

type Sdk = typeof import('@aws-sdk/client-cloudformation');
/** A change of one resource, as CloudFormation foresees it. */
export type ForeseenChange = NonNullable<
  DescribeChangeSetCommandOutput['Changes']
>[number];

const isMissing = (error: unknown) =>
  isError(error) &&
  (error.name === 'ChangeSetNotFound' ||
    /does not exist|not found/i.test(error.message));

/** CloudFormation's answers about one stack. */
export class StackClient {
  readonly stackName: string;
  readonly #client: CloudFormationClient;
  readonly #sdk: Sdk;

  static async create(
    job: RunnerJob,
    credentials: AwsCredentials,
    stackName: string,
  ): Promise<StackClient> {
    const sdk = await import('@aws-sdk/client-cloudformation');
    const client = new sdk.CloudFormationClient({
      region: sdkRegion(job.context.region),
      credentials,
    });
    return new StackClient(client, sdk, stackName);
  }

  private constructor(
    client: CloudFormationClient,
    sdk: Sdk,
    stackName: string,
  ) {
    this.#client = client;
    this.#sdk = sdk;
    this.stackName = stackName;
  }

  async describe(): Promise<Stack | undefined> {
    try {
      const answer = await this.#client.send(
        new this.#sdk.DescribeStacksCommand({ StackName: this.stackName }),
      );
      return answer.Stacks?.[0];
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The template as it was handed in: of the stack, or of a change set. */
  async template(changeSet?: string): Promise<string | undefined> {
    const answer = await this.#client.send(
      new this.#sdk.GetTemplateCommand({
        StackName: this.stackName,
        ChangeSetName: changeSet,
        TemplateStage: 'Original',
      }),
    );
    return answer.TemplateBody;
  }

  async changeSet(name: string) {
    const changes: ForeseenChange[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await this.#client.send(
        new this.#sdk.DescribeChangeSetCommand({
          StackName: this.stackName,
          ChangeSetName: name,
          NextToken: token,
          IncludePropertyValues: true,
        }),
      );
      changes.push(...(page.Changes ?? []));
      token = page.NextToken;
      if (!token) return { ...page, Changes: changes };
    }
  }

  /** As {@link changeSet}, or undefined when there is none. */
  async findChangeSet(name: string) {
    try {
      return await this.changeSet(name);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** @returns the id of the change set, which is not yet complete */
  async createChangeSet(
    input: Omit<CreateChangeSetCommandInput, 'StackName'>,
  ): Promise<string | undefined> {
    const answer = await this.#client.send(
      new this.#sdk.CreateChangeSetCommand({
        ...input,
        StackName: this.stackName,
      }),
    );
    return answer.Id;
  }

  /** What the checks before a deployment object to in a change set. */
  async validationFailures(changeSet: string): Promise<string[]> {
    const answer = await this.#client.send(
      new this.#sdk.DescribeEventsCommand({
        ChangeSetName: changeSet,
        Filters: { FailedEvents: true },
      }),
    );
    return (answer.OperationEvents ?? []).flatMap(event => {
      const { LogicalResourceId: id, ValidationStatusReason: reason } = event;
      return reason ? [id ? `${id}: ${reason}` : reason] : [];
    });
  }

  async changeSetNames(): Promise<string[]> {
    const names: string[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await this.#client.send(
        new this.#sdk.ListChangeSetsCommand({
          StackName: this.stackName,
          NextToken: token,
        }),
      );
      for (const { ChangeSetName: name } of page.Summaries ?? []) {
        if (name) names.push(name);
      }
      token = page.NextToken;
      if (!token) return names;
    }
  }

  async deleteChangeSet(name: string): Promise<void> {
    await this.#client.send(
      new this.#sdk.DeleteChangeSetCommand({
        StackName: this.stackName,
        ChangeSetName: name,
      }),
    );
  }

  async execute(changeSet: string, token: string): Promise<void> {
    await this.#client.send(
      new this.#sdk.ExecuteChangeSetCommand({
        StackName: this.stackName,
        ChangeSetName: changeSet,
        ClientRequestToken: token,
      }),
    );
  }

  async delete(token: string): Promise<void> {
    await this.#client.send(
      new this.#sdk.DeleteStackCommand({
        StackName: this.stackName,
        ClientRequestToken: token,
      }),
    );
  }

  async cancelUpdate(): Promise<void> {
    await this.#client.send(
      new this.#sdk.CancelUpdateStackCommand({ StackName: this.stackName }),
    );
  }

  async protect(enabled: boolean): Promise<void> {
    await this.#client.send(
      new this.#sdk.UpdateTerminationProtectionCommand({
        StackName: this.stackName,
        EnableTerminationProtection: enabled,
      }),
    );
  }

  /** The events after the one that is known, newest first. */
  async eventsAfter(known: string | undefined): Promise<StackEvent[]> {
    const events: StackEvent[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await this.#client.send(
        new this.#sdk.DescribeStackEventsCommand({
          StackName: this.stackName,
          NextToken: token,
        }),
      );
      for (const event of page.StackEvents ?? []) {
        if (event.EventId === known) return events;
        events.push(event);
      }
      token = page.NextToken;
      if (!token) return events;
    }
  }

  async resources(): Promise<StackResourceSummary[]> {
    const resources: StackResourceSummary[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await this.#client.send(
        new this.#sdk.ListStackResourcesCommand({
          StackName: this.stackName,
          NextToken: token,
        }),
      );
      resources.push(...(page.StackResourceSummaries ?? []));
      token = page.NextToken;
      if (!token) return resources;
    }
  }

  async detectDrift(): Promise<string | undefined> {
    const answer = await this.#client.send(
      new this.#sdk.DetectStackDriftCommand({ StackName: this.stackName }),
    );
    return answer.StackDriftDetectionId;
  }

  driftStatus(id: string) {
    return this.#client.send(
      new this.#sdk.DescribeStackDriftDetectionStatusCommand({
        StackDriftDetectionId: id,
      }),
    );
  }

  /** What the last drift detection found of each resource that it looked at. */
  async resourceDrifts(): Promise<StackResourceDrift[]> {
    const drifts: StackResourceDrift[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await this.#client.send(
        new this.#sdk.DescribeStackResourceDriftsCommand({
          StackName: this.stackName,
          NextToken: token,
        }),
      );
      drifts.push(...(page.StackResourceDrifts ?? []));
      token = page.NextToken;
      if (!token) return drifts;
    }
  }
}
