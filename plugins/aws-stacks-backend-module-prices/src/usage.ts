// SPDX-License-Identifier: Apache-2.0

/** How much of something is used in a month. */
export interface Usage {
  /** What is counted, with its unit. */
  what: string;
  low: number;
  expected: number;
  high: number;
}

/**
 * What is taken for granted where usage decides the bill: for each resource, in a month. Each amount is overridden by
 * `groundwork.stacks.prices.usage.<name>`.
 */
export const USAGE = {
  apiMillionRequests: usage('million API requests', 0.1, 1, 10),
  auroraGb: usage('GB in the Aurora cluster', 10, 50, 500),
  auroraMillionIo: usage('million I/O requests of the cluster', 1, 10, 100),
  backupGb: usage('GB of backups in the vault', 10, 100, 1_000),
  cloudTrailHundredThousandEvents: usage(
    'times 100,000 data events',
    0,
    10,
    100,
  ),
  configItems: usage('configuration items recorded', 500, 3_000, 20_000),
  configRuleEvaluations: usage('evaluations of the rule', 100, 500, 5_000),
  dynamoDbGb: usage('GB in the table', 1, 10, 100),
  dynamoDbMillionReads: usage('million read request units', 0.1, 5, 50),
  dynamoDbMillionWrites: usage('million write request units', 0.1, 1, 10),
  ecrGb: usage('GB of images', 1, 5, 50),
  efsGb: usage('GB in the file system', 1, 50, 500),
  endpointGb: usage('GB through the endpoint', 1, 50, 500),
  guardDutyGb: usage('GB of flow and DNS logs analysed', 5, 50, 500),
  guardDutyMillionEvents: usage('million CloudTrail events', 0.1, 1, 10),
  kmsTenThousandRequests: usage('times 10,000 requests', 0, 10, 100),
  lambdaMillionInvocations: usage('million invocations', 0.1, 1, 10),
  lambdaSeconds: usage('seconds an invocation takes', 0.05, 0.2, 1),
  loadBalancerUnits: usage('capacity units used at once', 0, 1, 10),
  logsGb: usage('GB of logs ingested', 0.1, 5, 100),
  natGb: usage('GB through the NAT gateway', 10, 100, 1_000),
  route53MillionQueries: usage('million DNS queries', 0, 1, 10),
  s3Gb: usage('GB in the bucket', 1, 100, 1_000),
  s3ThousandReads: usage('thousand read requests', 1, 1_000, 10_000),
  s3ThousandWrites: usage('thousand write requests', 1, 100, 1_000),
  secretTenThousandRequests: usage('times 10,000 requests', 0, 1, 10),
  securityHubChecks: usage('security checks', 1_000, 10_000, 50_000),
  snsMillionRequests: usage('million publishes', 0, 1, 10),
  sqsMillionRequests: usage('million requests', 0, 1, 10),
  wafMillionRequests: usage('million requests inspected', 0.1, 5, 50),
} satisfies Record<string, Usage>;

/** The name of an assumption, as in the configuration. */
export type UsageName = keyof typeof USAGE;

/** All assumptions, after the configuration was read. */
export type UsageTable = Readonly<Record<UsageName, Usage>>;

function usage(
  what: string,
  low: number,
  expected: number,
  high: number,
): Usage {
  return { what, low, expected, high };
}
