// SPDX-License-Identifier: Apache-2.0
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ANNOTATION_ARN } from '@groundwork/backstage-plugin-groundwork-common';
import { stringify } from 'yaml';

/** The longest name of an entity. */
const MAX_NAME = 63;

/** A resource and the entity that is to own it. */
export interface AcceptedOwner {
  arn: string;
  name: string;
  resourceType: string;
  owner: Entity;
}

/** For each owner, what its own catalog file has to say besides: the ARNs it has already, and the accepted ones. */
export function entityPatches(accepted: readonly AcceptedOwner[]): string {
  const byOwner = new Map<string, AcceptedOwner[]>();
  for (const each of accepted) {
    const ref = stringifyEntityRef(each.owner);
    byOwner.set(ref, [...(byOwner.get(ref) ?? []), each]);
  }
  const documents = [...byOwner.values()].map(group => {
    const [{ owner }] = group;
    const before = owner.metadata.annotations?.[ANNOTATION_ARN] ?? '';
    const arns = before
      .split(',')
      .map(arn => arn.trim())
      .filter(arn => arn !== '');
    const all = new Set([...arns, ...group.map(({ arn }) => arn)]);
    return {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      metadata: {
        name: owner.metadata.name,
        namespace: owner.metadata.namespace ?? 'default',
        annotations: { [ANNOTATION_ARN]: [...all].join(',') },
      },
    };
  });
  return toYaml(documents);
}

/** Each resource as an entity of its own. A group owns it; anything else depends on it and shares its owner. */
export function catalogFile(accepted: readonly AcceptedOwner[]): string {
  const names = new Set<string>();
  const documents = accepted.map(each => {
    const ref = stringifyEntityRef(each.owner);
    const isGroup = parseEntityRef(ref).kind === 'group';
    const owner = each.owner.spec?.owner;
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: uniqueName(each, names),
        namespace: each.owner.metadata.namespace ?? 'default',
        title: each.name,
        annotations: { [ANNOTATION_ARN]: each.arn },
      },
      spec: isGroup
        ? { type: typeOf(each), owner: ref }
        : { type: typeOf(each), owner: owner ?? ref, dependencyOf: [ref] },
    };
  });
  return toYaml(documents);
}

function toYaml(documents: readonly object[]): string {
  return documents.map(each => stringify(each, { lineWidth: 0 })).join('---\n');
}

/** Catalog types are in small letters, digits and hyphens. */
function typeOf({ resourceType }: AcceptedOwner): string {
  return resourceType.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function uniqueName(resource: AcceptedOwner, taken: Set<string>): string {
  const plain = `${typeOf(resource)}-${resource.name}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME - 5)
    .replace(/^-+|-+$/g, '');
  let name = plain;
  for (let next = 2; taken.has(name); next++) name = `${plain}-${next}`;
  taken.add(name);
  return name;
}
