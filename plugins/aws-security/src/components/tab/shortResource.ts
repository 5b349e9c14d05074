// SPDX-License-Identifier: Apache-2.0

/** What tells a resource from others of its account: the last part of its ARN, or what the product gave instead. */
export function shortResource(id: string): string {
  const [arn, , , , , ...rest] = id.split(':');
  return arn === 'arn' && rest.length > 0 ? rest.join(':') : id;
}
