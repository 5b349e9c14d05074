// SPDX-License-Identifier: Apache-2.0
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { pick, Random } from './random';

/** What was done to a finding. @public */
export type FindingMutation =
  | 'duplicate-id'
  | 'empty-text'
  | 'foreign-resource-id'
  | 'huge-text'
  | 'missing-part'
  | 'unknown-severity'
  | 'wrong-date'
  | 'wrong-type';

/** A finding that no longer keeps to the format. @public */
export interface MutatedFinding {
  mutation: FindingMutation;
  /** Plain JSON. */
  finding: Record<string, unknown>;
}

const HUGE_TEXT_BYTES = 5 * 1024 * 1024;
const DATES = ['CreatedAt', 'UpdatedAt', 'FirstObservedAt', 'LastObservedAt'];
const WRONG_DATES = [
  'yesterday',
  '',
  '2026-13-45T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '+275760-09-14T00:00:00Z',
  '1700000000',
  '2026-02-30T10:00:00Z',
  17,
  null,
];
const WRONG_SEVERITIES = [
  { Label: 'SEVERE' },
  { Label: 'critical' },
  { Label: '' },
  { Label: null },
  { Normalized: 250 },
  { Normalized: -1 },
  { Normalized: 'high' },
  {},
  null,
];
const PARTS = [
  'AwsAccountId',
  'Compliance',
  'Description',
  'Id',
  'ProductArn',
  'RecordState',
  'Resources',
  'Severity',
  'Title',
  'Types',
  'UpdatedAt',
  'Workflow',
];
const TEXTS = ['Title', 'Description', 'GeneratorId'];
const RESOURCE_IDS = [
  'AWS::::Account:000000000000',
  'not an ARN',
  'arn:aws:s3',
  'arn:aws-cn:s3:::bucket',
  `arn:aws:s3:::${'a'.repeat(4_000)}`,
  'arn:aws:lambda:us-east-1:222222222221:function:x:$LATEST',
  '\u0000\u202e\ud83d\ude00',
];
const WRONG_TYPES = [[], {}, 7, true, 'text', null, [null], [[]]];

type Change = (
  finding: Record<string, unknown>,
  random: Random,
  others: readonly AwsSecurityFinding[],
) => Record<string, unknown>;

const CHANGES: Record<FindingMutation, Change> = {
  'duplicate-id': (finding, random, others) => {
    const other = others.length > 0 ? pick(random, others) : undefined;
    return { ...finding, Id: other?.Id ?? 'duplicate' };
  },
  'empty-text': (finding, random) => ({
    ...finding,
    [pick(random, TEXTS)]: '',
  }),
  'foreign-resource-id': (finding, random) => ({
    ...finding,
    Resources: [{ Type: 'Other', Id: pick(random, RESOURCE_IDS) }],
  }),
  'huge-text': finding => ({
    ...finding,
    Description: 'x'.repeat(HUGE_TEXT_BYTES),
  }),
  'missing-part': (finding, random) => {
    const { [pick(random, PARTS)]: _gone, ...kept } = finding;
    return kept;
  },
  'unknown-severity': (finding, random) => ({
    ...finding,
    Severity: pick<unknown>(random, WRONG_SEVERITIES),
    FindingProviderFields: undefined,
  }),
  'wrong-date': (finding, random) => ({
    ...finding,
    [pick(random, DATES)]: pick<unknown>(random, WRONG_DATES),
  }),
  'wrong-type': (finding, random) => ({
    ...finding,
    [pick(random, PARTS)]: pick<unknown>(random, WRONG_TYPES),
  }),
};
const COMMON: readonly FindingMutation[] = [
  'duplicate-id',
  'empty-text',
  'foreign-resource-id',
  'missing-part',
  'unknown-severity',
  'wrong-date',
  'wrong-type',
];
/** Two thousand texts of 5 MB are 10 GB: one in this many is enough. */
const ONE_HUGE_IN = 500;

/**
 * Breaks a finding in one way; the same random sequence gives the same result. The finding given is not changed.
 *
 * @remarks
 * Give `mutation` to choose the way, and `others` for ids to repeat. Import refuses most of these as AWS does:
 * put them into the emulator with `sandbox.putFindings`.
 *
 * @public
 */
export function mutateFinding(
  finding: AwsSecurityFinding,
  random: Random,
  options: {
    mutation?: FindingMutation;
    others?: readonly AwsSecurityFinding[];
  } = {},
): MutatedFinding {
  const drawn = random() * ONE_HUGE_IN < 1 ? 'huge-text' : pick(random, COMMON);
  const mutation = options.mutation ?? drawn;
  const plain = { ...finding };
  return {
    mutation,
    finding: CHANGES[mutation](plain, random, options.others ?? []),
  };
}
