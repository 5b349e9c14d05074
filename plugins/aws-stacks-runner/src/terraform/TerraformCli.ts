// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { AwsCredentials } from '../aws/credentials';
import {
  type ChildCommand,
  type ChildEnd,
  runChild,
} from '../job/childProcess';
import { type JobContext, JobError } from '../job/context';
import { allowedSources } from './allowedSources';
import { refuseModules } from './denyModules';
import { MessageReader, describeDiagnostic } from './messages';
import { type TerraformWorkspace, terraformSettings } from './workspace';

const versionSchema = z.object({ terraform_version: z.string() });

/** How a command ended, with all it said. */
export interface CommandEnd extends ChildEnd {
  messages: MessageReader;
}

/** Runs Terraform or OpenTofu: argument lists, no shell, a made environment. */
export class TerraformCli {
  readonly #context: JobContext;
  readonly #workspace: TerraformWorkspace;
  readonly #binary: string;
  readonly #env: Record<string, string>;

  static create(
    context: JobContext,
    workspace: TerraformWorkspace,
    credentials: AwsCredentials,
  ): TerraformCli {
    return new TerraformCli(context, workspace, credentials);
  }

  private constructor(
    context: JobContext,
    workspace: TerraformWorkspace,
    credentials: AwsCredentials,
  ) {
    this.#context = context;
    this.#workspace = workspace;
    this.#binary = terraformSettings(context.job).binary;
    this.#env = workspace.environment(credentials);
  }

  async version(): Promise<string> {
    const end = await this.run(['version', '-json']);
    return versionSchema.parse(JSON.parse(end.stdout)).terraform_version;
  }

  /** Prepares providers, modules and backend, and refuses modules that break the rules. A lock file of the source is kept as it is. */
  async init(): Promise<void> {
    const readonly = this.#workspace.hasLock ? ['-lockfile=readonly'] : [];
    const end = await this.run([
      'init',
      '-input=false',
      '-no-color',
      ...readonly,
    ]);
    if (end.code === 0) {
      await refuseModules(this.#workspace, allowedSources(this.#context.job));
      return;
    }
    this.#context.interruption.throwIfInterrupted();
    throw new JobError(
      `init failed: ${firstError(end.stderr)}`,
      'Correct what the message names, in the source or in the account’s state bucket, and plan again',
    );
  }

  /**
   * Runs a command that speaks JSON lines and holds the state's lock: it goes on when the runner is killed, so that the
   * state is saved and the lock released. `onStart` is called when it has read its inputs.
   */
  async stream(
    args: readonly string[],
    onStart: () => void,
  ): Promise<CommandEnd> {
    const messages = MessageReader.create(this.#context.events, onStart);
    const end = await this.#run(args, {
      onLine: messages.read,
      survivesIn: this.#context.work,
    });
    return { ...end, messages };
  }

  /** Runs a command that changes nothing, and collects what it says. */
  run(args: readonly string[]): Promise<ChildEnd> {
    return this.#run(args, {});
  }

  #run(
    args: readonly string[],
    how: Pick<ChildCommand, 'onLine' | 'survivesIn'>,
  ): Promise<ChildEnd> {
    const { interruption, job } = this.#context;
    return runChild({
      ...how,
      file: this.#binary,
      args,
      cwd: this.#workspace.folder,
      env: this.#env,
      interruption,
      graceSeconds: job.graceSeconds,
    });
  }

  get lockTimeout(): string {
    const { lockTimeoutSeconds } = terraformSettings(this.#context.job);
    return `-lock-timeout=${lockTimeoutSeconds}s`;
  }
}

/** The first error of a command that speaks to people, without its frame. */
function firstError(stderr: string): string {
  const text = stderr
    .split('\n')
    .map(line => line.replace(/^[╷│╵]\s?/, '').trimEnd())
    .filter(line => line !== '')
    .join(' ');
  const start = text.indexOf('Error: ');
  return (start < 0 ? text : text.slice(start + 'Error: '.length)).slice(
    0,
    2_000,
  );
}

/** Why a command failed, in Terraform's words. */
export function failureReason(end: CommandEnd): string {
  const [first] = end.messages.errors;
  return first
    ? describeDiagnostic(first)
    : end.stderr.trim().slice(0, 2_000) ||
        `Terraform ended with code ${end.code ?? 'none'} and said nothing`;
}
