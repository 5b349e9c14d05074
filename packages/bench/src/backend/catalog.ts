// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The first components own a resource in AWS. */
const OWNING_ENTITIES = 700;

/** Every so many entities one depends on the resource of its own, as components in a catalog do. */
const DEPENDENT_EVERY = 3;

const REGIONS = ['eu-west-1', 'us-east-1'];
const ACCOUNTS = Array.from({ length: 10 }, (_, index) =>
  String(610_000_000_000 + index),
);

/** The accounts of the configuration. */
export const BENCH_ACCOUNTS = ACCOUNTS.map(accountId => ({
  accountId,
  name: `Bench ${accountId}`,
  environment: 'production',
  regions: REGIONS,
}));

/** Who asks. */
export const BENCH_USER = 'user:default/bench';

/** An entity that owns something. */
export interface OwningEntity {
  entityRef: string;
  /** `<kind>/<namespace>/<name>`, as the catalog's route has it; ours begins with the namespace. */
  name: string;
  resourceArns: string[];
}

/** Each has a queue; the other way round each queue has one owner. */
export const owningEntities: readonly OwningEntity[] = Array.from(
  { length: OWNING_ENTITIES },
  (_, index) => ({
    entityRef: `component:default/${nameOf(index)}`,
    name: nameOf(index),
    resourceArns: [arnOf(index)],
  }),
);

function nameOf(index: number): string {
  return `bench-${String(index).padStart(4, '0')}`;
}

function arnOf(index: number): string {
  const region = REGIONS[index % REGIONS.length];
  const accountId = ACCOUNTS[index % ACCOUNTS.length];
  return `arn:aws:sqs:${region}:${accountId}:${nameOf(index)}`;
}

function component(index: number) {
  const dependsOn = `resource:default/${nameOf(index)}-data`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: nameOf(index),
      title: `Bench ${index}`,
      description: `The ${index}th component of a large catalog`,
      annotations:
        index < OWNING_ENTITIES ? { 'aws.amazon.com/arn': arnOf(index) } : {},
      tags: ['bench', index % 2 === 0 ? 'java' : 'node'],
      links: [{ url: `https://example.com/${index}`, title: 'Runbook' }],
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/bench',
      ...(isDependent(index) && { dependsOn: [dependsOn] }),
    },
  };
}

function isDependent(index: number): boolean {
  return index % DEPENDENT_EVERY === 0;
}

function resource(index: number) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: `${nameOf(index)}-data` },
    spec: { type: 'database', owner: 'group:default/bench' },
  };
}

function people() {
  const apiVersion = 'backstage.io/v1alpha1';
  return [
    {
      apiVersion,
      kind: 'Group',
      metadata: { name: 'bench' },
      spec: { type: 'team', children: [] },
    },
    {
      apiVersion,
      kind: 'User',
      metadata: { name: 'bench' },
      spec: { memberOf: ['bench'] },
    },
  ];
}

/** Writes a catalog of so many entities, people first, and gives its file. */
export function writeCatalog(folder: string, count: number): string {
  const entities: object[] = people();
  for (let index = 0; entities.length < count; index += 1) {
    entities.push(component(index));
    if (isDependent(index)) entities.push(resource(index));
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'catalog.yaml');
  const documents = entities
    .slice(0, count)
    .map(entity => JSON.stringify(entity));
  writeFileSync(file, documents.join('\n---\n'));
  return file;
}
