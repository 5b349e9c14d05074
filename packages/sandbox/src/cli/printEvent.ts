// SPDX-License-Identifier: Apache-2.0

/** One JSON object a line on standard output: what the launcher reads. */
export function printEvent(event: {
  event: string;
  [detail: string]: string | number;
}): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
