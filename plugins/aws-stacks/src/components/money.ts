// SPDX-License-Identifier: Apache-2.0

/** A difference of money with its sign, as people of this browser write it. */
export function formatDifference(amount: string, currency: string): string {
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    signDisplay: 'exceptZero',
  }).format(Number(amount));
}
