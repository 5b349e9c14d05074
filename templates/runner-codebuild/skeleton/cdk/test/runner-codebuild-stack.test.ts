// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { parseInputs } from '../lib/inputs.ts';
import type { RunnerCodebuildInputs } from '../lib/inputs.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp } from '../lib/layer-stack.ts';
import type { Environment } from '../lib/layer-stack.ts';
import { RunnerCodebuildStack } from '../lib/runner-codebuild-stack.ts';
import { contextIn, nagFindings } from './layer.ts';

const everything = readJson(new URL('./inputs.json', import.meta.url));

const jobs = 'arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs';
const projectArn =
  'arn:aws:codebuild:eu-west-1:123456789012:project/groundwork-runner-orders';
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const defaults: RunnerCodebuildInputs = {
  image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
  runnerVersion: '0.1.0',
  assumedRoleArns: [],
  permissionsBoundaryArn: '',
  concurrentBuildLimit: 8,
  vpcId: '',
  subnetIds: [],
  securityGroupIds: [],
};

function synthesize(
  values: unknown = defaults,
  environment: Environment = 'production',
) {
  const app = createApp();
  const inputs = parseInputs(values);
  const stack = new RunnerCodebuildStack(app, contextIn(environment), inputs);
  return { app, template: Template.fromStack(stack) };
}

function hasProject(template: Template, properties: object) {
  template.hasResourceProperties('AWS::CodeBuild::Project', properties);
}

function hasStatement(template: Template, policyName: string, item: object) {
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: policyName,
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Allow', ...item }),
      ]),
    },
  });
}

function buildSpec(template: Template) {
  const [project] = Object.values(
    template.findResources('AWS::CodeBuild::Project'),
  );
  return JSON.parse(project?.Properties.Source.BuildSpec);
}

function refuses(values: object, message: string | RegExp) {
  assert.throws(() => synthesize({ ...defaults, ...values }), { message });
}

describe('the project', () => {
  it('has no source, no privileges and no secret', () => {
    hasProject(synthesize().template, {
      Source: Match.objectLike({ Type: 'NO_SOURCE' }),
      Artifacts: { Type: 'NO_ARTIFACTS' },
      Environment: {
        PrivilegedMode: false,
        Image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
        ImagePullCredentialsType: 'CODEBUILD',
        EnvironmentVariables: [
          {
            Name: 'GROUNDWORK_JOB_KEY_PARAMETER',
            Type: 'PLAINTEXT',
            Value: '/groundwork/runner/orders/job-key',
          },
        ],
      },
    });
  });

  it('limits builds and lets them wait for half an hour', () => {
    hasProject(synthesize({ ...defaults, concurrentBuildLimit: 3 }).template, {
      ConcurrentBuildLimit: 3,
      QueuedTimeoutInMinutes: 30,
    });
  });

  it('logs into its group and encrypts with its key', () => {
    hasProject(synthesize().template, {
      EncryptionKey: Match.anyValue(),
      LogsConfig: { CloudWatchLogs: { Status: 'ENABLED' } },
    });
  });

  it('fetches Terraform and the runner on an image of CodeBuild', () => {
    const { template } = synthesize({ ...defaults, runnerVersion: '1.2.3' });
    const { phases } = buildSpec(template);
    assert.match(phases.install.commands[1], /sha256sum --check --strict/);
    assert.deepEqual(phases.build.commands, [
      "npx --yes --package '@groundwork/backstage-plugin-aws-stacks-runner@1.2.3' groundwork-remote-runner",
    ]);
  });

  it('calls the runner that an image of ECR holds, and pulls no other', () => {
    const { template } = synthesize(everything);
    assert.deepEqual(buildSpec(template), {
      version: '0.2',
      phases: { build: { commands: ['groundwork-remote-runner'] } },
    });
    hasProject(template, {
      Environment: { ImagePullCredentialsType: 'SERVICE_ROLE' },
    });
    hasStatement(template, 'groundwork-runner-orders', {
      Sid: 'PullImage',
      Resource:
        'arn:aws:ecr:eu-west-1:123456789012:repository/groundwork/runner',
    });
  });

  it('joins a VPC when asked to', () => {
    hasProject(synthesize().template, { VpcConfig: Match.absent() });
    const { template } = synthesize(everything);
    hasProject(template, {
      VpcConfig: {
        VpcId: 'vpc-0123456789abcdef0',
        Subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        SecurityGroupIds: ['sg-0123456789abcdef0'],
      },
    });
    const subnet = 'arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-';
    hasStatement(template, 'groundwork-runner-orders', {
      Sid: 'LendInterface',
      Condition: {
        StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
        ArnEquals: {
          'ec2:Subnet': [
            `${subnet}0123456789abcdef0`,
            `${subnet}0123456789abcdef1`,
          ],
        },
      },
    });
  });

  it('leaves nothing for AWS Solutions and NIST 800-53 to object to', () => {
    assert.deepEqual(nagFindings(synthesize().app), []);
    assert.deepEqual(nagFindings(synthesize(everything).app), []);
  });
});

