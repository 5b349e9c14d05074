// SPDX-License-Identifier: Apache-2.0
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { EstateUsage, Standing } from '../EstateUsage';
import type { QuotaSource } from '../sources/QuotaSource';
import { QUOTAS } from '../sources/quotas';
import { type Demand, demandsOf } from './quotas/demands';
import { type Objection, type RuleDefinition, defineRule } from './Rule';

const optionsSchema = z.strictObject({
  /** Share of a quota that may be used, in percent. */
  mostPercent: z.number().int().min(1).max(100).default(100),
});

/** What the rule asks. */
export interface QuotaParts {
  quotas: Pick<QuotaSource, 'read'>;
  usage: Pick<EstateUsage, 'count'>;
}

/** What the plan makes fits into the quotas of the account, with what stands there already. */
export function createServiceQuotas(parts: QuotaParts): RuleDefinition {
  return defineRule({
    id: 'service-quotas',
    levels: { development: 'soft', staging: 'soft', production: 'soft' },
    options: optionsSchema,
    async check(planned, { mostPercent }) {
      const demands = demandsOf(planned.plan);
      const answers = await Promise.all(
        demands.map(each => weigh(each, planned, parts)),
      );
      return [
        ...answers.flatMap(each => tooMany(each, planned, mostPercent)),
        ...notCounted(answers, planned),
      ];
    },
  });
}

/** A demand beside what stands and what may. */
interface Weighed {
  demand: Demand;
  standing: Standing | undefined;
  most: number;
  source: string;
}

async function weigh(
  demand: Demand,
  { run }: PlannedRun,
  { quotas, usage }: QuotaParts,
): Promise<Weighed> {
  const quota = QUOTAS[demand.quota];
  const target = placeOf(run.target, 'isGlobal' in quota);
  const [{ value, source }, standing] = await Promise.all([
    quotas.read(quota, target),
    demand.resourceType && usage.count(demand.resourceType, target),
  ]);
  return {
    demand,
    standing: standing || undefined,
    most: value - (demand.reserved ?? 0),
    source,
  };
}

/** What has no Region is made from us-east-1. */
function placeOf(
  { accountId, region }: SweepTarget,
  isGlobal: boolean,
): SweepTarget {
  if (isGlobal) return { accountId, region: 'global' };
  return { accountId, region: region === 'global' ? 'us-east-1' : region };
}

function tooMany(
  { demand, standing, most, source }: Weighed,
  { run: { target } }: PlannedRun,
  mostPercent: number,
): Objection[] {
  const stands = standing?.kind === 'known' ? standing.count : 0;
  const total = stands + demand.count;
  if (total <= (most * mostPercent) / 100) return [];
  const quota = QUOTAS[demand.quota];
  const beside =
    standing?.kind === 'known'
      ? ` beside ${stands} that aws-estate knows of in ${target.accountId}/${target.region}`
      : '';
  return [
    {
      ...(demand.address && { address: demand.address }),
      message: `${quota.name}: ${
        demand.what
      }${beside} makes ${total}, and ${most} are allowed${
        mostPercent < 100 ? `, of which ${mostPercent} % may be used` : ''
      } (${source})`,
      fix: `Ask for a higher quota (aws service-quotas request-service-quota-increase --service-code ${quota.serviceCode} --quota-code ${quota.quotaCode}), or make fewer`,
    },
  ];
}

/** Unknown is not zero: where what stands is not known, that is said once. */
function notCounted(
  answers: readonly Weighed[],
  { run: { target } }: PlannedRun,
): Objection[] {
  const unknown = answers.flatMap(({ demand, standing }) =>
    standing?.kind === 'unknown'
      ? [{ name: QUOTAS[demand.quota].name, because: standing.because }]
      : [],
  );
  if (unknown.length === 0) return [];
  const because = [...new Set(unknown.map(each => each.because))].join('; ');
  return [
    {
      message: `What stands in ${target.accountId}/${
        target.region
      } is not known (${because}), so these quotas were compared with the plan alone: ${unknown
        .map(({ name }) => name)
        .join(', ')}`,
      fix: 'Let aws-estate sweep the account and the Region, and plan again',
      atMost: 'advisory',
    },
  ];
}
