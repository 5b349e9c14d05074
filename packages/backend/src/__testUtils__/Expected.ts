// SPDX-License-Identifier: Apache-2.0
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { type AwsSecurityFinding, type TaggedResource, findingId } from './aws';
import { ownersOf, unknownRef } from './oracle';
import { type Scope, scopeOf } from './scope';
import type { Person } from './PeoplePolicy';

const RANKS = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

type Owned<T> = T & { owners: string[] };

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const rankOf = ({ Severity }: AwsSecurityFinding) =>
  RANKS.indexOf(String(Severity?.Label));
const instantOf = (text = '') => new Date(text).toISOString();
const isOpen = ({ RecordState, Workflow }: AwsSecurityFinding) =>
  RecordState === 'ACTIVE' &&
  ['NEW', 'NOTIFIED'].includes(String(Workflow?.Status));

/** The most severe first, then the one updated last. */
const inOrder = (a: AwsSecurityFinding, b: AwsSecurityFinding) =>
  rankOf(b) - rankOf(a) ||
  byText(instantOf(b.UpdatedAt), instantOf(a.UpdatedAt)) ||
  byText(findingId(b), findingId(a));

/** What one person may be shown, of what AWS and the catalog say. */
export class Expected {
  readonly #resources: Owned<TaggedResource>[];
  readonly #findings: Owned<AwsSecurityFinding>[];
  readonly #entities: readonly Entity[];
  readonly #visible: readonly Entity[];
  readonly #refs: ReadonlySet<string>;

