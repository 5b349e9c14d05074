// SPDX-License-Identifier: Apache-2.0

/** An address that may be a link: what products send is not trusted to be one of the web. */
export function webAddress(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
