// SPDX-License-Identifier: Apache-2.0
import { regionSchema } from '@groundwork/backstage-plugin-groundwork-common';

/** Types of services whose ARNs do not name one. */
const ONLY_TYPE: Readonly<Record<string, string>> = {
  s3: 'bucket',
  sns: 'topic',
  sqs: 'queue',
};

/** Resource parts whose second word belongs to the type, as Resource Explorer names it. */
const TWO_WORD_TYPES = new Set(['elasticloadbalancing:loadbalancer']);

/** What an ARN says of itself. */
export interface ArnParts {
  service: string;
  /** `global` for services that have no Region; absent where the ARN leaves the Region out, as those of S3 buckets do. */
  region?: string;
  /** Absent where the ARN leaves the account out. */
  accountId?: string;
  /** All behind the fifth colon. */
  resource: string;
}

/** Takes an ARN apart; `undefined` when it is none. */
export function parseArn(arn: string): ArnParts | undefined {
  const [prefix, partition, service, region, accountId, ...rest] =
    arn.split(':');
  const resource = rest.join(':');
  if (prefix !== 'arn' || !partition || !service || !resource) return undefined;
  return {
    service,
    region: regionOf(service, region),
    accountId: /^\d{12}$/.test(accountId) ? accountId : undefined,
    resource,
  };
}

function regionOf(service: string, region: string): string | undefined {
  if (region) return regionSchema.safeParse(region).data;
  return service === 's3' ? undefined : 'global';
}

/** `service:type`, such as `ec2:instance`; the service alone when the ARN names no type. */
export function resourceTypeOf({ service, resource }: ArnParts): string {
  const words = resource.split(/[/:]/).filter(word => word !== '');
  const named = words.length > 1 && !(service in ONLY_TYPE);
  const type = named ? words[0] : ONLY_TYPE[service];
  if (!type) return service;
  const full = `${service}:${type}`;
  return TWO_WORD_TYPES.has(full) && words.length > 2
    ? `${full}/${words[1]}`
    : full;
}

/** The tag `Name`, or the last part of the ARN. */
export function resourceNameOf(
  { resource }: ArnParts,
  tags: Readonly<Record<string, string>>,
): string {
  const last = resource
    .split(/[/:]/)
    .filter(word => word !== '')
    .pop();
  return tags.Name || last || resource;
}
