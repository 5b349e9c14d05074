// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  BUSY_RUN_STATES,
  type DriftAction,
  type DriftIgnoreRequest,
  type StackDetail,
  type StackDriftReport,
  stackApplyPermission,
  stackPlanPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import type { StacksConfig } from '../config/StacksConfig';
import { applyIgnores } from '../rules/drift';
import type { AuditStore } from '../store/AuditStore';
import type { DriftIgnoresStore } from '../store/DriftIgnoresStore';
import type { DriftLeasesStore } from '../store/DriftLeasesStore';
import type { DriftStore } from '../store/DriftStore';
import type { StacksStore } from '../store/StacksStore';
import { userOf } from './actor';
import { type Authorizer, authorized } from './Authorizer';
import { StackAccess } from './StackAccess';

/** Who does something, and with which credentials. */
export interface DriftCaller {
  userRef: string;
  credentials: BackstageCredentials;
}

/** What answering questions about drift needs. */
export interface DriftServiceOptions {
  accounts: AccountsConfig;
  audit: AuditStore;
  authorizer: Authorizer;
  config: Pick<StacksConfig, 'drift'>;
  drift: DriftStore;
  driftIgnores: DriftIgnoresStore;
  driftLeases: DriftLeasesStore;
  stacks: StacksStore;
  /** Called when a look was asked for. */
  wakeChecker: () => void;
}

/** Tells people how stacks stand against their source, and takes what they decide about it. */
export class DriftService {
  readonly #options: DriftServiceOptions;
  readonly #access: StackAccess;

  static create(options: DriftServiceOptions): DriftService {
    return new DriftService(options);
  }

  private constructor(options: DriftServiceOptions) {
    this.#options = options;
    this.#access = StackAccess.create(options);
  }

  /** The last look at a stack. */
  async report(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<StackDriftReport> {
    const stack = await this.#access.require(stackId, credentials);
    const { drift, driftIgnores } = this.#options;
    const [check, ignores, secretVariables, actions] = await Promise.all([
      drift.find(stackId),
      driftIgnores.listHolding(stackId),
      this.#secretNames(stack),
      this.#actions(stack, credentials),
    ]);
    const now = new Date();
    const leased = check?.leaseUntil && new Date(check.leaseUntil) > now;
    const asked = check?.askedBy !== undefined;
    return {
      drift: stack.drift,
      resources: applyIgnores(check?.resources ?? [], ignores, now),
      unchecked: check?.unchecked ?? [],
      notes: check?.notes ?? [],
      ignores,
      checking: Boolean(leased) || asked,
      dueAt:
        this.#options.config.drift.enabled || asked ? check?.dueAt : undefined,
      secretVariables,
      actions,
    };
  }

  /** Refuses a revert that lacks the value of a secret variable: a default in its place would be another change. */
  async requireSecrets(
    stackId: string,
    given: Readonly<Record<string, string>>,
    { credentials }: DriftCaller,
  ): Promise<void> {
    await this.#options.authorizer.require(stackPlanPermission, credentials);
    const stack = await this.#access.require(stackId, credentials);
    const names = await this.#secretNames(stack);
    const missing = names.filter(name => given[name] === undefined);
    if (missing.length === 0) return;
    throw new InputError(
      `secretVariables: the source takes ${missing.join(
        ', ',
      )}, and the values are not kept; give them again`,
    );
  }

  #secretNames({ id, sourceDigest }: StackDetail): Promise<string[]> {
    return sourceDigest
      ? this.#options.drift.secretNames(id, sourceDigest)
      : Promise.resolve([]);
  }

