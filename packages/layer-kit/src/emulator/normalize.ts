// SPDX-License-Identifier: Apache-2.0

/** What is another each time a resource is made, or is the answer's and not the resource's. */
const VARYING =
  /^(\$metadata|Arn|arn|KeyId|KeyArn|RoleId|Sid|CreationDate|CreateDate|NextRotationDate|creationTime|storedBytes|logGroupArn|Alias|MultiRegionConfiguration|RoleLastUsed|ID|Id)$/;
/** Sets, which AWS answers in any order. */
const SET =
  /^(tags|Tags|Action|Rules|Resource|Statement|policies|subnets|securityGroupIds)$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  const json: unknown = JSON.parse(value);
  return json;
}

const isEngineTag = (item: unknown) =>
  isRecord(item) && String(item.Key).startsWith('aws:');

/** S3 takes a filter by the empty prefix for none. */
const isNothing = (key: string, item: unknown) =>
  item === undefined || (key === 'Prefix' && item === '');

function list(key: string, items: readonly unknown[]): unknown {
  const values = items
    .filter(item => !isEngineTag(item))
    .map(item => normalize(item));
  if (SET.test(key)) {
    values.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  // In a policy, a list of one is the one.
  return values.length === 1 ? values[0] : values;
}

/**
 * A resource as it was read, without what differs from one making to the next: ids, dates, tags of CloudFormation, the
 * order of sets.
 */
export function normalize(value: unknown): unknown {
  const plain = parsed(value);
  if (Array.isArray(plain)) return list('', plain);
  if (plain instanceof Date || !isRecord(plain)) return plain;
  return Object.fromEntries(
    Object.entries(plain)
      .filter(([key, item]) => !VARYING.test(key) && !isNothing(key, item))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => {
        const inner = parsed(item);
        return [
          key,
          Array.isArray(inner) ? list(key, inner) : normalize(inner),
        ];
      }),
  );
}
