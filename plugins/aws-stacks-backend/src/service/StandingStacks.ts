// SPDX-License-Identifier: Apache-2.0
import { ConflictError, InputError } from '@backstage/errors';
import {
  type DeregisterStanding,
  type DeregisteredStanding,
  type Problem,
  type RegisterStanding,
  type RegisteredStanding,
  type StandingFinding,
  type StandingFindings,
  type StandingSearch,
  stackApplyPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountConfig,
  type AccountsConfig,
  toProblem,
} from '@groundwork/backstage-plugin-groundwork-node';
import { type Origin, parseOrigin } from '../rules/origins';
import { type StatePlace, statePlaceOf } from '../rules/stateBucket';
import type { FoundStack } from '../sources/FoundStack';
import type { StandingSource } from '../sources/StandingSource';
import type { UnreadState } from '../sources/StateBucketSource';
import type { AuditStore } from '../store/AuditStore';
import type { StackRegistry } from '../store/StackRegistry';
import type { StacksStore } from '../store/StacksStore';
import { type Authorizer, authorized } from './Authorizer';
import type { Decider } from './RunDecisions';
import { StackAccess } from './StackAccess';
import type { StackDependants } from './StackDependants';
import { StackRebuild, stackIdOf } from './StackRebuild';
import { OURS, objectionTo, suggestionOf } from './standingFindings';

/** How much of a bucket, and of a Region, one search answers. */
const MOST_OF_PLACE = 100;

/** What registering needs. */
export interface StandingStacksOptions {
  accounts: AccountsConfig;
  audit: AuditStore;
  authorizer: Authorizer;
  dependants: StackDependants;
  registry: StackRegistry;
  stacks: StacksStore;
  standing: StandingSource;
}

type Found = FoundStack | UnreadState;

/** One that is to be registered, and where it is read. */
type ChosenStack = RegisterStanding['stacks'][number] & {
  parsed: Origin;
  place: StatePlace;
};

/** Finds what stands in accounts and was made elsewhere, and registers it. */
export class StandingStacks {
  readonly #options: StandingStacksOptions;
  readonly #access: StackAccess;

  static create(options: StandingStacksOptions): StandingStacks {
    return new StandingStacks(options);
  }

  private constructor(options: StandingStacksOptions) {
    this.#options = options;
    this.#access = StackAccess.create(options);
  }