  /** Has a stack looked at now: it costs a plan, so whoever may plan into the account may ask. */
  async check(stackId: string, caller: DriftCaller): Promise<StackDriftReport> {
    const { authorizer, audit, driftLeases, wakeChecker } = this.#options;
    await authorizer.require(stackPlanPermission, caller.credentials);
    const stack = await this.#access.require(stackId, caller.credentials);
    await this.#access.requireAccount(stack, caller.credentials);
    assertChecked(stack);
    await driftLeases.ask(stackId, caller.userRef);
    await audit.add({
      actor: caller.userRef,
      action: 'drift.check',
      outcome: 'done',
      stackId,
    });
    wakeChecker();
    return this.report(stackId, caller.credentials);
  }

  /** Lets a difference not count. That takes an alarm away, so it needs what settling an apply needs. */
  async ignore(
    stackId: string,
    request: DriftIgnoreRequest,
    caller: DriftCaller,
  ): Promise<StackDriftReport> {
    await this.#requireApply(stackId, caller.credentials);
    if (request.until && new Date(request.until) <= new Date()) {
      throw new InputError('until: it is over already; choose a later time');
    }
    const { address, path, reason } = request;
    await this.#change(stackId, caller, {
      action: 'drift.ignore',
      reason: `${path ? `${address} ${path}` : address}: ${reason}`,
      work: trx =>
        this.#options.driftIgnores.add(trx, stackId, request, caller.userRef),
    });
    return this.report(stackId, caller.credentials);
  }

  async endIgnore(
    stackId: string,
    ignoreId: string,
    caller: DriftCaller,
  ): Promise<StackDriftReport> {
    await this.#requireApply(stackId, caller.credentials);
    await this.#change(stackId, caller, {
      action: 'drift.end-ignore',
      reason: ignoreId,
      work: async trx => {
        const ended = await this.#options.driftIgnores.end(trx, {
          stackId,
          id: ignoreId,
          endedBy: caller.userRef,
        });
        if (!ended) {
          throw new NotFoundError(
            `There is no rule ${ignoreId} of stack ${stackId} that still holds`,
          );
        }
      },
    });
    return this.report(stackId, caller.credentials);
  }

  async #change(
    stackId: string,
    { userRef }: DriftCaller,
    change: {
      action: string;
      reason: string;
      work: (trx: Knex) => Promise<unknown>;
    },
  ): Promise<void> {
    const { audit, drift } = this.#options;
    await audit.transaction(async trx => {
      await change.work(trx);
      await drift.recount(stackId, trx);
      await audit.add(
        {
          actor: userRef,
          action: change.action,
          outcome: 'done',
          stackId,
          reason: change.reason,
        },
        trx,
      );
    });
  }

  async #actions(
    stack: StackDetail,
    credentials: BackstageCredentials,
  ): Promise<DriftAction[]> {
    if (!userOf(credentials) || stack.status !== 'applied') return [];
    const { accounts, authorizer } = this.#options;
    const account = accounts.get(stack.target.accountId);
    const [mayUse, mayPlan, [mayApply]] = await Promise.all([
      authorizer.accountJudge(credentials),
      authorizer.may(stackPlanPermission, credentials),
      authorizer.onStack(
        [stackApplyPermission],
        authorized(stack),
        credentials,
      ),
    ]);
    const plans = account !== undefined && mayUse(account) && mayPlan;
    return [
      ...(plans ? (['check'] as const) : []),
      ...(plans && !stack.standing ? (['revert'] as const) : []),
      ...(mayApply ? (['ignore'] as const) : []),
    ];
  }

  async #requireApply(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const stack = await this.#access.find(stackId);
    await this.#options.authorizer.requireStack(
      stackApplyPermission,
      authorized(stack),
      credentials,
    );
    await this.#access.require(stackId, credentials);
  }
}

function assertChecked({ entityRef, lastRun, status }: StackDetail): void {
  if (status !== 'applied') {
    throw new ConflictError(
      `${entityRef} is ${status}; only what is applied can drift`,
    );
  }
  if (lastRun && BUSY_RUN_STATES.includes(lastRun.state)) {
    throw new ConflictError(
      `Run ${lastRun.id} works on ${entityRef}; look again when it has ended`,
    );
  }
}
