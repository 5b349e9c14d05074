// SPDX-License-Identifier: Apache-2.0
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { NORMALIZED, toAsff } from './asff';
import { CONTROLS } from './controls';
import { hexOf, makeRandom, pick, Random, uuidOf } from './random';
import { THREATS } from './threats';
import { FINDING_SEVERITIES, FindingProduct, PlannedFinding } from './types';
import { VULNERABILITIES } from './vulnerabilities';

/** Whose resources the findings are about. @public */
export interface MadeFindingEntity {
  entityRef: string;
  /** The entity's resources. */
  resourceArns: readonly string[];
}

/** What {@link makeFindings} makes. @public */
export interface MakeFindingsOptions {
  count: number;
  accounts: readonly string[];
  regions: readonly string[];
  /** The same seed gives the same findings. */
  seed: number;
  /** When given, each finding is about one resource of one of them, in turn; else about buckets of nobody. */
  entities?: readonly MadeFindingEntity[];
  /** What ages count from; 2026-11-01T00:00:00Z when it is left out. */
  now?: Date;
}

const DEFAULT_NOW = new Date('2026-11-01T00:00:00Z');
const OLDEST_DAYS = 120;
const STALEST_DAYS = 85;
const RULES: Record<FindingProduct, readonly string[]> = {
  securityhub: Object.keys(CONTROLS),
  guardduty: Object.keys(THREATS),
  inspector: Object.keys(VULNERABILITIES),
};
const PRODUCTS = [
  'securityhub',
  'securityhub',
  'securityhub',
  'guardduty',
  'inspector',
] as const;
const STATUSES = [
  'NEW',
  'NEW',
  'NEW',
  'NEW',
  'NOTIFIED',
  'RESOLVED',
  'SUPPRESSED',
] as const;
const PREFIXES: Record<FindingProduct, string> = {
  securityhub: 'security-control',
  guardduty: 'detector',
  inspector: 'finding',
};

function idOf(
  product: FindingProduct,
  rule: string,
  where: string,
  text: string,
) {
  if (product === 'inspector') {
    return `arn:aws:inspector2:${where}:${PREFIXES.inspector}/${hexOf(text)}`;
  }
  const owner = product === 'guardduty' ? hexOf(where) : rule;
  const own = product === 'guardduty' ? hexOf(text) : uuidOf(text);
  return `arn:aws:${product}:${where}:${PREFIXES[product]}/${owner}/finding/${own}`;
}

function place(options: MakeFindingsOptions, index: number, random: Random) {
  const { accounts, regions, entities } = options;
  if (!entities?.length) {
    const accountId = pick(random, accounts);
    const arn = `arn:aws:s3:::made-${hexOf(`${options.seed}|${index}`, 12)}`;
    return { accountId, region: pick(random, regions), arn };
  }
  const { resourceArns } = entities[index % entities.length];
  const arn = pick(random, resourceArns);
  // Bucket ARNs and the like say neither account nor Region.
  const [, , , region, accountId] = arn.split(':');
  return {
    accountId: accountId || pick(random, accounts),
    region: region || pick(random, regions),
    arn,
  };
}

function planOne(
  options: MakeFindingsOptions,
  index: number,
  random: Random,
): PlannedFinding {
  const { accountId, region, arn } = place(options, index, random);
  const product = pick(random, PRODUCTS);
  const rule = pick(random, RULES[product]);
  const createdDaysAgo = Math.floor(random() * OLDEST_DAYS);
  const text = `${options.seed}|${index}`;
  return {
    id: idOf(product, rule, `${region}:${accountId}`, text),
    accountId,
    region,
    product,
    rule,
    title: `${rule} (${index})`,
    severity: pick(random, FINDING_SEVERITIES),
    recordState: random() < 0.1 ? 'ARCHIVED' : 'ACTIVE',
    workflowStatus: pick(random, STATUSES),
    complianceStatus: 'FAILED',
    belongsTo: [],
    resources: [{ type: 'Other', id: arn }],
    createdDaysAgo,
    updatedDaysAgo: Math.floor(
      random() * Math.min(createdDaysAgo, STALEST_DAYS),
    ),
    withoutLabel: false,
  };
}

/**
 * Makes valid findings in the AWS Security Finding Format; the same options give the same findings.
 *
 * @public
 */
export function makeFindings(
  options: MakeFindingsOptions,
): AwsSecurityFinding[] {
  const random = makeRandom(options.seed);
  const context = {
    now: options.now ?? DEFAULT_NOW,
    lookups: new Map<string, string>(),
    accountTags: {},
  };
  return Array.from({ length: options.count }, (_, index) => {
    const planned = planOne(options, index, random);
    const finding = toAsff(planned, context);
    const Severity = {
      Label: planned.severity,
      Normalized: NORMALIZED[planned.severity],
      Original: planned.severity,
    };
    return { ...finding, Severity };
  });
}
