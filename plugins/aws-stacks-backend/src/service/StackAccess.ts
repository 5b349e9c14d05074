// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  type StackDetail,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { StacksStore } from '../store/StacksStore';
import { type Authorizer, authorized } from './Authorizer';

/** What finding a stack for somebody needs. */
export interface StackAccessOptions {
  accounts: AccountsConfig;
  authorizer: Authorizer;
  stacks: StacksStore;
}

/** Finds the stack that a request is about, and asks whether its caller may see it and use its account. */
export class StackAccess {
  readonly #options: StackAccessOptions;

  static create(options: StackAccessOptions): StackAccess {
    return new StackAccess(options);
  }

  private constructor(options: StackAccessOptions) {
    this.#options = options;
  }

  /** Without asking who wants to know. */
  async find(stackId: string): Promise<StackDetail> {
    const stack = await this.#options.stacks.find(stackId);
    if (stack) return stack;
    throw new NotFoundError(`There is no stack ${stackId}`);
  }

  /** As somebody who may see it. */
  async require(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<StackDetail> {
    const stack = await this.find(stackId);
    await this.#options.authorizer.requireStack(
      stackReadPermission,
      authorized(stack),
      credentials,
    );
    return stack;
  }

  async requireAccount(
    { target }: StackDetail,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { accounts, authorizer } = this.#options;
    const account = accounts.get(target.accountId);
    if (!account) {
      throw new InputError(
        `Account ${target.accountId} is no longer in groundwork.accounts; add it to plan into it`,
      );
    }
    await authorizer.requireAccount(account, credentials);
  }
}
