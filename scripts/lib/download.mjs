// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/**
 * Downloads a file and compares its SHA-256 with the ones that are known.
 *
 * @returns the bytes, or the reason why there are none
 */
export async function downloadPinned(
  url,
  checksums,
  { timeoutMs = 120_000 } = {},
) {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return { reason: `${url} answered ${response.status}` };
    const bytes = Buffer.from(await response.arrayBuffer());
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (checksums.includes(actual)) return { bytes };
    return {
      reason: `${url} has the SHA-256 checksum ${actual}, expected is ${checksums.join(
        ' or ',
      )}`,
    };
  } catch (error) {
    return { reason: `${url}: ${error.cause?.message ?? error.message}` };
  }
}
