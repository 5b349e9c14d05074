// SPDX-License-Identifier: Apache-2.0
import type {
  CreateRunRequest,
  RunDetail,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  StacksService,
  StacksServiceOptions,
} from '@groundwork/backstage-plugin-groundwork-node';
import { createHash } from 'node:crypto';

export const RUN_ID = '01K00000000000000000000RVN';
export const STACK_ID = '01K00000000000000000STACK0';
export const PLAN_DIGEST = 'd'.repeat(64);
export const SUMMARY = {
  create: 2,
  update: 0,
  replace: 1,
  delete: 0,
  import: 0,
  forget: 0,
};

export const TARGET = {
  accountId: '111111111113',
  region: 'eu-west-1',
  environment: 'development',
} as const;

export const PLAN_INPUT = {
  layer: 'kms',
  name: 'orders',
  target: TARGET,
  owner: 'group:default/orders-team',
};

/** A run as the engine would answer it. */
export function aRun(override: Partial<RunDetail> = {}): RunDetail {
  return {
    id: RUN_ID,
    stackId: STACK_ID,
    layer: 'kms',
    name: 'orders',
    engine: 'terraform',
    operation: 'apply',
    target: TARGET,
    owner: 'group:default/orders-team',
    entityRef: 'resource:default/kms-orders-development',
    state: 'awaiting-approval',
    requestedBy: 'user:default/mock',
    source: { kind: 'bundle', digest: 'a'.repeat(64) },
    planDigest: PLAN_DIGEST,
    summary: SUMMARY,
    hasChanges: true,
    gates: [],
    risks: [],
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    approval: {
      rule: 'other',
      required: 1,
      approvers: [],
      why: [],
      votes: [],
      mayApprove: false,
    },
    actions: [],
    ...override,
  };
}

/** A run before its plan. */
export const QUEUED = aRun({
  state: 'queued',
  planDigest: undefined,
  summary: undefined,
  hasChanges: undefined,
});

/** An engine that answers each read of a run with the next of the given runs, and the last one ever after. */
export class FakeStacks {
  readonly bundles: Uint8Array[] = [];
  readonly requests: CreateRunRequest[] = [];
  readonly credentials: unknown[] = [];
  reads: (RunDetail | Error)[];
  stack: Partial<StackDetail> = {};

  constructor(...reads: (RunDetail | Error)[]) {
    this.reads = reads;
  }

  readonly service: Pick<
    StacksService,
    'uploadBundle' | 'createRun' | 'getRun' | 'getStack'
  > = {
    uploadBundle: async (archive, options) => {
      this.#note(options);
      this.bundles.push(archive);
      const digest = createHash('sha256').update(archive).digest('hex');
      return { digest, sizeBytes: archive.byteLength, files: [] };
    },
    createRun: async (request, options) => {
      this.#note(options);
      this.requests.push(request);
      return { ...QUEUED, id: this.#nextRun().id };
    },
    getRun: async (_runId, options) => {
      this.#note(options);
      const next = this.reads.length > 1 ? this.reads.shift() : this.reads[0];
      if (next instanceof Error) throw next;
      return next ?? aRun();
    },
    getStack: async (_stackId, options) => {
      this.#note(options);
      return { outputs: [], resources: [], ...this.stack } as StackDetail;
    },
  };

  #note(options: StacksServiceOptions) {
    this.credentials.push(options.credentials);
  }

  #nextRun(): RunDetail {
    const run = this.reads.find(read => !(read instanceof Error));
    return run && !(run instanceof Error) ? run : aRun();
  }
}

/** Times with which a test does not wait. */
export const QUICK = { intervalMs: 5, heartbeatMs: 10, tolerance: 2 };
