// SPDX-License-Identifier: Apache-2.0
import {
  arnSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { ReadTarget, ResourceRecord } from '../../store/records';
import type { FieldReader } from './FieldReader';

/** A finding has 32 resources at most; more than this is a mistake of the product. */
const MAX_RESOURCES = 500;

/** The resources of a finding. One without any that can be read is about its account. */
export function readResources(
  reader: FieldReader,
  raw: unknown,
  place: ReadTarget,
): [ResourceRecord, ...ResourceRecord[]] {
  const given = reader.list(raw, 'Resources');
  if (given.length > MAX_RESOURCES) {
    reader.note(
      'unclear-field',
      'Resources',
      `Resources has more than ${MAX_RESOURCES}; the rest is in the evidence only`,
    );
  }
  const [first, ...rest] = given
    .slice(0, MAX_RESOURCES)
    .flatMap(resource => readResource(reader, resource, place) ?? []);
  if (first) return [first, ...rest];
  reader.note(
    'unclear-field',
    'Resources',
    'Resources has none that can be read; shown is the account',
  );
  const id = `AWS::::Account:${place.accountId}`;
  return [{ id, type: 'AwsAccount', arn: toArn(id, place) }];
}

function readResource(
  reader: FieldReader,
  raw: unknown,
  place: ReadTarget,
): ResourceRecord | undefined {
  const given = reader.object(raw, 'Resources[]');
  const id = reader.text(given.Id, 'Resources[].Id');
  if (id === undefined) {
    reader.note(
      'unclear-field',
      'Resources[].Id',
      'Resources[].Id is missing; the resource is in the evidence only',
    );
    return undefined;
  }
  return {
    id,
    type: reader.text(given.Type, 'Resources[].Type') ?? 'Other',
    region: reader.optional(
      regionSchema,
      given.Region === '' ? undefined : given.Region,
      'Resources[].Region',
    ),
    arn: toArn(id, place),
  };
}

/**
 * What the estate is asked for. A resource that has no ARN, such as `AWS::::Account:111111111111` or an access key, can
 * belong to whoever owns its account or Region; the ARN made here says that and names no resource.
 */
function toArn(id: string, { accountId, region }: ReadTarget): string {
  const partition = partitionOf(region);
  return arnSchema.safeParse(id).success
    ? id
    : `arn:${partition}:securityhub:${region}:${accountId}:resource-without-arn`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
