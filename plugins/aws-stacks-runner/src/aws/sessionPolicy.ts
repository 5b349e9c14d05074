// SPDX-License-Identifier: Apache-2.0
import { cloudFormationStackName } from '@groundwork/backstage-plugin-groundwork-common';
import type { RunnerJob } from '../protocol';
import { stateKey } from '../source/engineFiles';
import { partitionOf } from './partition';

interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource?: string | string[];
  NotResource?: string[];
}

/** What Terraform does with the bucket itself: it looks for the state, and at how the bucket is kept. */
const BUCKET_ACTIONS = [
  's3:GetBucketLocation',
  's3:GetBucketVersioning',
  's3:ListBucket',
];

/** With its lock object. */
const STATE_ACTIONS = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'];

function terraformStatements(job: RunnerJob, bucket: string): Statement[] {
  const partition = partitionOf(job.context.region);
  const arn = `arn:${partition}:s3:::${bucket}`;
  const state = `${arn}/${stateKey(job.context)}`;
  return [
    { Effect: 'Allow', Action: '*', NotResource: [arn, `${arn}/*`] },
    { Effect: 'Allow', Action: BUCKET_ACTIONS, Resource: arn },
    {
      Effect: 'Allow',
      Action: STATE_ACTIONS,
      Resource: [state, `${state}.tflock`],
    },
  ];
}

function cdkStatements({ context }: RunnerJob): Statement[] {
  const partition = partitionOf(context.region);
  const stacks = `arn:${partition}:cloudformation:*:${context.accountId}:stack`;
  return [
    { Effect: 'Allow', Action: '*', NotResource: [`${stacks}/groundwork-*`] },
    {
      Effect: 'Allow',
      Action: 'cloudformation:*',
      Resource: `${stacks}/${cloudFormationStackName(context)}/*`,
    },
  ];
}

/**
 * What the session of a job may do of what its role may: everything, but of the states and stacks that Groundwork keeps only
 * its own. A source cannot read, change or unlock the state of another stack with it.
 */
export function sessionPolicy(job: RunnerJob): string {
  const bucket = job.terraform?.stateBucket.bucket;
  const statements =
    bucket === undefined
      ? cdkStatements(job)
      : terraformStatements(job, bucket);
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
