// SPDX-License-Identifier: Apache-2.0

/** `kill -9` of a process that may be gone meanwhile. */
export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself, or with another that was killed.
  }
}
