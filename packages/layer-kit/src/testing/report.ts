// SPDX-License-Identifier: Apache-2.0

/** How one case of a test ended. */
export type Case =
  | { outcome: 'passed'; name: string }
  | { outcome: 'failed'; name: string; reason: string }
  | { outcome: 'skipped'; name: string; reason: string; tool?: string };

/** What a suite reports to machines. */
export interface TestReport {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string; tool?: string }[];
  /** One text for each case that failed. */
  problems: string[];
}

export const passed = (name: string): Case => ({ outcome: 'passed', name });

export const failed = (name: string, reason: string): Case => ({
  outcome: 'failed',
  name,
  reason,
});

export function report(cases: readonly Case[]): TestReport {
  return {
    passed: cases.filter(({ outcome }) => outcome === 'passed').length,
    failed: cases.filter(({ outcome }) => outcome === 'failed').length,
    skipped: cases.flatMap(item =>
      item.outcome === 'skipped'
        ? [
            {
              name: item.name,
              reason: item.reason,
              ...(item.tool ? { tool: item.tool } : {}),
            },
          ]
        : [],
    ),
    problems: cases.flatMap(item =>
      item.outcome === 'failed' ? [`${item.name}: ${item.reason}`] : [],
    ),
  };
}
