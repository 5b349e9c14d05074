// SPDX-License-Identifier: Apache-2.0
import type {
  Finding,
  FindingDetail,
} from '@groundwork/backstage-plugin-groundwork-common';

/** What could not be understood of one finding. */
export interface FindingProblem {
  /** `unclear-severity`, `unclear-date`, `unclear-field`, `unclear-finding`, `missing-id` or `cut-evidence`. */
  code: string;
  /** The ASFF field. */
  field: string;
  /** What was expected and what is shown instead; never the value itself. */
  hint: string;
}

/** A resource of a finding, with the ARN by which the estate is asked for its owners. */
export type ResourceRecord = FindingDetail['resources'][number] & {
  arn: string;
};

/** A finding as it is stored. */
export interface FindingRecord
  extends Omit<Finding, 'resource' | 'via' | 'firstSeenAt' | 'lastSeenAt'>,
    Pick<
      FindingDetail,
      | 'productArn'
      | 'sourceId'
      | 'description'
      | 'types'
      | 'standards'
      | 'remediation'
    > {
  /** SHA-256 of what was read: tells what has changed. */
  digest: string;
  guardDuty: boolean;
  /** Findings with the same key are counted once. */
  groupKey: string;
  /** At least one. */
  resources: [ResourceRecord, ...ResourceRecord[]];
  /** JSON, at most 256 kB. */
  evidence: string;
  problems: FindingProblem[];
}

/** An account and a Region that are read; the Region is real. */
export interface ReadTarget {
  accountId: string;
  region: string;
}