  /** Reads from AWS what stands in a bucket and a Region. A place that cannot be read does not hide the other. */
  async search(
    request: StandingSearch,
    caller: Decider,
  ): Promise<StandingFindings> {
    const { audit, standing } = this.#options;
    const { accountId, region, bucket, text = '' } = request;
    const owners = ({ owner = '' }: AccountConfig) => [owner];
    const account = await this.#requireAccount(request, owners, caller);
    const wants = (title: string) =>
      title.toLowerCase().includes(text.toLowerCase());
    const place = statePlaceOf(account, region, bucket);
    await audit.add({
      actor: caller.userRef,
      action: 'standing.search',
      outcome: 'done',
      reason: `${accountId}/${region}, s3://${place.bucket}`,
    });
    const places = await Promise.all([
      this.#read(account, place.region, standing.states(place, wants)),
      this.#read(
        account,
        region,
        standing.stacks({ accountId, region }, wants),
      ),
    ]);
    return {
      items: places.flatMap(({ items }) => items),
      problems: places.flatMap(({ problems }) => problems),
      isCapped: places.some(({ isCapped }) => isCapped),
    };
  }

  /** Registers what was chosen, each as it is read now and not as the request says. */
  async register(
    request: RegisterStanding,
    caller: Decider,
  ): Promise<RegisteredStanding> {
    const owners = () => request.stacks.map(({ owner }) => owner);
    const account = await this.#requireAccount(request, owners, caller);
    const place = statePlaceOf(account, request.region, request.bucket);
    const chosen = request.stacks.map(stack => ({
      ...stack,
      place,
      parsed: requireInside(stack.origin, place, request),
    }));
    const items: RegisteredStanding['items'] = [];
    for (const stack of chosen) {
      items.push(await this.#registerOne(account, stack, caller));
    }
    return { items };
  }

  /** Forgets a registered stack that nothing depends on. What it stands for is not touched. */
  async deregister(
    stackId: string,
    { reason }: DeregisterStanding,
    { userRef, credentials }: Decider,
  ): Promise<DeregisteredStanding> {
    const { authorizer, dependants, registry } = this.#options;
    const stack = await this.#access.find(stackId);
    await authorizer.requireStack(
      stackApplyPermission,
      authorized(stack),
      credentials,
    );
    if (!stack.standing || stack.status === 'destroyed') {
      throw new ConflictError(
        `${stack.entityRef} is not registered as made elsewhere; destroy it by a run`,
      );
    }
    await dependants.requireNone(stack, credentials);
    await registry.deregister(stackId, { actor: userRef, reason });
    return { stackId };
  }

  async #registerOne(
    account: AccountConfig,
    { origin, parsed, place, ...standingAs }: ChosenStack,
    caller: Decider,
  ): Promise<RegisteredStanding['items'][number]> {
    const { registry, standing } = this.#options;
    const refused = (objection: string) => ({ origin, objection });
    const found = await standing
      .read(parsed, place)
      .catch(error => ({ origin, reason: toProblem(error, place).hint }));
    if (!found) return refused('It is not there any more');
    if ('reason' in found) return refused(found.reason);
    if (stackIdOf(found)) return refused(OURS);
    await this.#requireApply(account, found.region, standingAs.owner, caller);
    const actor = caller.userRef;
    const options = { account, registry, actor, standingAs, write: true };
    const { outcome, reason } = await StackRebuild.create(options).take(found);
    if (outcome === 'taken') {
      return refused(
        `${standingAs.layer} ${standingAs.name} in ${found.region}, or its entity, is another stack already; choose another name`,
      );
    }
    const row = await registry.findByOrigin(found.origin);
    return row
      ? { origin, stackId: row.id }
      : refused(reason ?? 'It was not registered');
  }

  async #read(
    account: AccountConfig,
    region: string,
    source: AsyncGenerator<Found>,
  ): Promise<StandingFindings> {
    const items: StandingFinding[] = [];
    const problems: Problem[] = [];
    try {
      for await (const found of source) {
        if (items.length === MOST_OF_PLACE) {
          return { items, problems, isCapped: true };
        }
        items.push(await this.#describe(account, found));
      }
    } catch (error) {
      const { accountId } = account;
      problems.push(toProblem(error, { accountId, region }));
    }
    return { items, problems, isCapped: false };
  }

  async #describe(
    account: AccountConfig,
    found: Found,
  ): Promise<StandingFinding> {
    const { origin } = found;
    if ('reason' in found) {
      return { origin, title: origin, suggestion: {}, objection: found.reason };
    }
    const { engine, title, region, resources, outputs, changedAt } = found;
    const stackId = await this.#stackIdOf(found);
    return {
      origin,
      title,
      engine,
      region,
      resources: resources.length,
      outputs: outputs.length,
      changedAt: changedAt?.toISOString(),
      suggestion: suggestionOf(found, account),
      stackId,
      objection: stackId ? undefined : objectionTo(found),
    };
  }

  /** The stack that it is here, of ours or registered. */
  async #stackIdOf(found: FoundStack): Promise<string | undefined> {
    const { registry } = this.#options;
    const id = stackIdOf(found);
    if (id) return (await registry.knows(id)) ? id : undefined;
    return (await registry.findByOrigin(found.origin))?.id;
  }

  /** The account, for somebody who may use it and settle stacks of these owners in it. */
  async #requireAccount(
    { accountId, region }: StandingSearch,
    owners: (account: AccountConfig) => readonly string[],
    caller: Decider,
  ): Promise<AccountConfig> {
    const account = this.#options.accounts.get(accountId);
    if (!account) {
      throw new InputError(
        `accountId: account ${accountId} is not in groundwork.accounts; choose one that is`,
      );
    }
    for (const owner of new Set(owners(account))) {
      await this.#requireApply(account, region, owner, caller);
    }
    const { credentials } = caller;
    await this.#options.authorizer.requireAccount(account, credentials);
    return account;
  }

  /** As on the stack that it is going to be. */
  async #requireApply(
    { accountId, environment }: AccountConfig,
    region: string,
    owner: string,
    { credentials }: Decider,
  ): Promise<void> {
    await this.#options.authorizer.requireStack(
      stackApplyPermission,
      {
        stackId: 'to be registered',
        owner,
        target: { accountId, region, environment },
      },
      credentials,
    );
  }
}

/** What was not searched is not registered either. */
function requireInside(
  text: string,
  { bucket }: StatePlace,
  { accountId, region }: RegisterStanding,
): Origin {
  const origin = parseOrigin(text);
  const isInside =
    origin?.kind === 'state'
      ? origin.bucket === bucket
      : origin?.accountId === accountId && origin.region === region;
  if (origin && isInside) return origin;
  throw new InputError(
    `stacks: ${text} is neither in s3://${bucket} nor a CloudFormation stack of ${accountId}/${region}; search there first`,
  );
}
