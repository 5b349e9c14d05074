// SPDX-License-Identifier: Apache-2.0
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type CreateFreezeRequest,
  type Freeze,
  type FreezesPage,
  type OperationRequest,
  stackFreezePermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import { personsFreeze, scopeWords } from '../rules/freezes';
import type { AuditStore } from '../store/AuditStore';
import type { FreezesStore, StoredFreeze } from '../store/FreezesStore';
import { newId } from '../store/ids';
import { lockClaims } from '../store/LeasesStore';
import type { Authorizer } from './Authorizer';
import { userOf } from './actor';
import type { FreezeGuard } from './FreezeGuard';
import type { Decider } from './RunDecisions';

/** What freezes are made and ended with. */
export interface FreezesServiceOptions {
  accounts: AccountsConfig;
  audit: AuditStore;
  authorizer: Authorizer;
  freezeGuard: FreezeGuard;
  freezes: FreezesStore;
  permissions: PermissionsService;
  wake: () => void;
}

/** The freezes that people see, declare and end. */
export class FreezesService {
  readonly #options: FreezesServiceOptions;

  static create(options: FreezesServiceOptions): FreezesService {
    return new FreezesService(options);
  }

  private constructor(options: FreezesServiceOptions) {
    this.#options = options;
  }

  async list(credentials: BackstageCredentials): Promise<FreezesPage> {
    const { authorizer, freezeGuard, permissions } = this.#options;
    await authorizer.criteria(stackReadPermission, credentials);
    const [items, [decision]] = await Promise.all([
      freezeGuard.list(),
      permissions.authorize([{ permission: stackFreezePermission }], {
        credentials,
      }),
    ]);
    const mayFreeze =
      userOf(credentials) !== undefined &&
      decision.result === AuthorizeResult.ALLOW;
    return { items, totalItems: items.length, mayFreeze, problems: [] };
  }

  /** Declares a freeze from now on. No apply that it concerns starts after it is answered. */
  async create(
    request: CreateFreezeRequest,
    { userRef, credentials }: Decider,
  ): Promise<Freeze> {
    const { audit, authorizer, freezes } = this.#options;
    await authorizer.require(stackFreezePermission, credentials);
    const now = new Date();
    this.#assertPossible(request, now);
    const { scope, reason } = request;
    const until = request.until && new Date(request.until).toISOString();
    const freeze: StoredFreeze = {
      id: newId(),
      scope,
      reason,
      from: now.toISOString(),
      until,
      createdBy: userRef,
    };
    await audit.transaction(async trx => {
      await lockClaims(trx);
      await freezes.add(freeze, trx);
      await audit.add(
        {
          actor: userRef,
          action: 'freeze.create',
          outcome: 'done',
          reason: `${freeze.id} ${scopeWords(scope)}, ${
            until ? `until ${until}` : 'without an end'
          }: ${reason}`,
        },
        trx,
      );
    });
    return personsFreeze(freeze, now);
  }

  /** Ends a freeze before its time; runs that it holds go on. */
  async end(
    freezeId: string,
    { reason }: OperationRequest,
    { userRef, credentials }: Decider,
  ): Promise<Freeze> {
    const { audit, authorizer, freezes, wake } = this.#options;
    await authorizer.require(stackFreezePermission, credentials);
    const freeze = await freezes.find(freezeId);
    if (!freeze) throw new NotFoundError(`There is no freeze ${freezeId}`);
    const now = new Date();
    if (!personsFreeze(freeze, now).isActive) throw isOver(freezeId);
    const endedAt = now.toISOString();
    await audit.transaction(async trx => {
      const ended = await freezes.end(freezeId, { userRef, at: endedAt }, trx);
      if (!ended) throw isOver(freezeId);
      await audit.add(
        {
          actor: userRef,
          action: 'freeze.end',
          outcome: 'done',
          reason: reason ? `${freezeId}: ${reason}` : freezeId,
        },
        trx,
      );
    });
    wake();
    return personsFreeze({ ...freeze, endedAt }, now);
  }

  #assertPossible({ scope, until }: CreateFreezeRequest, now: Date): void {
    if (until && Date.parse(until) <= now.getTime()) {
      throw new InputError(
        `The freeze would end at ${until}, which is over; choose a later time`,
      );
    }
    const { accounts } = this.#options;
    if (scope.kind === 'account' && !accounts.get(scope.accountId)) {
      throw new InputError(
        `Account ${scope.accountId} is not in groundwork.accounts; choose one that is`,
      );
    }
  }
}

function isOver(freezeId: string): ConflictError {
  return new ConflictError(`The freeze ${freezeId} has ended already`);
}
