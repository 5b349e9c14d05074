// SPDX-License-Identifier: Apache-2.0
import { CONTROLS } from '../controls';
import { hexOf, pick, Random, randomOf, uuidOf } from '../random';
import { THREATS } from '../threats';
import { FindingProduct, PlannedFinding, Subject } from '../types';
import { VULNERABILITIES } from '../vulnerabilities';
import { AUTERITY_SUBJECTS } from './auterity';
import { DECOY_SUBJECTS } from './decoys';
import { EPHEMERIS_SUBJECTS } from './ephemeris';
import { HEALTHY_SUBJECTS } from './healthy';

const SUBJECTS = [
  ...AUTERITY_SUBJECTS,
  ...EPHEMERIS_SUBJECTS,
  ...HEALTHY_SUBJECTS,
  ...DECOY_SUBJECTS,
];
const OLDEST_DAYS = 120;
/** Security Hub forgets what was not updated for 90 days. */
const STALEST_DAYS = 85;
const STATES = [
  ...Array<'new'>(13).fill('new'),
  'passed',
  'passed',
  'resolved',
  'resolved',
  'notified',
  'suppressed',
  'archived',
] as const;

interface Place {
  accountId: string;
  region: string;
  rule: string;
  key: string;
}

function describe(rule: string) {
  if (rule in CONTROLS) {
    return { product: 'securityhub', ...CONTROLS[rule] } as const;
  }
  if (rule in THREATS) {
    return { product: 'guardduty', ...THREATS[rule] } as const;
  }
  const { packageName, severity } = VULNERABILITIES[rule];
  const title = `${rule} - ${packageName}`;
  return { product: 'inspector', title, severity } as const;
}

/** The ASFF `Id` as each product writes it. */
function idOf(product: FindingProduct, place: Place): string {
  const { accountId, region, rule, key } = place;
  const text = [key, accountId, region, rule].join('|');
  if (product === 'securityhub') {
    return `arn:aws:securityhub:${region}:${accountId}:security-control/${rule}/finding/${uuidOf(
      text,
    )}`;
  }
  if (product === 'guardduty') {
    const detector = hexOf(`detector|${accountId}|${region}`);
    return `arn:aws:guardduty:${region}:${accountId}:detector/${detector}/finding/${hexOf(
      text,
    )}`;
  }
  return `arn:aws:inspector2:${region}:${accountId}:finding/${hexOf(text)}`;
}

function stateOf(product: FindingProduct, random: Random) {
  const state = pick(random, STATES);
  const compliance = product === 'securityhub';
  const passed = compliance && state === 'passed';
  const statuses = {
    new: 'NEW',
    // Only controls pass; Security Hub resolves what passed.
    passed: passed ? 'RESOLVED' : 'NEW',
    resolved: 'RESOLVED',
    notified: 'NOTIFIED',
    suppressed: 'SUPPRESSED',
    archived: 'NEW',
  } as const;
  return {
    recordState: state === 'archived' ? 'ARCHIVED' : 'ACTIVE',
    workflowStatus: statuses[state],
    ...(compliance && {
      complianceStatus: passed ? ('PASSED' as const) : ('FAILED' as const),
    }),
  } as const;
}

function plan(subject: Subject, accountId: string, rule: string) {
  const { key, region, resources, belongsTo, decoy } = subject;
  const { product, title, severity } = describe(rule);
  const id = idOf(product, { accountId, region, rule, key });
  const random = randomOf(id);
  const createdDaysAgo = Math.floor(random() * OLDEST_DAYS);
  const planned: PlannedFinding = {
    id,
    accountId,
    region,
    product,
    rule,
    title,
    severity,
    ...stateOf(product, random),
    belongsTo,
    resources,
    createdDaysAgo,
    updatedDaysAgo: Math.floor(
      random() * Math.min(createdDaysAgo, STALEST_DAYS),
    ),
    withoutLabel: subject.withoutLabel ?? false,
    ...(decoy && { decoy }),
  };
  return planned;
}

/** Every finding of the seed; the same each time. */
export const FINDINGS_PLAN: readonly PlannedFinding[] = SUBJECTS.flatMap(
  subject =>
    subject.accounts.flatMap(accountId =>
      subject.finds.map(rule => plan(subject, accountId, rule)),
    ),
);
