// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';

/** A block of this many bits or fewer is most of the internet, also where somebody writes it in two halves. */
const WIDEST = { ipv4: 7, ipv6: 3 } as const;

/** Whether an address block is open to the internet: `0.0.0.0/0`, `::/0`, or nearly so. */
export function isOpenToAll(value: JsonValue | undefined): boolean {
  if (typeof value !== 'string') return false;
  const [address, bits] = value.split('/');
  if (!/^\d+$/.test(bits ?? '')) return false;
  return Number(bits) <= (address.includes(':') ? WIDEST.ipv6 : WIDEST.ipv4);
}
