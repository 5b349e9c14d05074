// SPDX-License-Identifier: Apache-2.0

/** Whether a path is, or is in, one of the sensitive ones. Indexes do not count. */
export function isSensitivePath(
  path: readonly (string | number)[],
  sensitive: readonly string[],
): boolean {
  if (sensitive.length === 0) return false;
  const named = path.filter(part => !/^\d+$/.test(String(part))).join('.');
  return sensitive.some(
    entry => named === entry || named.startsWith(`${entry}.`),
  );
}
