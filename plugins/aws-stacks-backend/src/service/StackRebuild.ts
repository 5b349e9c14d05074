// SPDX-License-Identifier: Apache-2.0
import {
  GROUNDWORK_TAGS,
  entityRefSchema,
  layerIdSchema,
  stackEntityRef,
  stackNameSchema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { FoundStack } from '../sources/FoundStack';
import type { UnreadState } from '../sources/StateBucketSource';
import type {
  FoundRow,
  Registration,
  StackRegistry,
} from '../store/StackRegistry';

/** What was found, and what becomes of it. */
export interface RebuiltStack {
  origin: string;
  outcome: Registration | 'known' | 'would-register' | 'skipped';
  entityRef?: string;
  resources?: number;
  reason?: string;
}

/** What is said of a stack that was not made by Groundwork. */
export interface StandingAs {
  layer: string;
  name?: string;
  owner?: string;
}

/** What a rebuild works with. */
export interface StackRebuildOptions {
  account: AccountConfig;
  registry: StackRegistry;
  actor: string;
  /** Nothing is stored unless this is set. */
  write: boolean;
  /** What stacks without our tags are registered as; they are passed over when absent. */
  standingAs?: StandingAs;
}

/** Registers stacks that stand in an account and that the database does not know. */
export class StackRebuild {
  readonly #options: StackRebuildOptions;

  static create(options: StackRebuildOptions): StackRebuild {
    return new StackRebuild(options);
  }

  private constructor(options: StackRebuildOptions) {
    this.#options = options;
  }

  async take(found: FoundStack | UnreadState): Promise<RebuiltStack> {
    if ('reason' in found) return skipped(found.origin, found.reason);
    const { actor, registry, write } = this.#options;
    if (found.resources.length === 0) {
      return skipped(found.origin, 'it has no resources');
    }
    const id = stackIdOf(found);
    if (id && (await registry.knows(id))) {
      return { origin: found.origin, outcome: 'known' };
    }
    const row = id ? this.#ours(found, id) : this.#standing(found);
    if (typeof row === 'string') return skipped(found.origin, row);
    return {
      origin: found.origin,
      outcome: write ? await registry.register(row, actor) : 'would-register',
      entityRef: row.entity_ref,
      resources: found.resources.length,
    };
  }

  /** A stack of ours: its tags say all but the source, which stays unknown. */
  #ours(found: FoundStack, id: string): FoundRow | string {
    const { environment } = this.#options.account;
    const layer = layerIdSchema.safeParse(found.tags[GROUNDWORK_TAGS.layer]);
    const owner = entityRefSchema.safeParse(found.tags[GROUNDWORK_TAGS.owner]);
    if (!layer.success) return 'its tags do not say its layer';
    if (!owner.success) return 'its tags do not say its owner';
    const ref = found.tags[GROUNDWORK_TAGS.entityRef] ?? '';
    const name = stackNameSchema.safeParse(
      ref.slice(
        `resource:default/${layer.data}-`.length,
        -`-${environment}`.length,
      ),
    );
    const isItsOwn =
      name.success &&
      ref ===
        stackEntityRef({ layer: layer.data, name: name.data, environment });
    if (!isItsOwn) return 'its tags do not say its name';
    const facts = { layer: layer.data, name: name.data, owner: owner.data };
    return { ...this.#row(found, facts), id, kind: 'managed', origin: null };
  }

  #standing(found: FoundStack): FoundRow | string {
    const { account, standingAs } = this.#options;
    if (!standingAs) return 'it was not made by Groundwork';
    const tagged = entityRefSchema.safeParse(
      found.tags[GROUNDWORK_TAGS.owner],
    ).data;
    const owner = standingAs.owner ?? tagged ?? account.owner;
    if (!owner) return 'nobody is known to own it; name the owner';
    const name = stackNameSchema.safeParse(
      standingAs.name ?? nameOf(found.title),
    );
    if (!name.success) return 'no name can be made of it; name it';
    const facts = { layer: standingAs.layer, name: name.data, owner };
    return {
      ...this.#row(found, facts),
      kind: 'standing',
      origin: found.origin,
    };
  }

  #row(
    found: FoundStack,
    facts: { layer: string; name: string; owner: string },
  ): Omit<FoundRow, 'id' | 'kind' | 'origin'> {
    const { accountId, environment } = this.#options.account;
    return {
      ...facts,
      engine: found.engine,
      account_id: accountId,
      region: found.region,
      environment,
      entity_ref: stackEntityRef({ ...facts, environment }),
      applied_at: (found.changedAt ?? new Date()).toISOString(),
      outputs: JSON.stringify(found.outputs),
      resources: JSON.stringify(found.resources),
    };
  }
}

/** The id of a stack of ours. A module may pass our tags on, so a Terraform state has to have the name of the stack, too. */
export function stackIdOf(found: FoundStack): string | undefined {
  const id = ulidSchema.safeParse(found.tags[GROUNDWORK_TAGS.stack]).data;
  if (found.engine === 'terraform' && found.title !== id) return undefined;
  return id;
}

/** `network/prod-vpc` is `network-prod-vpc`. */
export function nameOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');
}

function skipped(origin: string, reason: string): RebuiltStack {
  return { origin, outcome: 'skipped', reason };
}
