// SPDX-License-Identifier: Apache-2.0

const COMMERCIAL = 'arn:aws:';

/**
 * Where the AWS console shows a resource: its own look-up by ARN. The account one is signed in to there has to be the
 * resource's. Other partitions have other consoles, and get no link.
 */
export function consoleUrl(arn: string): string | undefined {
  if (!arn.startsWith(COMMERCIAL)) return undefined;
  const query = new URLSearchParams({ arn });
  return `https://console.aws.amazon.com/go/view?${query}`;
}
