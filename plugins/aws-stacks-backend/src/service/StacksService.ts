// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type AccountsPage,
  type OutputsPage,
  type OutputsQuery,
  type StackDetail,
  type StacksPage,
  stackReadPermission,
  type stacksQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountsConfig,
  requireEntity,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { StackSources } from '../bundles/StackSources';
import type { StacksFilter, StacksStore } from '../store/StacksStore';
import type { Authorizer } from './Authorizer';
import { outputText } from './LayerOutputs';
import { readCursor, toPage } from './RunsService';

/** The most stacks that a form is offered outputs of, or that one entity shows. */
const MAX_CHOICES = 200;
const MAX_OUTPUT_LENGTH = 2048;

/** Reads stacks and accounts for people and for other backends. */
export class StacksService {
  readonly #stacks: StacksStore;
  readonly #accounts: AccountsConfig;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogService;
  readonly #sources: StackSources;

  static create(options: {
    stacks: StacksStore;
    accounts: AccountsConfig;
    authorizer: Authorizer;
    catalog: CatalogService;
    sources: StackSources;
  }): StacksService {
    return new StacksService(options);
  }

  private constructor(options: {
    stacks: StacksStore;
    accounts: AccountsConfig;
    authorizer: Authorizer;
    catalog: CatalogService;
    sources: StackSources;
  }) {
    this.#stacks = options.stacks;
    this.#accounts = options.accounts;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#sources = options.sources;
  }

  /** The accounts, for whoever may see stacks at all. */
  async listAccounts(credentials: BackstageCredentials): Promise<AccountsPage> {
    await this.#authorizer.criteria(stackReadPermission, credentials);
    const mayUse = await this.#authorizer.accountJudge(credentials);
    const items = this.#accounts.list().map(account => ({
      accountId: account.accountId,
      name: account.name,
      environment: account.environment,
      regions: account.regions,
      owner: account.owner,
      provides: account.provides,
      mayUse: mayUse(account),
    }));
    return { items, problems: [] };
  }

  async listOutputs(
    query: OutputsQuery,
    credentials: BackstageCredentials,
  ): Promise<OutputsPage> {
    const { output, layer, accountId, region } = query;
    const allowed = await this.#authorizer.criteria(
      stackReadPermission,
      credentials,
    );
    const stacks = await this.#stacks.listApplied({
      layer,
      accountId,
      region,
      allowed,
      limit: MAX_CHOICES,
    });
    const items = stacks.flatMap(stack => toChoice(stack, output));
    return { items, problems: [] };
  }

  async list(
    query: z.output<typeof stacksQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<StacksPage> {
    const { cursor, limit, ...filter } = query;
    const before = readCursor(cursor);
    return this.#page({ ...filter, before, limit }, credentials);
  }

  async get(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<StackDetail> {
    const stack = await this.#stacks.find(stackId);
    if (!stack) throw new NotFoundError(`There is no stack ${stackId}`);
    await this.#authorizer.requireStack(
      stackReadPermission,
      { stackId, owner: stack.owner, target: stack.target },
      credentials,
    );
    return stack;
  }

  /** The stack that an entity stands for, else those it owns, else those of the system. */
  async listOfEntity(
    ref: { kind: string; namespace: string; name: string },
    credentials: BackstageCredentials,
  ): Promise<StacksPage> {
    const entityRef = stringifyEntityRef(parseEntityRef(ref));
    await requireEntity(this.#catalog, entityRef, credentials);
    const limit = MAX_CHOICES;
    const own = await this.#page({ entityRef, limit }, credentials);
    if (own.items.length > 0) return own;
    const filter =
      ref.kind.toLowerCase() === 'system'
        ? { system: entityRef }
        : { owner: entityRef };
    return this.#page({ ...filter, limit }, credentials);
  }

  /** The source of a stack as tar.gz, with its digest. */
  async source(
    stackId: string,
    options: { engineFiles: boolean },
    credentials: BackstageCredentials,
  ): Promise<{ archive: Buffer; digest: string }> {
    const stack = await this.get(stackId, credentials);
    return this.#sources.read(stack, options);
  }

  async #page(
    filter: StacksFilter,
    credentials: BackstageCredentials,
  ): Promise<StacksPage> {
    const allowed = await this.#authorizer.criteria(
      stackReadPermission,
      credentials,
    );
    const limit = filter.limit;
    const stacks = await this.#stacks.list({
      ...filter,
      allowed,
      limit: limit + 1,
    });
    return toPage(stacks, limit);
  }
}

function toChoice(stack: StackDetail, name: string): OutputsPage['items'] {
  const output = stack.outputs.find(candidate => candidate.name === name);
  if (!output || output.sensitive) return [];
  const value = outputText(output.value);
  if (value === undefined || value.length > MAX_OUTPUT_LENGTH) return [];
  return [
    {
      stackId: stack.id,
      output: name,
      value,
      stackName: stack.name,
      entityRef: stack.entityRef,
      target: stack.target,
    },
  ];
}
