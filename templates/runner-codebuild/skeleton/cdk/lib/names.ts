// SPDX-License-Identifier: Apache-2.0
import type { Stack } from 'aws-cdk-lib';

/** What the parts of a runner are called, and their ARNs; parts name each other before they are made. */
export function namesOf({ partition, region, account }: Stack, name: string) {
  const project = `groundwork-runner-${name}`;
  const bucket = `gw-runner-${name}-${account}-${region}`;
  const logGroup = `/groundwork/runner/${name}`;
  const jobKeyParameter = `${logGroup}/job-key`;
  const arn = (service: string, rest: string) =>
    `arn:${partition}:${service}:${region}:${account}:${rest}`;
  return {
    project,
    projectArn: arn('codebuild', `project/${project}`),
    bucket,
    bucketArn: `arn:${partition}:s3:::${bucket}`,
    logGroup,
    logGroupArn: arn('logs', `log-group:${logGroup}`),
    jobKeyParameter,
    jobKeyParameterArn: arn('ssm', `parameter${jobKeyParameter}`),
  };
}

export type RunnerNames = ReturnType<typeof namesOf>;
