// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  AuditEntry,
  Run,
  RunEvent,
  RunRecordContent,
  StackOutput,
} from '@groundwork/backstage-plugin-groundwork-common';
import { canonicalJson } from '../rules/canonicalJson';
import type { AuditStore } from '../store/AuditStore';
import type { EventsStore } from '../store/EventsStore';
import type { RunsStore } from '../store/RunsStore';
import type { StacksStore } from '../store/StacksStore';
import type { RunsService } from './RunsService';

const ROWS_PER_READ = 1_000;

/** What records are put together from. */
export interface RunRecordsOptions {
  runs: RunsStore;
  runsService: RunsService;
  stacks: StacksStore;
  events: EventsStore;
  audit: AuditStore;
}

/** Puts all that is known of a run into one document that can be kept outside. */
export class RunRecords {
  readonly #options: RunRecordsOptions;

  static create(options: RunRecordsOptions): RunRecords {
    return new RunRecords(options);
  }

  private constructor(options: RunRecordsOptions) {
    this.#options = options;
  }

  /** The document as JSON: the record as it stands, and the SHA-256 over it. */
  async read(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<JsonObject> {
    const content = await this.#content(runId, credentials);
    const record: JsonObject = JSON.parse(JSON.stringify(content));
    const sha256 = createHash('sha256')
      .update(canonicalJson(record))
      .digest('hex');
    return { exportedAt: new Date().toISOString(), sha256, record };
  }

  async #content(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<RunRecordContent> {
    const { runs, runsService } = this.#options;
    const detail = await runsService.get(runId, credentials);
    const found = await runs.find(runId);
    if (!found) throw new NotFoundError(`There is no run ${runId}`);
    const { mayApprove, reason, ...approval } = detail.approval;
    const plan = await runs.findPlan(runId);
    const audit = await this.#audit(runId);
    return {
      format: 'groundwork-run-record',
      version: 1,
      run: found.run,
      description: found.description,
      layerOutputs: found.layerOutputs,
      plan: plan ? JSON.parse(plan) : undefined,
      policy: found.policy,
      cost: found.cost,
      approval,
      audit,
      events: await this.#events(runId),
      verification: verificationOf(audit),
      outputs: await this.#outputs(found.run),
    };
  }

  async #audit(runId: string): Promise<AuditEntry[]> {
    const { audit } = this.#options;
    const all: AuditEntry[] = [];
    for (let after: string | undefined; ; ) {
      const entries = await audit.listOfRun({
        runId,
        after,
        limit: ROWS_PER_READ,
      });
      all.push(...entries);
      after = entries.at(-1)?.id;
      if (entries.length < ROWS_PER_READ) return all;
    }
  }

  async #events(runId: string): Promise<RunEvent[]> {
    const { events } = this.#options;
    const all: RunEvent[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? 0;
      const page = await events.list({ runId, after, limit: ROWS_PER_READ });
      all.push(...page);
      if (page.length < ROWS_PER_READ) return all;
    }
  }

  /** The outputs of a stack are those of the run that was applied last, and are told of no other run. */
  async #outputs(run: Run): Promise<StackOutput[] | undefined> {
    const { runs, stacks } = this.#options;
    const [last] = await runs.list({
      stackId: run.stackId,
      states: ['succeeded'],
      limit: 1,
    });
    if (last?.id !== run.id) return undefined;
    const stack = await stacks.find(run.stackId);
    return stack?.outputs.filter(({ sensitive }) => !sensitive);
  }
}

/** The last step that led out of the verification. */
function verificationOf(
  audit: readonly AuditEntry[],
): RunRecordContent['verification'] {
  const entry = audit.findLast(({ from }) => from === 'verifying');
  if (!entry) return { result: 'not-done' };
  const { at, reason, to } = entry;
  return { result: to === 'succeeded' ? 'equal' : 'unsettled', at, reason };
}