describe('the role of builds', () => {
  it('is for this project alone', () => {
    synthesize().template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'groundwork-runner-orders',
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'codebuild.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '123456789012' },
              ArnEquals: { 'aws:SourceArn': projectArn },
            },
          }),
        ],
      },
    });
  });

  it('has its policy for its boundary, unless another is named', () => {
    const { template } = synthesize();
    const [policy] = Object.keys(
      template.findResources('AWS::IAM::ManagedPolicy', {
        Properties: { ManagedPolicyName: 'groundwork-runner-orders' },
      }),
    );
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ Ref: policy }],
      PermissionsBoundary: { Ref: policy },
    });
    synthesize(everything).template.hasResourceProperties('AWS::IAM::Role', {
      PermissionsBoundary:
        'arn:aws:iam::123456789012:policy/groundwork-boundary',
    });
  });

  it('has no policy besides', () => {
    const { template } = synthesize(everything);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  });

  it('reads jobs and writes results', () => {
    const { template } = synthesize();
    hasStatement(template, 'groundwork-runner-orders', {
      Action: 's3:GetObject',
      Resource: [`${jobs}/*/in/*`, `${jobs}/*/out/plan.enc`],
    });
    hasStatement(template, 'groundwork-runner-orders', {
      Action: 's3:PutObject',
      Resource: `${jobs}/*/out/*`,
    });
  });

  it('assumes the plan and apply roles of the account, or those that are named', () => {
    const assumes = (values: unknown, Resource: string[]) =>
      hasStatement(synthesize(values).template, 'groundwork-runner-orders', {
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Resource,
      });
    assumes(defaults, [role('groundwork-plan'), role('groundwork-apply')]);
    const named = [role('one'), 'arn:aws:iam::222222222222:role/two'];
    assumes({ ...defaults, assumedRoleArns: named }, named);
  });
});

describe('the backend', () => {
  it('starts and stops builds of this project, and writes jobs', () => {
    const { template } = synthesize();
    hasStatement(template, 'groundwork-runner-orders-submit', {
      Action: [
        'codebuild:BatchGetBuilds',
        'codebuild:StartBuild',
        'codebuild:StopBuild',
      ],
      Resource: projectArn,
    });
    hasStatement(template, 'groundwork-runner-orders-submit', {
      Action: 's3:PutObject',
      Resource: [
        `${jobs}/*/in/*`,
        `${jobs}/*/out/result.json`,
        `${jobs}/*/out/taken`,
      ],
    });
  });
});

describe('jobs', () => {
  it('are private, encrypted with the key, and gone after a fortnight', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'gw-runner-orders-123456789012-eu-west-1',
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({ BucketKeyEnabled: true }),
        ],
      },
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ Id: 'jobs', ExpirationInDays: 14 })],
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({ Effect: 'Deny', Sid: 'OnlyKmsEncryption' }),
          Match.objectLike({ Effect: 'Deny', Sid: 'OnlyKeyOfTheRunner' }),
        ],
      },
    });
  });
});

describe('the log', () => {
  it('is encrypted and kept for a year in production, a month in development', () => {
    const keeps = (environment: Environment, days: number) =>
      synthesize(defaults, environment).template.hasResourceProperties(
        'AWS::Logs::LogGroup',
        {
          LogGroupName: '/groundwork/runner/orders',
          KmsKeyId: Match.anyValue(),
          RetentionInDays: days,
        },
      );
    keeps('production', 365);
    keeps('development', 30);
  });

  it('alone is what CloudWatch Logs uses the key for', () => {
    synthesize().template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'UseByLogs',
            Condition: {
              ArnEquals: {
                'kms:EncryptionContext:aws:logs:arn':
                  'arn:aws:logs:eu-west-1:123456789012:log-group:/groundwork/runner/orders',
              },
            },
          }),
        ]),
      },
    });
  });
});

describe('the inputs', () => {
  it('are refused out of their bounds', () => {
    refuses({ image: 'docker.io/library/node:24' }, /^image must match /);
    refuses({ runnerVersion: '^0.1.0' }, /^runner_version must match /);
    refuses(
      { assumedRoleArns: ['arn:aws:iam::*:role/groundwork-plan'] },
      /^Each of assumed_role_arns must match /,
    );
    refuses(
      { permissionsBoundaryArn: 'groundwork-boundary' },
      /^permissions_boundary_arn must match /,
    );
    refuses(
      { concurrentBuildLimit: 0 },
      'concurrent_build_limit must be a whole number from 1 to 100.',
    );
    refuses({ vpcId: 'main' }, /^vpc_id must match /);
    refuses({ subnetIds: ['a'] }, /^Each of subnet_ids must match /);
    refuses({ securityGroupIds: ['a'] }, /^Each of security_group_ids /);
  });

  it('are refused when a VPC has no subnets', () => {
    refuses(
      { vpcId: 'vpc-0123456789abcdef0' },
      'vpc_id, subnet_ids and security_group_ids must be given together.',
    );
  });
});
