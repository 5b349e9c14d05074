// SPDX-License-Identifier: Apache-2.0
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { TaggedResource } from './aws';

const OURS = 'groundwork.dev/aws-tags';
const ALIASES = [
  'aws.amazon.com/aws-securityhub-findings-tags',
  'aws.amazon.com/cost-insights-tags',
];

const annotation = (entity: Entity, name: string): string | undefined =>
  entity.metadata.annotations?.[name];

const words = (text = '') =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');

/** Whether a resource has every pair that the text asks for. A text that is not pairs alone, or that none can meet, asks for too much. */
function meets(tags: Record<string, string>, text: string): boolean {
  const pairs = words(text).map(word => {
    const [key, ...value] = word.split('=');
    return [key.trim(), value.join('=').trim(), value.length] as const;
  });
  return (
    pairs.length > 0 &&
    pairs.every(
      ([key, value, parts]) =>
        parts > 0 &&
        key !== '' &&
        Object.hasOwn(tags, key) &&
        tags[key] === value,
    )
  );
}

function hasTags(entity: Entity, tags: Record<string, string>): boolean {
  const ours = annotation(entity, OURS);
  if (ours !== undefined) return meets(tags, ours);
  return ALIASES.some(name => meets(tags, annotation(entity, name) ?? ''));
}

/** `component:default/a`, whatever of it is left out or in capitals; undefined for what is no ref. */
function refIn(tag: string): string | undefined {
  const found = /^([a-z]+):(?:([a-z0-9-]+)\/)?([a-z0-9-]+)$/i.exec(tag);
  if (!found) return undefined;
  const [, kind, namespace = 'default', name] = found;
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

/**
 * Whose a resource is: each rule is asked of every entity, with no index, from the text of annotations. The second
 * statement of what architecture.md says, to compare the plugins with.
 */
export function ownersOf(
  resource: Pick<TaggedResource, 'arn' | 'accountId' | 'region'> & {
    /** Absent for what the estate does not know. */
    tags?: Record<string, string>;
  },
  entities: readonly Entity[],
): string[] {
  const { arn, accountId, region, tags = {} } = resource;
  const named = refIn(tags['backstage:entity-ref'] ?? '');
  const place = [accountId, `${accountId}/${region}`];
  const rules: ((entity: Entity) => boolean)[] = [
    entity => stringifyEntityRef(entity) === named,
    entity => words(annotation(entity, 'aws.amazon.com/arn')).includes(arn),
    entity => hasTags(entity, tags),
    entity =>
      words(annotation(entity, 'groundwork.dev/aws-accounts')).some(word =>
        place.includes(word),
      ),
  ];
  for (const rule of rules) {
    const owners = entities.filter(rule).map(each => stringifyEntityRef(each));
    if (owners.length > 0) return owners.sort();
  }
  return [];
}

/** A tag that names no entity of the catalog. */
export function unknownRef(
  { tags }: TaggedResource,
  entities: readonly Entity[],
): string | undefined {
  const tag = tags['backstage:entity-ref'];
  if (tag === undefined) return undefined;
  const named = refIn(tag);
  const isKnown = entities.some(each => stringifyEntityRef(each) === named);
  return isKnown ? undefined : tag;
}
