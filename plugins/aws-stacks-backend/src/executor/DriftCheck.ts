// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import type { StackDetail } from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import type { InfraRunner } from '../runner/InfraRunner';
import type { DueCheck } from '../store/DriftLeasesStore';
import type { DriftOutcome, DriftStore } from '../store/DriftStore';
import { newId } from '../store/ids';
import type { StacksStore } from '../store/StacksStore';
import { buildDriftJob } from './driftJob';
import type { JobFolders } from './JobFolders';
import type { JobSettings } from './jobs';
import { JobWatch, type WatchEnd } from './JobWatch';
import type { StandingCheck } from './StandingCheck';
import type { TerraformBinary } from './TerraformBinary';

const FOLDER = 'drift';
/** It stands for nothing in the account. */
const NOTHING = 'AWS::CDK::Metadata';

/** A look at a stack that has a source here. */
type ComparableCheck = DueCheck & { sourceDigest: string };

/** What one look needs. */
export interface DriftCheckOptions extends JobSettings {
  bundles: BundleStore;
  drift: DriftStore;
  folders: JobFolders;
  key: Buffer;
  runner: InfraRunner;
  standingCheck: StandingCheck;
  stacks: StacksStore;
  terraform: TerraformBinary;
}

/** Has a runner compare one stack with its source. */
export class DriftCheck {
  readonly #options: DriftCheckOptions;

  static create(options: DriftCheckOptions): DriftCheck {
    return new DriftCheck(options);
  }

  private constructor(options: DriftCheckOptions) {
    this.#options = options;
  }

  /** What was found; undefined when the signal ended it. */
  async run(
    due: DueCheck,
    signal: AbortSignal,
  ): Promise<DriftOutcome | undefined> {
    const stack = await this.#options.stacks.find(due.stackId);
    if (!stack) return undefined;
    if (stack.standing) {
      return this.#options.standingCheck.run(stack, stack.standing.origin);
    }
    const { sourceDigest } = due;
    if (sourceDigest === undefined) return undefined;
    return this.#compare(stack, { ...due, sourceDigest }, signal);
  }

  async #compare(
    stack: StackDetail,
    due: ComparableCheck,
    signal: AbortSignal,
  ): Promise<DriftOutcome | undefined> {
    const impossible = await this.#whyNot(stack, due);
    if (impossible) return { kind: 'failed', problem: impossible };
    const checkId = newId();
    try {
      return toOutcome(
        await this.#work(checkId, { stack, due }, signal),
        stack,
      );
    } catch (error) {
      if (!isError(error) || error.name !== 'InputError') throw error;
      return { kind: 'failed', problem: error.message };
    } finally {
      await this.#options.folders.remove(checkId);
    }
  }

  /** The values of secret variables were forgotten when they were applied, and a plan without them would be of another source. */
  async #whyNot(
    { engine, id }: StackDetail,
    { sourceDigest }: ComparableCheck,
  ): Promise<string | undefined> {
    const { bundles, drift } = this.#options;
    if (!(await bundles.isHere(sourceDigest))) {
      return 'Its source is not in the data directory of the replica that looked; share groundwork.stacks.dataDirectory between replicas';
    }
    if (engine !== 'terraform') return undefined;
    const names = await drift.secretNames(id, sourceDigest);
    return names.length > 0
      ? `It cannot be checked: its source takes the secret variables ${names.join(
          ', ',
        )}, and their values are not kept`
      : undefined;
  }

  async #work(
    checkId: string,
    { stack, due }: { stack: StackDetail; due: ComparableCheck },
    signal: AbortSignal,
  ): Promise<WatchEnd> {
    const { bundles, config, folders, key, runner, terraform } = this.#options;
    const kind = config.runners.kindOf(stack.target.accountId);
    const job = buildDriftJob({
      ...this.#options,
      checkId,
      stack,
      runner: kind,
      sourceDigest: due.sourceDigest,
      requestedBy: due.askedBy ?? stack.owner,
      paths: {
        bundle: bundles.path(due.sourceDigest),
        terraform:
          stack.engine === 'terraform'
            ? await terraform.resolve(kind)
            : undefined,
      },
    });
    const folder = await folders.prepare(FOLDER, job);
    const end = await JobWatch.create({
      folder,
      folders,
      runner,
      tailer: { drain: async () => true },
      signal,
      secrets: async () => ({
        encryptionKey: key.toString('base64'),
        secretVariables: {},
      }),
      isCancelled: async () => false,
    }).run();
    if (end.kind === 'left') await runner.cancel(folder);
    return end;
  }
}

function toOutcome(
  end: WatchEnd,
  stack: StackDetail,
): DriftOutcome | undefined {
  if (end.kind === 'left') return undefined;
  if (end.kind === 'died') return { kind: 'failed', problem: end.detail };
  if (end.kind !== 'result') return { kind: 'failed', problem: end.reason };
  const { drift, outcome, reason } = end.result;
  if (outcome !== 'succeeded' || !drift) {
    return {
      kind: 'failed',
      problem: reason ?? 'The runner ended without an answer',
    };
  }
  const total = stack.resources.filter(({ type }) => type !== NOTHING).length;
  return { kind: 'found', ...drift, total };
}
