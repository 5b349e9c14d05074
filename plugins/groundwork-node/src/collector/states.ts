// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type TargetRecord, keyOf } from './CollectorStore';

/** Records of the targets that are configured, in their order; those that were never seen included. */
export function recordsOf(
  targets: readonly SweepTarget[],
  records: readonly TargetRecord[],
): TargetRecord[] {
  const known = new Map(records.map(each => [keyOf(each), each]));
  return targets.map(
    ({ accountId, region }): TargetRecord =>
      known.get(keyOf({ accountId, region })) ?? {
        accountId,
        region,
        outcome: 'never',
        throttled: 0,
        problems: [],
      },
  );
}

/** A record in its wire shape. */
export function toCollectorTarget(
  record: TargetRecord,
  collector: { id: string; isEnabled: boolean },
): CollectorTarget {
  const { id, isEnabled } = collector;
  const running = record.runningSince ? 'running' : record.outcome;
  return {
    collectorId: id,
    accountId: record.accountId,
    region: record.region,
    state: isEnabled ? running : 'off',
    startedAt: record.startedAt,
    succeededAt: record.succeededAt,
    nextRunAt: isEnabled ? record.nextRunAt : undefined,
    problems: record.problems,
  };
}

/** How old and how whole it all is. A collect that runs does not make a failed target whole. */
export function freshnessOf(
  records: readonly TargetRecord[],
  isEnabled: boolean,
): Freshness {
  const read = records.flatMap(({ succeededAt }) => succeededAt ?? []).sort();
  const next = records.flatMap(({ nextRunAt }) => nextRunAt ?? []).sort();
  return {
    // With one part never read, the age of all of it is not known.
    oldestAt: read.length === records.length ? read[0] : undefined,
    newestAt: read.at(-1),
    targets: records.length,
    failed: records.filter(({ outcome }) =>
      ['failed', 'partial'].includes(outcome),
    ).length,
    nextRunAt: isEnabled ? next[0] : undefined,
  };
}

/** What could not be read. A target that was never read to its end says so, even when nothing went wrong: unknown is not empty. */
export function problemsOf(
  record: TargetRecord,
  isEnabled: boolean,
): Problem[] {
  const { accountId, region, problems, succeededAt } = record;
  if (!isEnabled) {
    const hint =
      'Collecting is switched off in the configuration; what is shown does not change';
    return [...problems, { accountId, region, code: 'switched-off', hint }];
  }
  if (problems.length > 0 || succeededAt) return problems;
  const hint =
    'This account and Region was never read to its end; what is in it is unknown. Wait for the next run';
  return [{ accountId, region, code: 'never-read', hint }];
}
