// SPDX-License-Identifier: Apache-2.0
import { Stack, Validations } from 'aws-cdk-lib';
import {
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { isOfCodebuild } from './buildspec.ts';
import type { RunnerCodebuildInputs } from './inputs.ts';
import type { RunnerNames } from './names.ts';

/** A runner, as far as those who work with it are concerned. */
interface Runner {
  name: string;
  names: RunnerNames;
  key: Key;
  inputs: RunnerCodebuildInputs;
}

function allow(
  sid: string,
  actions: string[],
  resources: readonly string[],
  conditions?: Record<string, object>,
): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions,
    resources: [...resources],
    conditions,
  });
}

const seeJobs = (sid: string, { bucketArn }: RunnerNames) =>
  allow(sid, ['s3:ListBucket'], [bucketArn], {
    StringLike: { 's3:prefix': 'jobs/*' },
  });

function useKey({ key }: Runner, ...services: string[]): PolicyStatement {
  const { region } = Stack.of(key);
  const names = services.map(service => `${service}.${region}.amazonaws.com`);
  return allow('UseKey', ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
    StringEquals: { 'kms:ViaService': names.length > 1 ? names : names[0] },
  });
}

function runStatements(scope: Construct, runner: Runner): PolicyStatement[] {
  const { bucketArn, jobKeyParameterArn, logGroupArn } = runner.names;
  const { partition, account } = Stack.of(scope);
  const { assumedRoleArns } = runner.inputs;
  const ownRoles = ['groundwork-plan', 'groundwork-apply'].map(
    role => `arn:${partition}:iam::${account}:role/${role}`,
  );
  return [
    allow(
      'ReadJobs',
      ['s3:GetObject'],
      [`${bucketArn}/jobs/*/in/*`, `${bucketArn}/jobs/*/out/plan.enc`],
    ),
    allow('WriteResults', ['s3:PutObject'], [`${bucketArn}/jobs/*/out/*`]),
    seeJobs('SeeWhatIsMissing', runner.names),
    allow('ReadJobKey', ['ssm:GetParameter'], [jobKeyParameterArn]),
    useKey(runner, 's3', 'ssm'),
    allow(
      'AssumeRolesOfAccounts',
      ['sts:AssumeRole', 'sts:TagSession'],
      assumedRoleArns.length > 0 ? assumedRoleArns : ownRoles,
    ),
    allow(
      'WriteLog',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [`${logGroupArn}:*`],
    ),
  ];
}

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/runner:1` is pulled by the role of the build. */
function imageStatements(
  scope: Construct,
  { inputs }: Runner,
): PolicyStatement[] {
  if (isOfCodebuild(inputs)) return [];
  const [, account, region, repository] =
    /^(\d+)\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([^:@]+)/.exec(inputs.image) ??
    [];
  const { partition } = Stack.of(scope);
  return [
    allow('SignInToRegistry', ['ecr:GetAuthorizationToken'], ['*']),
    allow(
      'PullImage',
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
    ),
  ];
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html */
function vpcStatements(
  scope: Construct,
  { inputs }: Runner,
): PolicyStatement[] {
  if (inputs.vpcId === '') return [];
  const { partition, region, account } = Stack.of(scope);
  const arn = (rest: string) =>
    `arn:${partition}:ec2:${region}:${account}:${rest}`;
  return [
    allow(
      'JoinVpc',
      [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      ['*'],
    ),
    allow(
      'LendInterface',
      ['ec2:CreateNetworkInterfacePermission'],
      [arn('network-interface/*')],
      {
        StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
        ArnEquals: {
          'ec2:Subnet': inputs.subnetIds.map(id => arn(`subnet/${id}`)),
        },
      },
    ),
  ];
}

function createPolicy(
  scope: Construct,
  id: string,
  options: { name: string; description: string; statements: PolicyStatement[] },
): ManagedPolicy {
  const policy = new ManagedPolicy(scope, id, {
    managedPolicyName: options.name,
    description: options.description,
    document: new PolicyDocument({
      minimize: false,
      statements: options.statements,
    }),
  });
  const reason =
    'Jobs are named by their runs, log streams by builds and interfaces by EC2; each is of this runner';
  for (const { resources } of options.statements) {
    for (const resource of resources.filter(each => each.includes('*'))) {
      const finding = `AwsSolutions-IAM5[Resource::${resource}]`;
      Validations.of(policy).acknowledge({ id: finding, reason });
    }
  }
  return policy;
}

/** The role of builds. Its policy is its boundary, too: whatever else is attached, it does no more. */
export function createRole(scope: Construct, runner: Runner): Role {
  const { name, names, inputs } = runner;
  const policy = createPolicy(scope, 'Policy', {
    name: names.project,
    description: `What builds of the runner ${name} may do`,
    statements: [
      ...runStatements(scope, runner),
      ...imageStatements(scope, runner),
      ...vpcStatements(scope, runner),
    ],
  });
  const { permissionsBoundaryArn: boundaryArn } = inputs;
  return new Role(scope, 'Role', {
    roleName: names.project,
    description: `Builds of the runner ${name}`,
    assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
        ArnEquals: { 'aws:SourceArn': names.projectArn },
      },
    }),
    managedPolicies: [policy],
    permissionsBoundary:
      boundaryArn === ''
        ? policy
        : ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', boundaryArn),
  });
}

/** What is attached to the role with which the backend works in this account. */
export function createSubmitPolicy(
  scope: Construct,
  runner: Runner,
): ManagedPolicy {
  const { name, names } = runner;
  const jobs = `${names.bucketArn}/jobs/*`;
  return createPolicy(scope, 'SubmitPolicy', {
    name: `${names.project}-submit`,
    description: `Submits runs to the runner ${name}, follows and stops them`,
    statements: [
      allow(
        'StartAndStopBuilds',
        [
          'codebuild:BatchGetBuilds',
          'codebuild:StartBuild',
          'codebuild:StopBuild',
        ],
        [names.projectArn],
      ),
      allow('ReadResults', ['s3:GetObject'], [jobs]),
      allow(
        'WriteJobs',
        ['s3:PutObject'],
        [`${jobs}/in/*`, `${jobs}/out/result.json`, `${jobs}/out/taken`],
      ),
      seeJobs('SeeWhatIsThere', names),
      useKey(runner, 's3'),
    ],
  });
}
