// SPDX-License-Identifier: Apache-2.0
import {
  type RunImport,
  type StackResource,
  importHintOf,
} from '@groundwork/backstage-plugin-groundwork-common';

/** A stack with what it has made. */
export interface ResourceHolder {
  entityRef: string;
  resources: readonly StackResource[];
}

/** Ids that no resource of another type can have. */
const UNIQUE = /^(arn:|https:|[a-z]+-[0-9a-f]{8,}$)/;

/** `aws_s3_bucket` and `AWS::S3::Bucket` are one type. */
const plain = (type: string) => type.toLowerCase().replace(/[^a-z0-9]/g, '');

const typeOf = (address: string) =>
  address
    .replace(/\["[^"]*"\]/g, '')
    .split('.')
    .at(-2) ?? '';

function isSame({ to, id }: RunImport, resource: StackResource): boolean {
  const { physicalId = '', type } = resource;
  const hasId = physicalId === id || importHintOf(physicalId)?.id === id;
  return hasId && (UNIQUE.test(id) || plain(type) === plain(typeOf(to)));
}

/** What part of an id stands in every form of it: of a path, an ARN or a URL the last name. */
export function lastName(id: string): string {
  return id.split(/[/:]/).filter(Boolean).at(-1) ?? id;
}

/** Why a resource may not be imported into a stack: it is in a stack already, and two would change and destroy it. */
export function heldElsewhere(
  importer: string,
  imports: readonly RunImport[],
  holders: readonly ResourceHolder[],
): string | undefined {
  for (const each of imports) {
    for (const { entityRef, resources } of holders) {
      const held = resources.find(resource => isSame(each, resource));
      const isThere = entityRef === importer && held?.address === each.to;
      if (held && !isThere) {
        return `${each.id} is in ${entityRef} already, as ${held.address}; take it out of that stack before it is imported as ${each.to}`;
      }
    }
  }
  return undefined;
}
