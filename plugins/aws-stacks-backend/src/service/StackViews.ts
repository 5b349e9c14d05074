// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type StackAction,
  type StackDetail,
  type StackSourcesPage,
  stackActionSchema,
  stackApplyPermission,
  stackDestroyPermission,
  stackPlanPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import { importObjection } from '../rules/imports';
import type { StackHistoryStore } from '../store/StackHistoryStore';
import { userOf } from './actor';
import { type Authorizer, authorized } from './Authorizer';
import { readCursor, toPage } from './RunsService';
import type { StackDependants } from './StackDependants';
import type { StacksService } from './StacksService';

/** What reading the life of stacks needs. */
export interface StackViewsOptions {
  accounts: AccountsConfig;
  authorizer: Authorizer;
  dependants: StackDependants;
  history: StackHistoryStore;
  stacks: StacksService;
}

/** Reads what became of a stack, what stands on it, and what the caller may plan for it. */
export class StackViews {
  readonly #options: StackViewsOptions;

  static create(options: StackViewsOptions): StackViews {
    return new StackViews(options);
  }

  private constructor(options: StackViewsOptions) {
    this.#options = options;
  }

  /** What the caller may plan for a stack, and how it ended. */
  async describe(
    stack: StackDetail,
    credentials: BackstageCredentials,
  ): Promise<StackDetail> {
    const { history } = this.#options;
    const [actions, destroyed] = await Promise.all([
      this.#actions(stack, credentials),
      stack.status === 'destroyed'
        ? history.lastDestruction(stack.id)
        : undefined,
    ]);
    return { ...stack, actions, destroyed };
  }

  /** The sources that were applied to a stack, newest first. */
  async sources(
    stackId: string,
    page: { limit: number; cursor?: string },
    credentials: BackstageCredentials,
  ): Promise<StackSourcesPage> {
    const before = readCursor(page.cursor);
    const stack = await this.#options.stacks.get(stackId, credentials);
    const { history } = this.#options;
    const [sources, applied] = await Promise.all([
      history.appliedSources({ stackId, before, limit: page.limit + 1 }),
      history.appliedSource(stack),
    ]);
    const { items, ...rest } = toPage(
      sources.map(source => ({ ...source, id: source.runId })),
      page.limit,
    );
    return {
      ...rest,
      items: items.map(source => ({
        digest: source.digest,
        runId: source.runId,
        requestedBy: source.requestedBy,
        appliedAt: source.at,
        change: source.change,
        secretNames: source.secretNames,
        current:
          stack.appliedAt !== undefined && source.runId === applied?.runId,
      })),
    };
  }

  /** What stands on a stack. */
  async dependants(stackId: string, credentials: BackstageCredentials) {
    const stack = await this.#options.stacks.get(stackId, credentials);
    return this.#options.dependants.list(stack, credentials);
  }

  async #actions(
    stack: StackDetail,
    credentials: BackstageCredentials,
  ): Promise<StackAction[]> {
    if (!userOf(credentials)) return [];
    if (stack.standing) return this.#standingActions(stack, credentials);
    const { accounts, authorizer, history } = this.#options;
    const account = accounts.get(stack.target.accountId);
    const mayUse = await authorizer.accountJudge(credentials);
    if (!account || !mayUse(account)) return [];
    const [mayPlan, [mayDestroy], applied, newest] = await Promise.all([
      authorizer.may(stackPlanPermission, credentials),
      authorizer.onStack(
        [stackDestroyPermission],
        authorized(stack),
        credentials,
      ),
      history.appliedSources({ stackId: stack.id, limit: 1 }),
      history.newestSource(stack.id),
    ]);
    const possible: Record<StackAction, boolean> = {
      change: mayPlan,
      rollback: mayPlan && applied.length > 0,
      import: mayPlan && newest !== undefined && !importObjection(stack),
      destroy: mayDestroy && stack.status !== 'destroyed',
      deregister: false,
    };
    return stackActionSchema.options.filter(action => possible[action]);
  }

  /** Nothing is planned against what was made elsewhere. */
  async #standingActions(
    stack: StackDetail,
    credentials: BackstageCredentials,
  ): Promise<StackAction[]> {
    if (stack.status === 'destroyed') return [];
    const [mayApply] = await this.#options.authorizer.onStack(
      [stackApplyPermission],
      authorized(stack),
      credentials,
    );
    return mayApply ? ['deregister'] : [];
  }
}