  constructor(
    person: Person,
    all: {
      entities: readonly Entity[];
      resources: readonly TaggedResource[];
      findings: readonly AwsSecurityFinding[];
    },
  ) {
    const { entities, resources, findings } = all;
    this.#entities = entities;
    this.#visible = entities.filter(entity => isSeen(person, entity));
    this.#refs = new Set(this.#visible.map(each => stringifyEntityRef(each)));
    this.#resources = resources
      .map(each => ({ ...each, owners: ownersOf(each, entities) }))
      .sort((a, b) => byText(a.arn, b.arn));
    this.#findings = findings
      .map(each => ({ ...each, owners: this.#ownersOfFinding(each) }))
      .sort(inOrder);
  }

  sees(entity: Entity): boolean {
    return this.#refs.has(stringifyEntityRef(entity));
  }

  /** Entities whose names he must not read anywhere. */
  get hidden(): Entity[] {
    return this.#entities.filter(each => !this.sees(each));
  }

  /** `GET /v1/entity/…/resources`. */
  resourcesOf(entity: Entity) {
    const scope = scopeOf(entity, this.#visible);
    const { counted, related } = scope;
    const of = (refs: readonly string[]) =>
      this.#resources.filter(({ owners }) =>
        owners.some(ref => refs.includes(ref)),
      );
    const own = of(counted);
    const beside = of(related).filter(each => !own.includes(each));
    return {
      totalItems: own.length,
      items: [...own, ...beside].map(each => ({
        ...this.#shown(each),
        via: viaOf(entity, scope, each),
      })),
    };
  }

  /** `GET /v1/resources`. */
  resources(owned?: boolean) {
    const items = this.#seenResources()
      .filter(
        ({ owners }) => owned === undefined || owners.length > 0 === owned,
      )
      .map(each => this.#shown(each));
    return { totalItems: items.length, items };
  }

  /** What `GET /v1/accounts` counts in an account and Region. */
  counts(accountId: string, region: string) {
    const here = this.#seenResources().filter(
      each => each.accountId === accountId && sweptIn(each) === region,
    );
    const unowned = here.filter(({ owners }) => owners.length === 0).length;
    return { resources: here.length, unowned };
  }

  coveragePercent(): number {
    const all = this.#seenResources();
    const owned = all.filter(({ owners }) => owners.length > 0).length;
    return Math.floor((owned / all.length) * 1_000) / 10;
  }

  /** Tags that name nobody, on what he may see. */
  unknownRefs(): string[] {
    return this.#seenResources()
      .flatMap(each => {
        const ref = unknownRef(each, this.#entities);
        return ref ? `${each.accountId} ${each.region} ${ref}` : [];
      })
      .sort();
  }

  /** `GET /v1/entity/…/findings`: id and the entity in between. */
  findingsOf(entity: Entity, all: boolean) {
    const scope = scopeOf(entity, this.#visible);
    const refs = [...scope.counted, ...scope.related];
    return this.#findings
      .filter(each => all || isOpen(each))
      .filter(({ owners }) => owners.some(ref => refs.includes(ref)))
      .map(each => ({
        id: findingId(each),
        via: viaOf(entity, scope, each),
      }));
  }

  /** `GET /v1/entity/…/findings/summary`. */
  summaryOf(entity: Entity) {
    const { counted, related } = scopeOf(entity, this.#visible);
    const of = (refs: string[]) =>
      this.#findings
        .filter(isOpen)
        .filter(({ owners }) => owners.some(ref => refs.includes(ref)));
    const own = of(counted);
    const created = own.map(({ CreatedAt }) => instantOf(CreatedAt)).sort();
    const isThreat = ({ ProductArn = '' }: AwsSecurityFinding) =>
      ProductArn.endsWith('/guardduty');
    return {
      known: 'all',
      open: countsOf(own),
      guardDuty: countsOf(own.filter(isThreat)),
      via: of(related).filter(each => !own.includes(each)).length,
      newSinceLastWeek: created.filter(
        at => Date.parse(at) >= Date.now() - WEEK_MS,
      ).length,
      ...(created[0] && { oldestOpenAt: created[0] }),
    };
  }

  /** Whether `GET /v1/findings/:id` shows it. */
  seesFinding(id: string, mayReadEstate: boolean): boolean {
    const found = this.#findings.find(each => findingId(each) === id);
    if (!found) return false;
    return found.owners.length === 0
      ? mayReadEstate
      : found.owners.some(ref => this.#refs.has(ref));
  }

  /** What `POST /v1/resolve` answers. */
  ownersOfArn(arn: string): string[] {
    const known = this.#resources.find(each => each.arn === arn);
    if (known) return known.owners;
    const [, , , region, accountId] = arn.split(':');
    return ownersOf({ arn, region, accountId }, this.#entities);
  }

  #ownersOfFinding(finding: AwsSecurityFinding): string[] {
    const { AwsAccountId = '', Region = '', Resources = [] } = finding;
    const owners = Resources.flatMap(({ Id = '' }) =>
      Id.startsWith('arn:')
        ? this.ownersOfArn(Id)
        : ownersOf(
            { arn: Id, accountId: AwsAccountId, region: Region },
            this.#entities,
          ),
    );
    return [...new Set(owners)].sort();
  }

  #seenResources() {
    return this.#resources.filter(
      ({ owners }) =>
        owners.length === 0 || owners.some(ref => this.#refs.has(ref)),
    );
  }

  #shown({ arn, owners, tags }: Owned<TaggedResource>) {
    return { arn, tags, owners: owners.filter(ref => this.#refs.has(ref)) };
  }
}

function isSeen({ sees }: Person, { spec }: Entity): boolean {
  if (sees === 'everything' || sees === 'nothing') return sees === 'everything';
  return sees.includes(`group:default/${spec?.owner}`);
}

/** A bucket says no Region; the Tagging API lists what has none in us-east-1. */
function sweptIn({ region }: TaggedResource): string {
  return region === 'global' ? 'us-east-1' : region;
}

/** Entities in between that may be named, with blanks between them; undefined for the entity's own. */
function viaOf(
  entity: Entity,
  { counted, related }: Scope,
  { owners }: { owners: readonly string[] },
): string | undefined {
  const ref = stringifyEntityRef(entity);
  if (counted.includes(ref) && owners.includes(ref)) return undefined;
  const [within = []] = [counted, related]
    .map(refs => refs.filter(each => owners.includes(each)))
    .filter(refs => refs.length > 0);
  return within.join(' ');
}

function countsOf(findings: readonly AwsSecurityFinding[]) {
  const of = (rank: number) =>
    findings.filter(each => rankOf(each) === rank).length;
  return {
    informational: of(0),
    low: of(1),
    medium: of(2),
    high: of(3),
    critical: of(4),
  };
}
