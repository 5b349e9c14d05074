// SPDX-License-Identifier: Apache-2.0
import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { isError } from '@backstage/errors';
import { REMOTE_VARIABLES } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { CodeBuildConfig } from '../config/runners';

/** What CodeBuild bears: five minutes to a day and a half. */
const SHORTEST_MINUTES = 5;
const LONGEST_MINUTES = 2_160;

/** CodeBuild has as many builds as the account or the project may have. */
const FULL = 'AccountLimitExceededException';

/** What a build is started for. */
export interface BuildRequest {
  uri: string;
  digest: string;
  /** The same for the same job: CodeBuild then starts it once. */
  token: string;
  timeoutMinutes: number;
}

/** How a build stands. */
export interface BuildState {
  isOver: boolean;
  /** `IN_PROGRESS`, `SUCCEEDED`, `FAILED`, `STOPPED`, `TIMED_OUT` or `FAULT`. */
  status: string;
  /** What CodeBuild says of the phase that failed. */
  problem?: string;
  /** Address of the log in the console. */
  log?: string;
}

/** Starts builds of the project that runs jobs, and looks after them. */
export class BuildProject {
  readonly #clients: AwsClients;
  readonly #config: CodeBuildConfig;

  static create(options: {
    clients: AwsClients;
    config: CodeBuildConfig;
  }): BuildProject {
    return new BuildProject(options.clients, options.config);
  }

  private constructor(clients: AwsClients, config: CodeBuildConfig) {
    this.#clients = clients;
    this.#config = config;
  }

  /** The id of the build; `undefined` when there is no room for another one. */
  async start(request: BuildRequest): Promise<string | undefined> {
    const minutes = Math.max(request.timeoutMinutes, SHORTEST_MINUTES);
    const variable = (name: string, value: string) =>
      ({ name, value, type: 'PLAINTEXT' } as const);
    try {
      const { build } = await (
        await this.#client()
      ).send(
        new StartBuildCommand({
          projectName: this.#config.project,
          idempotencyToken: request.token,
          timeoutInMinutesOverride: Math.min(minutes, LONGEST_MINUTES),
          environmentVariablesOverride: [
            variable(REMOTE_VARIABLES.uri, request.uri),
            variable(REMOTE_VARIABLES.digest, request.digest),
          ],
        }),
      );
      return build?.id;
    } catch (error) {
      if (isError(error) && error.name === FULL) return undefined;
      throw error;
    }
  }

  /** `undefined` when CodeBuild does not know it, any more or yet. */
  async find(buildId: string): Promise<BuildState | undefined> {
    const client = await this.#client();
    const { builds = [] } = await client.send(
      new BatchGetBuildsCommand({ ids: [buildId] }),
    );
    return builds[0] && toState(builds[0]);
  }

  async stop(buildId: string): Promise<void> {
    const client = await this.#client();
    await client.send(new StopBuildCommand({ id: buildId }));
  }

  #client(): Promise<CodeBuildClient> {
    return this.#clients.client(CodeBuildClient, this.#config);
  }
}

function toState(build: Build): BuildState {
  const status = build.buildStatus ?? 'IN_PROGRESS';
  const failed = (build.phases ?? []).find(
    ({ phaseStatus }) =>
      phaseStatus && !/SUCCEEDED|IN_PROGRESS/.test(phaseStatus),
  );
  const said = failed?.contexts?.find(({ message }) => message)?.message;
  return {
    isOver: status !== 'IN_PROGRESS',
    status,
    problem: failed && [failed.phaseType, said].filter(Boolean).join(': '),
    log: build.logs?.deepLink,
  };
}
